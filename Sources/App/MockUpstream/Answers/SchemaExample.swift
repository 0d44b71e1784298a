import JSON

/// A small value that follows a JSON schema: what a mock says when a schema or a tool's arguments are asked for.
///
/// It knows types, properties, items, enumerations, constants, bounds, combinations and references inside the schema.
/// It does not make texts for a `pattern`.
enum SchemaExample {
    static func value(of schema: JSONValue) -> JSONValue {
        value(of: schema, root: schema, depth: 0)
    }

    /// Schemas may contain themselves: below this depth only what has to be there is made, and then nothing.
    private static let depthLimit = 12

    private static func value(of schema: JSONValue, root: JSONValue, depth: Int) -> JSONValue {
        guard depth < depthLimit else { return nil }
        if let reference = schema["$ref"]?.string, let target = resolve(reference, in: root) {
            return value(of: target, root: root, depth: depth + 1)
        }
        if let constant = schema["const"] { return constant }
        if let first = schema["enum"]?.array?.first { return first }
        for name in ["anyOf", "oneOf", "allOf"] {
            if let first = schema[name]?.array?.first { return value(of: first, root: root, depth: depth + 1) }
        }
        switch type(of: schema) {
        case "object": return object(schema, root: root, depth: depth)
        case "array":
            let count = min(max(1, schema["minItems"]?.int ?? 1), 100)
            let item = value(of: schema["items"] ?? ["type": "string"], root: root, depth: depth + 1)
            return .array(Array(repeating: item, count: count))
        case "integer": return integer(schema)
        case "number": return schema["minimum"] ?? schema["maximum"] ?? 1.5
        case "boolean": return true
        case "null": return nil
        default: return string(schema)
        }
    }

    /// Google writes types in capitals; a list of types means any of them.
    private static func type(of schema: JSONValue) -> String {
        let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.array?.compactMap { $0.string } ?? []
        if let type = types.first(where: { $0.lowercased() != "null" }) ?? types.first { return type.lowercased() }
        if schema["properties"] != nil { return "object" }
        return schema["items"] != nil ? "array" : "string"
    }

    private static func object(_ schema: JSONValue, root: JSONValue, depth: Int) -> JSONValue {
        let required = schema["required"]?.array?.compactMap { $0.string } ?? []
        var object = JSONObject()
        for (name, property) in schema["properties"]?.object ?? [:] {
            guard depth < depthLimit / 2 || required.contains(name) else { continue }
            object[name] = value(of: property, root: root, depth: depth + 1)
        }
        return .object(object)
    }

    private static func integer(_ schema: JSONValue) -> JSONValue {
        if let low = schema["minimum"]?.int { return JSONValue(low) }
        if let low = schema["exclusiveMinimum"]?.int, low < Int.max { return JSONValue(low + 1) }
        if let high = schema["maximum"]?.int, high < 1 { return JSONValue(high) }
        return 1
    }

    private static func string(_ schema: JSONValue) -> JSONValue {
        switch schema["format"]?.string {
        case "date": return "2024-05-17"
        case "date-time": return "2024-05-17T09:30:00Z"
        case "time": return "09:30:00Z"
        case "email": return "ada@example.org"
        case "uri", "url": return "https://example.org/"
        case "uuid": return "123e4567-e89b-12d3-a456-426614174000"
        default: break
        }
        var text = "example"
        if let least = schema["minLength"]?.int, least > text.count {
            text += String(repeating: "x", count: min(least, 10_000) - min(text.count, min(least, 10_000)))
        }
        if let most = schema["maxLength"]?.int, most < text.count { text = String(text.prefix(max(0, most))) }
        return .string(text)
    }

    /// "#/$defs/Item"
    private static func resolve(_ reference: String, in root: JSONValue) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        var place: JSONValue? = root
        for piece in reference.dropFirst().split(separator: "/") {
            let name: String = String(piece).replacing("~1", with: "/").replacing("~0", with: "~")
            place = place?[name]
        }
        return place
    }
}
