extension JSONValue {
    /// The value as JSON without white space, in UTF-8.
    public func serialized() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        append(to: &bytes)
        return bytes
    }

    /// The value as JSON without white space.
    public var text: String {
        String(decoding: serialized(), as: UTF8.self)
    }

    /// The value as JSON with a line for each member and element, indented by two spaces.
    public func pretty() -> String {
        var bytes: [UInt8] = []
        appendPretty(to: &bytes, indentation: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what `serialized()` gives: members in their order, numbers as they came, and in strings only those
    /// characters escaped that have to be.
    public func append(to bytes: inout [UInt8]) {
        switch self {
        case .null, .bool: appendWord(to: &bytes)
        case .number(let number): number.text.withBytes { bytes.append(contentsOf: $0) }
        case .string(let string): StringWriter.append(string, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                element.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in object {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                StringWriter.append(key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends `null`, `true` or `false`.
    func appendWord(to bytes: inout [UInt8]) {
        switch self {
        case .bool(true): bytes.append(contentsOf: "true".utf8)
        case .bool(false): bytes.append(contentsOf: "false".utf8)
        default: bytes.append(contentsOf: "null".utf8)
        }
    }

    private func appendPretty(to bytes: inout [UInt8], indentation: Int) {
        func startLine(_ indentation: Int) {
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation * 2))
        }
        switch self {
        case .array(let elements) where !elements.isEmpty:
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                startLine(indentation + 1)
                element.appendPretty(to: &bytes, indentation: indentation + 1)
            }
            startLine(indentation)
            bytes.append(UInt8(ascii: "]"))
        case .object(let object) where !object.isEmpty:
            bytes.append(UInt8(ascii: "{"))
            for (place, member) in object.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                startLine(indentation + 1)
                StringWriter.append(member.key, to: &bytes)
                bytes.append(contentsOf: ": ".utf8)
                member.value.appendPretty(to: &bytes, indentation: indentation + 1)
            }
            startLine(indentation)
            bytes.append(UInt8(ascii: "}"))
        default:
            append(to: &bytes)
        }
    }
}

extension JSONValue: CustomStringConvertible {
    public var description: String { text }
}
