import HTTPMessages
import JSON

/// Reads questions in Anthropic's shape (Messages API).
enum AnthropicQuestions {
    static func inquiry(_ request: ReceivedRequest) -> Inquiry {
        guard let body = request.object else { return .unreadable(.anthropic, "The request body is not valid JSON") }
        guard let model = body["model"]?.string else { return .unreadable(.anthropic, "model: Field required") }
        guard let limit = body.count("max_tokens"), limit > 0 else {
            return .unreadable(.anthropic, "max_tokens: Field required")
        }
        guard let messages = body["messages"]?.array, let last = messages.last else {
            return .unreadable(.anthropic, "messages: at least one message is required")
        }
        var question = Question(.anthropic, .chat, model: model)
        question.isStreaming = body["stream"]?.bool ?? false
        question.maxTokens = limit
        question.schema = body["output_config"]?["format"]?["schema"]
        let isContinued = last["role"]?.string == "assistant"
        let asked = isContinued ? messages.dropLast() : messages[...]
        question.prompt = MessageText.joined(
            [MessageText.of(body["system"])] + asked.map { MessageText.of($0["content"]) })
        if isContinued { question.begin(with: MessageText.of(last["content"])) }
        let hasResult = last["content"]?.array?.contains { $0["type"]?.string == "tool_result" } ?? false
        guard !hasResult, body["tool_choice"]?["type"]?.string != "none" else { return .question(question) }
        let named = body["tool_choice"]?["name"]?.string
        let tool = body["tools"]?.array?.first { named == nil || $0["name"]?.string == named }
        if let tool, let name = tool["name"]?.string {
            question.tool = Question.Tool(name: name, schema: tool["input_schema"] ?? ["type": "object"])
        }
        return .question(question)
    }
}
