import HTTPMessages
import JSON
import Resilience

/// Reads a streamed answer of chat or completions.
///
/// The end is `[DONE]`; where the bytes stop without it, the answer is whole if every choice has said why it ends,
/// since several servers of this form leave `[DONE]` out. Everything else is a failure.
///
/// A piece that only tells the usage and that the caller did not ask for is told with an empty payload: it is to be
/// counted and not passed on.
struct OpenAIStreamDecoder: StreamDecoder {
    private var messages = ServerSentJSON()
    private let hidesUsage: Bool
    private let credential: Credential?
    /// The choices that have begun, and those that have said why they end.
    private var begun: Set<Int> = []
    private var finished: Set<Int> = []
    private var isOver = false

    /// - Parameter hidesUsage: whether the usage was asked for on our own account.
    init(hidesUsage: Bool, target: CallTarget) {
        self.hidesUsage = hidesUsage
        credential = target.credential
    }

    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        tell(messages.receive(bytes))
    }

    mutating func ended() -> [StreamEvent] {
        var events = tell(messages.ended())
        guard !isOver else { return events }
        isOver = true
        let isWhole = !begun.isEmpty && finished.isSuperset(of: begun)
        let what = begun.isEmpty ? "no answer at all" : "a part of the answer"
        events.append(isWhole ? .end : .failure(.truncated(after: what)))
        return events
    }

    private mutating func tell(_ messages: [ServerSentJSON.Message]) -> [StreamEvent] {
        var events: [StreamEvent] = []
        for message in messages where !isOver {
            let event = event(of: message)
            if case .chunk = event {} else { isOver = true }
            events.append(event)
        }
        return events
    }

    private mutating func event(of message: ServerSentJSON.Message) -> StreamEvent {
        switch message {
        case .value(let json, let text, let name):
            if let error = OpenAIError(json, isFailure: name == "error") {
                return .failure(error.failure(status: nil, credential: credential))
            }
            return chunk(json, text: text)
        case .done:
            return begun.isEmpty ? .failure(.malformed("The stream of the answer has no choices.")) : .end
        case .plain(let json):
            return .failure(
                OpenAIError(json)?.failure(status: nil, credential: credential)
                    ?? .malformed("The provider answered with a whole object instead of a stream."))
        case .broken(let failure):
            return .failure(failure)
        }
    }

    private mutating func chunk(_ json: JSONValue, text payload: [UInt8]) -> StreamEvent {
        var chunk = StreamChunk(
            payload: payload, hasContent: false, usage: usage(of: json), model: json["model"]?.string)
        let wasFinished = !begun.isEmpty && finished.isSuperset(of: begun)
        for choice in json["choices"]?.array ?? [] {
            if choice["finish_reason"]?.string == "error" {
                return .failure(
                    OpenAIError(choice)?.failure(status: nil, credential: credential)
                        ?? UpstreamFailure(.server, message: "The provider's answer ends with an error."))
            }
            read(choice, into: &chunk)
        }
        let tellsUsageOnly = chunk.usage != nil && !chunk.hasContent && chunk.finish == nil
        let isWithoutChoices = json["choices"]?.array?.isEmpty ?? true
        // OpenRouter's has a choice with an empty delta, after the one that finished.
        if hidesUsage, tellsUsageOnly, isWithoutChoices || wasFinished { chunk.payload = [] }
        return .chunk(chunk)
    }

    private mutating func read(_ choice: JSONValue, into chunk: inout StreamChunk) {
        let index = choice["index"]?.int ?? 0
        begun.insert(index)
        if let reason = choice["finish_reason"]?.string {
            finished.insert(index)
            if index == 0 { chunk.finish = FinishReason(provider: reason) }
        }
        let delta = choice["delta"]
        let text = delta?["content"]?.string ?? choice["text"]?.string ?? ""
        let reasoning = delta?["reasoning_content"]?.string ?? delta?["reasoning"]?.string ?? ""
        let hasOther = Self.otherContent.contains { name in delta?[name].map { !$0.isBlank } ?? false }
        let hasProbabilities = choice["logprobs"].map { !$0.isNull } ?? false
        if index == 0 { chunk.text += text }
        if !text.isEmpty || !reasoning.isEmpty || hasOther { chunk.hasContent = true }
        if index != 0 || hasOther || hasProbabilities { chunk.isPlainText = false }
    }

    /// What a delta may have beside text.
    private static let otherContent = ["tool_calls", "function_call", "refusal", "audio"]

    /// Groq puts the usage into a member of its own.
    private func usage(of json: JSONValue) -> TokenUsage? {
        TokenUsage(json: json["usage"]) ?? TokenUsage(json: json["x_groq"]?["usage"])
    }
}

extension JSONValue {
    /// Whether it says nothing: `null`, or an empty string, array or object.
    fileprivate var isBlank: Bool {
        switch self {
        case .null: true
        case .string(let string): string.isEmpty
        case .array(let array): array.isEmpty
        case .object(let object): object.isEmpty
        case .bool, .number: false
        }
    }
}
