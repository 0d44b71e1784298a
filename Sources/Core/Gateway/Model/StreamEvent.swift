/// One thing that a stream of an answer says.
public enum StreamEvent: Hashable, Sendable {
    case chunk(StreamChunk)
    /// The provider said that the answer is complete. What comes after is ignored.
    case end
    /// The provider reported a failure inside the stream, or the stream stopped without an end.
    case failure(UpstreamFailure)
}

/// One piece of an answer: for chat, an object `chat.completion.chunk` of OpenAI's interface.
public struct StreamChunk: Hashable, Sendable {
    /// JSON text without the framing of server-sent events; sound for speech.
    public var payload: [UInt8]
    /// What this piece adds to the visible text of the first choice; "" where it adds none.
    public var text: String
    /// Whether it carries content (text, a tool call, reasoning): the first such piece is the first token, after
    /// which an answer can no longer be started again unseen.
    public var hasContent: Bool
    /// Whether it carries something other than plain text of a single choice (a tool call, a refusal, a second
    /// choice, log probabilities): such an answer cannot be continued by another endpoint.
    public var isPlainText: Bool
    public var finish: FinishReason?
    public var usage: TokenUsage?
    /// The model that says it answers, where this piece says so.
    public var model: String?

    public init(
        payload: [UInt8], text: String = "", hasContent: Bool, isPlainText: Bool = true, finish: FinishReason? = nil,
        usage: TokenUsage? = nil, model: String? = nil
    ) {
        self.payload = payload
        self.text = text
        self.hasContent = hasContent
        self.isPlainText = isPlainText
        self.finish = finish
        self.usage = usage
        self.model = model
    }
}

/// Reads the bytes of a streamed answer, in whatever pieces they come. It has no clock and no socket.
public protocol StreamDecoder: Sendable {
    /// What these bytes complete. After `.end` or `.failure` nothing more is told.
    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent]

    /// The bytes are over. A stream that had not said its end is a truncated answer: `.failure`.
    mutating func ended() -> [StreamEvent]
}
