/// Reads one JSON text (RFC 8259) by recursive descent, no deeper than `depthLimit`.
struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// For strings with escapes; kept to spare an allocation for each.
    var unescaped: [UInt8] = []
    private let depthLimit: Int
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func parseText() throws(ParseFailure) -> JSONValue {
        let value = try parseValue()
        skipWhitespace()
        guard position == bytes.count else { throw unexpected("nothing after the value") }
        return value
    }

    private mutating func parseValue() throws(ParseFailure) -> JSONValue {
        skipWhitespace()
        guard position < bytes.count else { throw unexpected("a value") }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return .object(try parseObject())
        case UInt8(ascii: "["): return .array(try parseArray())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
        case UInt8(ascii: "t"): return try parseWord("true", as: .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", as: .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", as: .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func parseObject() throws(ParseFailure) -> JSONObject {
        try enter()
        var object = JSONObject()
        skipWhitespace()
        if take(UInt8(ascii: "}")) {
            depth -= 1
            return object
        }
        object.reserveCapacity(4)
        while true {
            skipWhitespace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw unexpected(object.isEmpty ? "a key in quotation marks or '}'" : "a key in quotation marks")
            }
            let key = try parseString()
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { throw unexpected("':' after the key") }
            object.set(key, to: try parseValue())
            skipWhitespace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw unexpected("',' or '}'") }
            depth -= 1
            return object
        }
    }

    private mutating func parseArray() throws(ParseFailure) -> [JSONValue] {
        try enter()
        var elements: [JSONValue] = []
        skipWhitespace()
        if take(UInt8(ascii: "]")) {
            depth -= 1
            return elements
        }
        while true {
            elements.append(try parseValue())
            skipWhitespace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw unexpected("',' or ']'") }
            depth -= 1
            return elements
        }
    }

    private mutating func parseNumber() throws(ParseFailure) -> JSONNumber {
        guard let end = NumberGrammar.scan(bytes, from: position) else {
            throw ParseFailure(problem: .malformedNumber, offset: position)
        }
        let digits = UnsafeBufferPointer(rebasing: bytes[position..<end])
        position = end
        return JSONNumber(checked: String(decoding: digits, as: UTF8.self))
    }

    private mutating func parseWord(_ word: StaticString, as value: JSONValue) throws(ParseFailure) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count, bytes[position] == word.utf8Start[index] else {
                throw unexpected("'\(word)'")
            }
            position += 1
        }
        return value
    }

    /// Steps over the opening bracket at `position`.
    private mutating func enter() throws(ParseFailure) {
        guard depth < depthLimit else {
            throw ParseFailure(problem: .tooDeep(limit: depthLimit), offset: position)
        }
        depth += 1
        position += 1
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// The failure that `expected` is not at `position`.
    func unexpected(_ expected: String) -> ParseFailure {
        let isInside = position < bytes.count
        return ParseFailure(
            problem: isInside
                ? .unexpected(found: bytes[position], expected: expected) : .ended(expected: expected),
            offset: position)
    }
}
