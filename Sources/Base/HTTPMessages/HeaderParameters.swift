/// A header field's value with parameters: `form-data; name="file"; filename="a.wav"` (RFC 9110, 5.6.6).
struct HeaderParameters {
    /// In lower case.
    let value: String
    private var parameters: [String: String] = [:]

    subscript(name: String) -> String? { parameters[name] }

    init(_ text: Substring) throws(MultipartProblem) {
        var rest = text
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        value = Self.trimmed(rest[..<end]).lowercased()
        rest = rest[end...]
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if rest.isEmpty || rest.first == ";" { continue }
            guard let equals = rest.firstIndex(of: "=") else {
                throw .invalid("The parameter '\(rest.prefix(40))' of a header field has no value.")
            }
            let name = Self.trimmed(rest[..<equals]).lowercased()
            rest = rest[rest.index(after: equals)...]
            let parameter = try Self.parameter(&rest)
            // "filename*" (RFC 5987) is not allowed in forms (RFC 7578, 4.2) and must not replace the plain one.
            guard !name.hasSuffix("*") else { continue }
            guard parameters.updateValue(parameter, forKey: name) == nil else {
                throw .invalid("A header field has the parameter '\(name.prefix(40))' twice.")
            }
        }
        guard rest.isEmpty else { throw .invalid("A header field cannot be read after '\(value.prefix(40))'.") }
    }

    /// Takes a token or a quoted string, and the spaces after it.
    private static func parameter(_ rest: inout Substring) throws(MultipartProblem) -> String {
        guard rest.first == "\"" else {
            let end = rest.firstIndex(of: ";") ?? rest.endIndex
            defer { rest = rest[end...] }
            return trimmed(rest[..<end])
        }
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst() {
            if character == "\"" {
                rest = rest.drop { $0 == " " || $0 == "\t" }
                return text
            }
            // Only a quote and a backslash are escaped: browsers and older clients send "C:\path" as it is.
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.append(rest.removeFirst())
            } else {
                text.append(character)
            }
        }
        throw .invalid("A quoted text in a header field does not end.")
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(start[...$0]) } ?? ""
    }
}
