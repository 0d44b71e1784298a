public import Essentials

/// A text that is not JSON: what is wrong with it, and where.
public struct JSONError: DescribedFailure, Hashable {
    public enum Problem: Hashable, Sendable {
        /// Something else stands where `expected` has to.
        case unexpected(found: UInt8, expected: String)
        /// The text ends where `expected` has to follow.
        case ended(expected: String)
        /// A number that JSON does not write like that, such as `01`, `1.` or `+1`.
        case malformedNumber
        /// The bytes of a string are not UTF-8.
        case invalidUTF8
        /// One half of a surrogate pair (`\ud83d`) without the other: it stands for no character.
        case unpairedSurrogate
        /// Arrays and objects are nested more deeply than allowed.
        case tooDeep(limit: Int)
    }

    public let problem: Problem
    /// In bytes from the beginning of the text.
    public let offset: Int
    /// Counted from 1.
    public let line: Int
    /// In characters (code points) from the beginning of the line, counted from 1.
    public let column: Int

    init(_ failure: ParseFailure, in bytes: UnsafeBufferPointer<UInt8>) {
        problem = failure.problem
        offset = failure.offset
        var line = 1
        var column = 1
        for byte in bytes.prefix(failure.offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.line = line
        self.column = column
    }

    public var code: String {
        switch problem {
        case .unexpected: "json.unexpected"
        case .ended: "json.ended"
        case .malformedNumber: "json.number"
        case .invalidUTF8: "json.utf8"
        case .unpairedSurrogate: "json.surrogate"
        case .tooDeep: "json.depth"
        }
    }

    public var message: String {
        "The JSON is wrong at line \(line), column \(column) (byte \(offset)): \(reason)."
    }

    public var remedy: String? {
        switch problem {
        case .invalidUTF8: "Send JSON as UTF-8."
        case .unpairedSurrogate: "Write both halves of the pair, or the character itself."
        case .tooDeep: "Nest the value less deeply."
        default: nil
        }
    }

    public var category: FailureCategory { .badInput }

    private var reason: String {
        switch problem {
        case .unexpected(let found, let expected): "expected \(expected), found \(Self.name(of: found))"
        case .ended(let expected): "expected \(expected), but the text ends here"
        case .malformedNumber: "this is not how JSON writes a number"
        case .invalidUTF8: "the string is not valid UTF-8"
        case .unpairedSurrogate: "half of a surrogate pair stands for no character"
        case .tooDeep(let limit): "arrays and objects are nested more than \(limit) deep"
        }
    }

    private static func name(of byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte) { return "'\(Unicode.Scalar(byte))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "the byte 0x" + (digits.count < 2 ? "0" : "") + digits
    }
}

/// What the parser throws; the line and column are only worked out at the end.
struct ParseFailure: Error {
    let problem: JSONError.Problem
    let offset: Int
}
