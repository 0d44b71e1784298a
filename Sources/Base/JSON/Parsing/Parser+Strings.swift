extension Parser {
    /// Reads the string that begins with the quotation mark at `position`.
    mutating func parseString() throws(ParseFailure) -> String {
        let start = position + 1
        position = ByteScan.firstSpecial(in: bytes, from: start)
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            let content = UnsafeBufferPointer(rebasing: bytes[start..<position])
            position += 1
            guard let string = Self.string(content) else { throw invalidUTF8(from: start) }
            return string
        }
        return try parseEscapedString(from: start)
    }

    /// `nil` when the bytes are not UTF-8. Most texts are ASCII, which is told sooner: the initialiser that checks looks
    /// up the generic types of its argument at each call.
    private static func string(_ content: UnsafeBufferPointer<UInt8>) -> String? {
        ByteScan.isASCII(content)
            ? String(decoding: content, as: UTF8.self) : String(validating: content, as: UTF8.self)
    }

    /// The rest of `parseString` for a string that is not written as it is: `position` is at its first escape.
    private mutating func parseEscapedString(from start: Int) throws(ParseFailure) -> String {
        unescaped.removeAll(keepingCapacity: true)
        var runStart = start
        while true {
            unescaped.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<position]))
            guard position < bytes.count else { throw unexpected("'\"' at the end of the string") }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                guard let string = String(validating: unescaped, as: UTF8.self) else {
                    throw invalidUTF8(from: start)
                }
                return string
            case UInt8(ascii: "\\"):
                position += 1
                try parseEscape()
            default:
                throw unexpected("an escape, such as \\n, for a control character")
            }
            runStart = position
            position = ByteScan.firstSpecial(in: bytes, from: position)
        }
    }

    /// Reads what follows a backslash.
    private mutating func parseEscape() throws(ParseFailure) {
        guard position < bytes.count else { throw unexpected("an escaped character") }
        switch bytes[position] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(bytes[position])
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try parseUnicodeEscape(backslash: position - 1)
            UTF8.encode(scalar).map { unescaped.append(contentsOf: $0) }
            return
        default: throw unexpected("one of \" \\ / b f n r t u after a backslash")
        }
        position += 1
    }

    /// Reads `uXXXX`, or a surrogate pair `uD83D\uDE00` (RFC 8259, section 7).
    private mutating func parseUnicodeEscape(backslash: Int) throws(ParseFailure) -> Unicode.Scalar {
        let unpaired = ParseFailure(problem: .unpairedSurrogate, offset: backslash)
        let first = try parseHexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw unpaired }
        position += 1
        let second = try parseHexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw unpaired }
        return scalar
    }

    /// Reads the "u" at `position` and four hexadecimal digits.
    private mutating func parseHexadecimal() throws(ParseFailure) -> UInt16 {
        position += 1
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw unexpected("four hexadecimal digits") }
            switch bytes[position] {
            case let digit where digit &- UInt8(ascii: "0") < 10:
                value = value << 4 | UInt16(digit - UInt8(ascii: "0"))
            case let digit where (digit | 0x20) &- UInt8(ascii: "a") < 6:
                value = value << 4 | UInt16((digit | 0x20) - UInt8(ascii: "a") + 10)
            default:
                throw unexpected("four hexadecimal digits")
            }
            position += 1
        }
        return value
    }

    /// The failure that the bytes between `start` and `position` are not UTF-8, at the first that is wrong.
    private func invalidUTF8(from start: Int) -> ParseFailure {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes[start..<position].makeIterator()
        var offset = start
        scan: while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .emptyInput, .error: break scan
            }
        }
        return ParseFailure(problem: .invalidUTF8, offset: offset)
    }
}
