/// What bytes may stand in names and values of header fields (RFC 9110, 5.1 and 5.5; "token" is 5.6.2).
enum FieldSyntax {
    // One bit per ASCII character that a token may hold: digits, letters and !#$%&'*+-.^_`|~
    private static var lowerHalf: UInt64 { 0x03FF_6CFA_0000_0000 }
    private static var upperHalf: UInt64 { 0x57FF_FFFF_C7FF_FFFE }

    @inline(__always)
    static func isTokenByte(_ byte: UInt8) -> Bool {
        if byte < 64 { return lowerHalf >> UInt64(byte) & 1 == 1 }
        return byte < 128 && upperHalf >> UInt64(byte - 64) & 1 == 1
    }

    /// Any byte but control characters; the tab is allowed.
    @inline(__always)
    static func isValueByte(_ byte: UInt8) -> Bool {
        (byte >= 0x20 && byte != 0x7F) || byte == 0x09
    }

    static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(isTokenByte)
    }

    static func isValue(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy(isValueByte)
    }

    /// Whether `bytes` are `word` but for the case of letters; `word` is lower case.
    static func matches(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count where lowercased(bytes[index]) != word.utf8Start[index] { return false }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// Without spaces and tabs at both ends.
    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    /// The pieces between commas, trimmed.
    static func list(_ bytes: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
        bytes.split(separator: 0x2C).map { trimmed(UnsafeRawBufferPointer(rebasing: $0)) }
    }

    /// A decimal number without sign; `nil` for anything else, and for what does not fit.
    static func decimal(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
        var number = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// A hexadecimal number without prefix; `nil` for anything else, and for what does not fit.
    static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 15 else { return nil }
        var number = 0
        for byte in bytes {
            switch byte {
            case 0x30...0x39: number = number << 4 | Int(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: number = number << 4 | Int((byte | 0x20) - 0x57)
            default: return nil
            }
        }
        return number
    }
}
