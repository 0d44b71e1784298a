public import JSON

/// A whole answer of a model, in the shape of OpenAI's interface.
public struct ModelAnswer: Hashable, Sendable {
    /// JSON text, or sound for speech.
    public var payload: [UInt8]
    /// Such as "application/json" or "audio/mpeg".
    public var mediaType: String
    /// The payload as JSON, where it is JSON.
    public var json: JSONValue?
    /// The model that says it answered; the one that was asked for where the provider does not say.
    public var model: String
    public var usage: TokenUsage?
    /// Why the model stopped; `nil` for operations that do not say.
    public var finish: FinishReason?

    public init(
        payload: [UInt8], mediaType: String = "application/json", json: JSONValue? = nil, model: String,
        usage: TokenUsage? = nil, finish: FinishReason? = nil
    ) {
        self.payload = payload
        self.mediaType = mediaType
        self.json = json
        self.model = model
        self.usage = usage
        self.finish = finish
    }
}

/// Tokens that a call took, as the provider counts them.
public struct TokenUsage: Hashable, Sendable {
    public var input: Int
    public var output: Int
    /// Those of `input` that the provider had in its own cache.
    public var cachedInput: Int

    public init(input: Int, output: Int, cachedInput: Int = 0) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
    }
}

/// Why a model stopped writing.
public enum FinishReason: String, Hashable, Sendable {
    case stop
    /// The limit of tokens was reached: the text is cut, and the provider says so.
    case length
    case toolCalls = "tool_calls"
    case contentFilter = "content_filter"
}
