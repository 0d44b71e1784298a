public import HTTPMessages
import JSON
import Resilience

extension OpenAIDialect {
    /// The payload stays byte for byte what the provider sent; it is read only to be sure that it is an answer.
    public func decode(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        guard !response.body.isEmpty || request.operation == .transcription else {
            throw .malformed("The provider answered with an empty body.", status: response.head.status)
        }
        let mediaType = response.head.headers["Content-Type"] ?? ""
        if !Self.isJSON(request, mediaType: mediaType) {
            return ModelAnswer(
                payload: response.body, mediaType: mediaType.isEmpty ? Self.usualType(of: request) : mediaType,
                model: target.model)
        }
        guard let json = try? JSONValue(parsing: response.body), json.object != nil else {
            throw .malformed("The provider's answer is no JSON object.", status: response.head.status)
        }
        if let error = OpenAIError(json) { throw error.failure(status: nil, credential: target.credential) }
        var answer = ModelAnswer(
            payload: response.body, json: json, model: json["model"]?.string ?? target.model,
            usage: TokenUsage(json: json["usage"]))
        switch request.operation {
        case .chat: answer.finish = try Self.checkChoices(of: json, each: Self.checkMessage)
        case .completion: answer.finish = try Self.checkChoices(of: json, each: Self.checkText)
        case .embeddings: try Self.checkVectors(of: json, for: request)
        case .transcription:
            guard json["text"]?.string != nil else { throw .malformed("The provider's transcript has no text.") }
        case .speech: throw .malformed("The provider answered with JSON instead of sound.")
        }
        return answer
    }

    /// Speech and plain transcripts are no JSON, unless they are an error.
    private static func isJSON(_ request: ModelRequest, mediaType: String) -> Bool {
        switch request.operation {
        case .chat, .completion, .embeddings: return true
        case .speech: return mediaType.lowercased().hasPrefix("application/json")
        case .transcription:
            let format = request.body["response_format"]?.string ?? "json"
            let isPlain = ["text", "srt", "vtt"].contains(format)
            return !isPlain || mediaType.lowercased().hasPrefix("application/json")
        }
    }

    private static func usualType(of request: ModelRequest) -> String {
        guard request.operation == .speech else { return "text/plain; charset=utf-8" }
        switch request.body["response_format"]?.string ?? "mp3" {
        case "mp3": return "audio/mpeg"
        case let format: return "audio/\(format)"
        }
    }

    /// Every choice must be whole: without a reason to stop it was cut off.
    private static func checkChoices(
        of json: JSONValue, each check: (JSONValue) throws(UpstreamFailure) -> Void
    ) throws(UpstreamFailure) -> FinishReason {
        guard let choices = json["choices"]?.array, let first = choices.first else {
            throw .malformed("The provider's answer has no choices.")
        }
        for choice in choices {
            guard let reason = choice["finish_reason"]?.string else {
                throw .malformed("The provider's answer does not say why it ends.")
            }
            if reason == "error" {
                throw OpenAIError(choice)?.failure(status: nil, credential: nil)
                    ?? UpstreamFailure(.server, message: "The provider's answer ends with an error.")
            }
            try check(choice)
        }
        return FinishReason(provider: first["finish_reason"]?.string ?? "stop")
    }

    private static func checkMessage(of choice: JSONValue) throws(UpstreamFailure) {
        guard let message = choice["message"]?.object else {
            throw .malformed("A choice of the provider's answer has no message.")
        }
        // Azure leaves the content out of a message that its filter took away; others leave it out beside tool calls.
        let hasContent = messageContent.contains { message.contains(key: $0) }
        guard hasContent || choice["finish_reason"]?.string == "content_filter" else {
            throw .malformed("A message of the provider's answer has no content.")
        }
        guard message["content"].map({ $0.isNull || $0.string != nil || $0.array != nil }) ?? true else {
            throw .malformed("The content of the provider's answer is no text.")
        }
    }

    private static let messageContent = ["content", "tool_calls", "function_call", "refusal", "audio"]

    private static func checkText(of choice: JSONValue) throws(UpstreamFailure) {
        guard choice["text"]?.string != nil else {
            throw .malformed("A choice of the provider's answer has no text.")
        }
    }

    /// One vector for each input, each of them numbers or base64.
    private static func checkVectors(of json: JSONValue, for request: ModelRequest) throws(UpstreamFailure) {
        guard let data = json["data"]?.array, !data.isEmpty else {
            throw .malformed("The provider's answer has no embeddings.")
        }
        let inputs = request.body["input"]?.array.map { $0.first?.number == nil ? $0.count : 1 } ?? 1
        guard data.count == inputs else {
            throw .malformed("The provider sent \(data.count) embeddings for \(inputs) inputs.")
        }
        for element in data {
            let vector = element["embedding"]
            guard vector?.array?.isEmpty == false || vector?.string?.isEmpty == false else {
                throw .malformed("An embedding of the provider's answer is empty.")
            }
        }
    }
}

extension FinishReason {
    /// The reason behind a provider's word; unknown words mean a normal end.
    init(provider word: String) {
        switch word {
        case "length", "max_tokens", "model_length": self = .length
        case "tool_calls", "function_call": self = .toolCalls
        case "content_filter": self = .contentFilter
        default: self = .stop
        }
    }
}
