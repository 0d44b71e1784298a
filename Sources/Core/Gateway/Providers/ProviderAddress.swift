import HTTPMessages

/// Where providers are when a configuration does not say.
enum ProviderAddress {
    static func base(of endpoint: EndpointConfiguration) -> HTTPAddress? {
        switch endpoint.provider {
        case "openai": HTTPAddress(OpenAIDialect.usualBase)
        case "anthropic": HTTPAddress(AnthropicDialect.usualBase)
        case "bedrock": endpoint.region == nil ? nil : HTTPAddress(BedrockDialect.usualBase)
        case "gemini": HTTPAddress(GeminiDialect.usualBase)
        case "vertex": endpoint.region == nil ? nil : HTTPAddress(GeminiDialect.usualVertexBase)
        case "elevenlabs": HTTPAddress(ElevenLabsDialect.usualBase)
        default: nil
        }
    }
}
