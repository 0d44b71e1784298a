public import HTTPMessages
import JSON

extension AnthropicDialect {
    public func decode(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        guard let json = try? JSONValue(parsing: response.body), json.object != nil else {
            throw .malformed("The provider's answer is no JSON object.", status: response.head.status)
        }
        if let error = AnthropicError(json) { throw error.failure(status: nil, credential: target.credential) }
        guard let blocks = json["content"]?.array, json["role"]?.string == "assistant" else {
            throw .malformed("The provider's answer is no message.")
        }
        guard let reason = json["stop_reason"]?.string else {
            throw .malformed("The provider's answer does not say why it ends.")
        }
        let reading = AnthropicReading(of: request, from: target)
        var answer = ChatAnswerBuilder(
            id: json["id"]?.string ?? "msg", created: target.created,
            model: json["model"]?.string ?? target.model, finish: FinishReason(anthropic: reason))
        answer.usage = TokenUsage(anthropic: json["usage"])
        Self.read(blocks, reading: reading, into: &answer)
        let chat = answer.answer()
        return request.operation == .completion ? CompletionsAsChat.completion(of: chat) : chat
    }

    private static func read(_ blocks: [JSONValue], reading: AnthropicReading, into answer: inout ChatAnswerBuilder) {
        var seam = PrefillSeam(reading.trimmed)
        var thoughts: [JSONValue] = []
        for block in blocks {
            switch block["type"]?.string {
            case "text": answer.text = (answer.text ?? "") + seam.join(block["text"]?.string ?? "")
            case "thinking":
                answer.reasoning = (answer.reasoning ?? "") + (block["thinking"]?.string ?? "")
                thoughts.append(block)
            case "redacted_thinking": thoughts.append(block)
            case "tool_use" where block["name"]?.string == reading.answerTool:
                answer.text = (answer.text ?? "") + (block["input"] ?? [:]).text
            case "tool_use":
                answer.toolCalls.append(
                    ChatToolCall(
                        id: block["id"]?.string ?? "", name: block["name"]?.string ?? "",
                        arguments: (block["input"] ?? [:]).text))
            default: break
            }
        }
        if !thoughts.isEmpty { answer.extras["thinking_blocks"] = .array(thoughts) }
        if answer.finish == .toolCalls, answer.toolCalls.isEmpty { answer.finish = .stop }
        // Nothing said and nothing asked for is an empty text, not none.
        if answer.text == nil, answer.toolCalls.isEmpty { answer.text = "" }
    }
}

extension FinishReason {
    /// A refusal counts as the work of a filter; a pause, which only the provider's own tools cause, as an end.
    init(anthropic word: String) {
        switch word {
        case "max_tokens", "model_context_window_exceeded": self = .length
        case "tool_use": self = .toolCalls
        case "refusal": self = .contentFilter
        default: self = .stop
        }
    }
}

extension TokenUsage {
    /// Anthropic counts the tokens that it had in its cache, and those that it put there, apart from the others.
    init?(anthropic json: JSONValue?) {
        guard let json, json.object != nil else { return nil }
        func count(_ name: String) -> Int { min(max(0, json[name]?.int ?? 0), Int(Int32.max)) }
        let cached = count("cache_read_input_tokens")
        self.init(
            input: count("input_tokens") + count("cache_creation_input_tokens") + cached,
            output: count("output_tokens"), cachedInput: cached)
    }
}
