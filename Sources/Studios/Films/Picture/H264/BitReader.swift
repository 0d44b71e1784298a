/// Reads the syntax elements of an H.264 raw byte sequence payload (ITU-T H.264, 7.2 and 9.1), first bit first.
///
/// Every read past the end throws ``StreamError`` `stream.truncated`; nothing traps.
package struct BitReader {
    private let bytes: [UInt8]
    /// How many bits have been read.
    package private(set) var position = 0

    /// - Parameter bytes: the payload without emulation prevention bytes.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var bitsLeft: Int { bytes.count * 8 - position }

    /// `u(1)`.
    package mutating func flag() throws -> Bool {
        try bits(1) == 1
    }

    /// `u(n)`, most significant bit first.
    package mutating func bits(_ count: Int) throws -> UInt32 {
        guard (0...32).contains(count), count <= bitsLeft else { throw StreamError.truncated("video header") }
        var value: UInt32 = 0
        for _ in 0..<count {
            let bit = bytes[position >> 3] >> UInt8(7 - position & 7) & 1
            value = value << 1 | UInt32(bit)
            position += 1
        }
        return value
    }

    /// `ue(v)`: an unsigned Exp-Golomb code of at most 32 bits' value.
    package mutating func unsigned() throws -> UInt32 {
        var zeros = 0
        while try !flag() {
            zeros += 1
            guard zeros <= 31 else { throw StreamError.malformed("Exp-Golomb code") }
        }
        return try (1 << UInt32(zeros)) - 1 + bits(zeros)
    }

    /// `se(v)`: a signed Exp-Golomb code.
    package mutating func signed() throws -> Int32 {
        let code = try Int64(unsigned())
        return Int32(code & 1 == 1 ? (code + 1) / 2 : -(code / 2))
    }

    /// `ue(v)` that must lie in a range; `name` is for the message.
    package mutating func unsigned(_ name: String, in range: ClosedRange<Int>) throws -> Int {
        let value = try Int(unsigned())
        guard range.contains(value) else { throw StreamError.malformed("value of \(name)") }
        return value
    }
}
