/// The slice data of a picture in which every macroblock is skipped: each repeats the picture before.
///
/// CAVLC says so in one number. CABAC codes two decisions a macroblock, "skipped" and "not the last", with the
/// arithmetic encoder of ITU-T H.264, 9.3.4. Since all neighbours are skipped as well, one context is enough
/// (9.3.3.1.1.1), and since a skip is always its more probable symbol, only the upper path of the encoder is
/// needed: some 40 bytes for a picture of 1920x1080, nearly all zero, so that emulation prevention adds half as many.
struct SkippedSlice {
    /// Context 11 (Table 9-13, `cabac_init_idc` 0) starts in the state of ``initialState`` at this quantiser, with
    /// "skipped" as the more probable symbol. The quantiser has no other effect: nothing is quantised.
    static let quantiser = 51

    /// ((23 * 51) >> 4) + 33 - 64 (9.3.1.1, m = 23, n = 33).
    private static let initialState = 42

    /// Table 9-44 (`rangeTabLPS`) from state 42 on. State 62 is the last: it stays where it is.
    private static let lessProbableRanges: [[UInt32]] = [
        [16, 20, 23, 27], [15, 19, 22, 25], [14, 18, 21, 24], [14, 17, 20, 23], [13, 16, 19, 22], [12, 15, 18, 21],
        [12, 14, 17, 20], [11, 14, 16, 19], [11, 13, 15, 18], [10, 12, 15, 17], [10, 12, 14, 16], [9, 11, 13, 15],
        [9, 11, 12, 14], [8, 10, 12, 14], [8, 9, 11, 13], [7, 9, 11, 12], [7, 9, 10, 12], [7, 8, 10, 11],
        [6, 8, 9, 11], [6, 7, 9, 10], [6, 7, 8, 9],
    ]

    private var low: UInt32 = 0
    private var range: UInt32 = 510
    private var outstanding = 0
    private var isFirstBit = true
    private var writer = BitWriter()

    private init() {}

    /// The data from the first byte boundary after the slice header, with the stop bit and its padding.
    static func arithmetic(macroblocks: Int) -> [UInt8] {
        var encoder = SkippedSlice()
        var state = initialState
        for macroblock in 1...max(1, macroblocks) {
            let row = lessProbableRanges[state - initialState]
            encoder.range -= row[Int(encoder.range >> 6 & 3)]
            encoder.renormalise()
            state = min(62, state + 1)
            encoder.terminate(macroblock >= macroblocks)
        }
        return encoder.writer.bytes
    }

    /// `EncodeDecision` before termination and `EncodeFlush` (Figures 9-7, 9-11 and 9-12).
    private mutating func terminate(_ isLast: Bool) {
        range -= 2
        guard isLast else { return renormalise() }
        low += range
        range = 2
        renormalise()
        put(low >> 9 & 1 == 1)
        writer.bits(low >> 7 & 3 | 1, 2)  // its last bit is the stop bit of the payload
        writer.align(with: false)
    }

    /// `RenormE` (Figure 9-8).
    private mutating func renormalise() {
        while range < 256 {
            if low < 256 {
                put(false)
            } else if low >= 512 {
                low -= 512
                put(true)
            } else {
                low -= 256
                outstanding += 1
            }
            range <<= 1
            low <<= 1
        }
    }

    /// `PutBit` (Figure 9-9).
    private mutating func put(_ bit: Bool) {
        if isFirstBit {
            isFirstBit = false
        } else {
            writer.flag(bit)
        }
        while outstanding > 0 {
            writer.flag(!bit)
            outstanding -= 1
        }
    }
}
