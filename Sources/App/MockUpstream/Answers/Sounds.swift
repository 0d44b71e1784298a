/// Short real sounds: each word of a text is a tenth of a second.
enum Sounds {
    /// Pieces of a sound, one for each word, and its media type; `nil` for a format that the mock cannot make.
    static func pieces(of text: String, format: String) -> (pieces: [[UInt8]], mediaType: String)? {
        let words = min(max(1, text.split(whereSeparator: \.isWhitespace).count), 10_000)
        switch format {
        case "mp3":
            // Each frame is 26 ms; four are about a word.
            return (Array(repeating: Array(repeatElement(silentFrame, count: 4).joined()), count: words), "audio/mpeg")
        case "pcm":
            return (Array(repeating: tone, count: words), "audio/pcm")
        case "wav":
            return ([header(samples: words * samplesPerWord)] + Array(repeating: tone, count: words), "audio/wav")
        default:
            return nil
        }
    }

    private static let sampleRate = 24_000
    private static let samplesPerWord = 2_400

    /// A triangle wave of 400 Hz, 16 bits.
    private static let tone: [UInt8] = (0..<samplesPerWord).flatMap { place -> [UInt8] in
        let phase = place % 60
        let height = Int16((phase < 30 ? phase : 60 - phase) * 400 - 6_000)
        return littleEndian(UInt16(bitPattern: height))
    }

    /// MPEG-1 layer III, 128 kbit/s, 44.1 kHz: a frame whose side information is all zero is silence.
    private static let silentFrame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + Array(repeating: 0, count: 413)

    /// RIFF WAVE with one channel of 16-bit samples.
    private static func header(samples: Int) -> [UInt8] {
        let bytes = UInt32(samples * 2)
        var header = Array("RIFF".utf8) + littleEndian(bytes + 36)
        header += Array("WAVEfmt ".utf8) + littleEndian(UInt32(16))
        header += littleEndian(UInt16(1)) + littleEndian(UInt16(1))
        header += littleEndian(UInt32(sampleRate)) + littleEndian(UInt32(sampleRate * 2))
        header += littleEndian(UInt16(2)) + littleEndian(UInt16(16))
        return header + Array("data".utf8) + littleEndian(bytes)
    }

    private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
