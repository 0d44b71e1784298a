package import JSON

/// A function that the model may ask for.
package struct ChatTool: Hashable, Sendable {
    package var name: String
    package var description: String?
    /// JSON Schema of the arguments; `nil` for a function without any.
    package var parameters: JSONValue?
    /// Whether the arguments must match the schema exactly.
    package var isStrict: Bool
    /// The tool as it came, for what only one provider knows ("cache_control").
    package var source: JSONValue

    package init(
        name: String, description: String? = nil, parameters: JSONValue? = nil, isStrict: Bool = false,
        source: JSONValue = .null
    ) {
        self.name = name
        self.description = description
        self.parameters = parameters
        self.isStrict = isStrict
        self.source = source
    }

    init(reading field: RequestField) throws(RequestProblem) {
        let type = field["type"]
        let typeName = try type.requiredString()
        guard typeName == "function" else {
            throw type.unsupported(
                "The tool '\(field.path)' is of the type '\(typeName)', and only functions can be passed on.")
        }
        let function = field["function"]
        self.init(
            name: try function["name"].requiredString(), description: try function["description"].string(),
            parameters: try function["parameters"].object(), isStrict: try function["strict"].bool() ?? false,
            source: field.value ?? .null)
    }
}

/// Whether the model has to use a tool.
package enum ToolChoice: Hashable, Sendable {
    /// Beside an optional choice, write `ToolChoice.none`: a bare `.none` is the absence of a choice.
    case none
    case auto
    /// Some tool, whichever.
    case required
    case named(String)

    /// `nil` where the request does not say.
    init?(reading field: RequestField) throws(RequestProblem) {
        guard let value = field.value else { return nil }
        switch value.string {
        case "none": self = ToolChoice.none
        case "auto": self = .auto
        case "required", "any": self = .required
        case .some(let other):
            throw field.invalid("The tool choice '\(other)' is not known.", remedy: "Choices: none, auto, required.")
        case nil:
            guard try field["type"].requiredString() == "function" else {
                throw field["type"].unsupported("Only a function can be chosen as the tool in '\(field.path)'.")
            }
            self = .named(try field["function"]["name"].requiredString())
        }
    }
}

/// What form the answer must have.
package enum ResponseFormat: Hashable, Sendable {
    case text
    /// Some JSON object.
    case jsonObject
    case jsonSchema(name: String, schema: JSONValue, strict: Bool)

    init(reading field: RequestField) throws(RequestProblem) {
        guard field.isPresent else {
            self = .text
            return
        }
        let type = field["type"]
        switch try type.requiredString() {
        case "text": self = .text
        case "json_object": self = .jsonObject
        case "json_schema":
            let format = field["json_schema"]
            guard let schema = try format["schema"].object() else { throw format["schema"].missing() }
            self = .jsonSchema(
                name: try format["name"].string() ?? "answer", schema: schema,
                strict: try format["strict"].bool() ?? false)
        case let other:
            throw type.invalid(
                "The response format '\(other)' is not known.", remedy: "Formats: text, json_object, json_schema.")
        }
    }
}
