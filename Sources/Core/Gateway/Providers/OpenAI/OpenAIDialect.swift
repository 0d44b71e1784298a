import HTTPMessages
import JSON

/// OpenAI, and every provider and server of the same form: Azure, Groq, OpenRouter, Mistral, Ollama, vLLM,
/// LM Studio, llama.cpp and others.
///
/// The body goes through as it came, with the fields that nobody here knows; only `model` is replaced. Streams ask
/// for the usage where the caller did not, and the piece that tells it is then kept from the caller.
///
/// Settings of an endpoint:
/// - "api_version": Azure's `api-version`; the key goes into `api-key` then.
/// - "organization", "project": OpenAI's headers of these names.
/// - "stream_usage": "false" for a server that refuses `stream_options`.
/// - "prefill": how the beginning of an answer may be given in chat: "true" for servers that know
///   `continue_final_message` (vLLM, SGLang), "prefix" for those with `"prefix": true` in the last message (DeepSeek,
///   Mistral). Without it, and at OpenAI itself, it cannot.
///
/// Source: OpenAI API reference, chat, completions, embeddings, audio; vLLM, OpenAI-compatible server.
public struct OpenAIDialect: Dialect {
    /// The provider's own address.
    public static let usualBase = "https://api.openai.com/v1"

    public let name = "openai"

    public init() {}

    public func supports(_ operation: ModelOperation) -> Bool { true }

    public func streamDecoder(for request: ModelRequest, from target: CallTarget) -> any StreamDecoder {
        switch request.operation {
        case .speech: OpenAISoundStreamDecoder(.sound, target: target)
        case .transcription: OpenAISoundStreamDecoder(.transcript, target: target)
        default: OpenAIStreamDecoder(hidesUsage: !asksForUsage(request), target: target)
        }
    }

    /// Whether the caller wants the piece with the usage.
    func asksForUsage(_ request: ModelRequest) -> Bool {
        request.body["stream_options"]?["include_usage"]?.bool ?? false
    }
}
