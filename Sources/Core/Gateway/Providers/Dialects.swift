/// The providers that can be named in a configuration.
public enum Dialects {
    /// The provider that is this process itself.
    public static let local = "local"

    /// All names, "local" included.
    public static let names = ["openai", "anthropic", "bedrock", "gemini", "vertex", "elevenlabs", local]

    static func dialect(named name: String) -> (any Dialect)? {
        switch name {
        case "openai": OpenAIDialect()
        case "anthropic": AnthropicDialect()
        case "bedrock": BedrockDialect()
        case "gemini": GeminiDialect(.gemini)
        case "vertex": GeminiDialect(.vertex)
        case "elevenlabs": ElevenLabsDialect()
        default: nil
        }
    }
}
