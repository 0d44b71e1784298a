import JSON

/// How a wished form of the answer is asked of Anthropic.
enum AnthropicFormat: Hashable, Sendable {
    case text
    /// `output_config.format`: the answer's text is held to the schema.
    case native(schema: JSONValue)
    /// A tool that has to be called: its arguments are the answer.
    case tool(schema: JSONValue)

    /// - Parameter field: "response_format", read before by ``ResponseFormat``.
    init(_ field: JSONValue?, abilities: ClaudeAbilities) {
        switch field?["type"]?.string {
        case "json_object":
            self = .tool(schema: ["type": "object", "additionalProperties": true])
        case "json_schema":
            let format = field?["json_schema"]
            let schema = format?["schema"] ?? [:]
            // The native form takes only schemas as strict as OpenAI's strict ones, and refuses all others.
            let isStrict = format?["strict"]?.bool ?? false
            self = abilities.hasStructuredOutput && isStrict ? .native(schema: schema) : .tool(schema: schema)
        default:
            self = .text
        }
    }

    /// The tool's name: one that none of the caller's tools has.
    func toolName(beside names: [String]) -> String? {
        guard case .tool = self else { return nil }
        var name = "json_answer"
        while names.contains(name) { name += "_" }
        return name
    }
}
