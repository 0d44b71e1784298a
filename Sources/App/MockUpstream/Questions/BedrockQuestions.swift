import Foundation
import HTTPMessages
import JSON

/// Reads questions in Amazon Bedrock's shape: Converse, ConverseStream, and InvokeModel of embeddings.
enum BedrockQuestions {
    static func inquiry(_ request: ReceivedRequest) -> Inquiry {
        let pieces = request.path.split(separator: "/")
        guard pieces.count >= 3, let action = pieces.last else { return .unknownPath(.bedrock) }
        let model = pieces[1..<pieces.count - 1].joined(separator: "/").removingPercentEncoding ?? ""
        guard let body = request.object else { return .unreadable(.bedrock, "The request body is not valid JSON.") }
        switch action {
        case "invoke": return embeddings(body, model: model)
        case "converse", "converse-stream":
            guard let messages = body["messages"]?.array, let last = messages.last else {
                return .unreadable(.bedrock, "A conversation must have at least one message.")
            }
            var question = Question(.bedrock, .chat, model: model)
            question.isStreaming = action == "converse-stream"
            question.maxTokens = body["inferenceConfig"]?.count("maxTokens")
            let isContinued = last["role"]?.string == "assistant"
            let asked = isContinued ? messages.dropLast() : messages[...]
            question.prompt = MessageText.joined(
                [MessageText.of(body["system"])] + asked.map { MessageText.of($0["content"]) })
            if isContinued { question.begin(with: MessageText.of(last["content"])) }
            if let text = body["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"]?["schema"]?.string {
                question.schema = try? JSONValue(parsing: text)
            }
            let hasResult = last["content"]?.array?.contains { $0["toolResult"] != nil } ?? false
            if !hasResult { question.tool = tool(body["toolConfig"]) }
            return .question(question)
        default: return .unknownPath(.bedrock)
        }
    }

    private static func tool(_ configuration: JSONValue?) -> Question.Tool? {
        let named = configuration?["toolChoice"]?["tool"]?["name"]?.string
        let specifications = (configuration?["tools"]?.array ?? []).compactMap { $0["toolSpec"] }
        guard let found = specifications.first(where: { named == nil || $0["name"]?.string == named }),
            let name = found["name"]?.string
        else { return nil }
        return Question.Tool(name: name, schema: found["inputSchema"]?["json"] ?? ["type": "object"])
    }

    /// Titan's form (one text) and Cohere's (several).
    private static func embeddings(_ body: JSONValue, model: String) -> Inquiry {
        var question = Question(.bedrock, .embeddings, model: model)
        if let text = body["inputText"]?.string {
            question.inputs = [text]
            question.format = "titan"
        } else if let texts = body["texts"]?.array {
            question.inputs = texts.map { $0.string ?? $0.text }
            question.format = "cohere"
        } else {
            return .unreadable(.bedrock, "Malformed input request: only embeddings can be invoked here.")
        }
        let dimensions = body.count("dimensions") ?? body.count("output_dimension")
        question.dimensions = dimensions.map { min(max(1, $0), 65_536) }
        return .question(question)
    }
}
