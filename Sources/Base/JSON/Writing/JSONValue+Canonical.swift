extension JSONValue {
    /// The one form that all equal values share: two values are equal if and only if these bytes are.
    ///
    /// It follows the JSON Canonicalization Scheme (RFC 8785): no white space, keys in the order of their UTF-16
    /// code units, one way to escape. It departs from it in one point: numbers are not rounded to `Double`, so
    /// that large integers and long fractions stay apart (see `JSONNumber.appendCanonical(to:)`). Numbers whose
    /// digits are the shortest that name their `Double` come out exactly as the RFC says.
    public func canonicalized() -> [UInt8] {
        var bytes: [UInt8] = []
        appendCanonical(to: &bytes)
        return bytes
    }

    /// Appends what `canonicalized()` gives.
    public func appendCanonical(to bytes: inout [UInt8]) {
        switch self {
        case .null, .bool: appendWord(to: &bytes)
        case .number(let number): number.appendCanonical(to: &bytes)
        case .string(let string): StringWriter.append(string, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                element.appendCanonical(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            let sorted = object.sorted { $0.key.precedesInUTF16Order($1.key) }
            for (place, member) in sorted.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                StringWriter.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.appendCanonical(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
