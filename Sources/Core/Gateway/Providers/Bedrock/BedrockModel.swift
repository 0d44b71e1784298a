/// What is known of a model on Bedrock by its identifier, where the endpoint's settings do not say.
struct BedrockModel {
    private let identifier: String
    private let settings: [String: String]

    init(_ target: CallTarget) {
        identifier = target.model.lowercased()
        settings = target.settings
    }

    var isClaude: Bool { identifier.contains("anthropic.claude") }
    private var isNova: Bool { identifier.contains("amazon.nova") }

    /// Whether a JSON schema is enforced by making the model call a tool.
    var answersSchemaByTool: Bool {
        switch settings["structured_output"] {
        case "native": false
        case "tool": true
        default: isClaude || isNova
        }
    }

    /// Whether the model may be given the beginning of its answer.
    var takesPrefill: Bool {
        switch settings["prefill"] {
        case "true": true
        case "false": false
        default: ClaudeGeneration(model: identifier).map { $0 < ClaudeGeneration(4, 6) } ?? false
        }
    }

    var isTitan: Bool { identifier.contains("amazon.titan") }
    var isCohere: Bool { identifier.contains("cohere.") }
}
