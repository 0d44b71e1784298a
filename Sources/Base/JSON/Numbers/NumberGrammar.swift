/// The grammar of numbers (RFC 8259, section 6).
enum NumberGrammar {
    /// Where the number that begins at `start` ends; `nil` when there is none.
    @inline(__always)
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }

        let integer = index
        skipDigits(bytes, &index)
        guard index > integer else { return nil }
        if bytes[integer] == UInt8(ascii: "0"), index > integer + 1 { return nil }

        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let fraction = index
            skipDigits(bytes, &index)
            guard index > fraction else { return nil }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            let exponent = index
            skipDigits(bytes, &index)
            guard index > exponent else { return nil }
        }
        return index
    }

    @inline(__always)
    private static func skipDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 {
            index += 1
        }
    }
}
