/// The members of one schema object, read by what their values have to be.
struct SchemaKeywords {
    let members: JSONObject
    let path: String

    func malformed(_ keyword: String, _ expected: String) -> JSONSchemaError {
        JSONSchemaError(problem: .malformed(keyword: keyword, expected: expected), path: path)
    }

    func number(_ keyword: String) throws(JSONSchemaError) -> JSONNumber? {
        guard let value = members[keyword] else { return nil }
        guard let number = value.number else { throw malformed(keyword, "a number") }
        return number
    }

    /// A count of things: zero or more. A count beyond `Int` is as good as the largest `Int`.
    func count(_ keyword: String) throws(JSONSchemaError) -> Int? {
        guard let number = try number(keyword) else { return nil }
        guard number.isWhole, number >= 0 else { throw malformed(keyword, "a whole number of 0 or more") }
        return number.int ?? Int.max
    }

    func bool(_ keyword: String) throws(JSONSchemaError) -> Bool {
        guard let value = members[keyword] else { return false }
        guard let bool = value.bool else { throw malformed(keyword, "true or false") }
        return bool
    }

    func array(_ keyword: String) throws(JSONSchemaError) -> [JSONValue]? {
        guard let value = members[keyword] else { return nil }
        guard let array = value.array else { throw malformed(keyword, "an array") }
        return array
    }

    func object(_ keyword: String) throws(JSONSchemaError) -> JSONObject? {
        guard let value = members[keyword] else { return nil }
        guard let object = value.object else { throw malformed(keyword, "an object") }
        return object
    }

    func strings(_ keyword: String) throws(JSONSchemaError) -> [String]? {
        guard let value = members[keyword] else { return nil }
        return try strings(in: value, of: keyword)
    }

    func strings(in value: JSONValue, of keyword: String) throws(JSONSchemaError) -> [String] {
        guard let array = value.array else { throw malformed(keyword, "an array of strings") }
        var strings: [String] = []
        for element in array {
            guard let string = element.string else { throw malformed(keyword, "an array of strings") }
            strings.append(string)
        }
        return strings
    }

    func pattern(_ text: String) throws(JSONSchemaError) -> Pattern {
        do {
            return try Pattern(text)
        } catch {
            throw JSONSchemaError(problem: .unusablePattern(text, reason: error.reason), path: path)
        }
    }

    /// Whether any of these keywords is there.
    func contains(anyOf keywords: [String]) -> Bool {
        keywords.contains { members.contains(key: $0) }
    }
}
