import Foundation
import HTTPMessages
import JSON

/// Reads questions in OpenAI's shape.
enum OpenAIQuestions {
    static func inquiry(_ request: ReceivedRequest) -> Inquiry {
        let path = request.path
        if path.hasSuffix("/models") { return .models(named: nil) }
        if let name = path.range(of: "/models/") {
            return .models(named: path[name.upperBound...].removingPercentEncoding ?? "")
        }
        if path.hasSuffix("/audio/transcriptions") { return transcription(request) }
        let operations: [(suffix: String, operation: Question.Operation)] = [
            ("/chat/completions", .chat), ("/completions", .completion), ("/embeddings", .embeddings),
            ("/audio/speech", .speech),
        ]
        guard let operation = operations.first(where: { path.hasSuffix($0.suffix) })?.operation else {
            return .unknownPath(.openAI)
        }
        guard let body = request.object else { return .unreadable(.openAI, "The body is not a JSON object.") }
        guard let model = body["model"]?.string else {
            return .unreadable(.openAI, "You must provide a model parameter.")
        }
        var question = Question(.openAI, operation, model: model)
        question.isStreaming = body["stream"]?.bool ?? false
        question.includesUsage = body["stream_options"]?["include_usage"]?.bool ?? false
        question.maxTokens = body.count("max_completion_tokens") ?? body.count("max_tokens")
        question.choices = min(max(1, body["n"]?.int ?? 1), 16)
        switch operation {
        case .chat:
            guard let messages = body["messages"]?.array, !messages.isEmpty else {
                return .unreadable(.openAI, "'messages' must be an array with at least one message.")
            }
            readChat(body, messages, into: &question)
        case .completion: readCompletion(body, into: &question)
        case .embeddings: readEmbeddings(body, into: &question)
        case .speech, .transcription: readSpeech(body, into: &question)
        }
        return .question(question)
    }

    private static func readChat(_ body: JSONValue, _ messages: [JSONValue], into question: inout Question) {
        let last = messages.last
        let isContinued =
            last?["role"]?.string == "assistant"
            && (body["continue_final_message"]?.bool == true || last?["prefix"]?.bool == true)
        let asked = isContinued ? messages.dropLast() : messages[...]
        question.prompt = MessageText.joined(asked.map { MessageText.of($0["content"]) })
        if isContinued { question.begin(with: MessageText.of(last?["content"])) }
        if body["response_format"]?["type"]?.string == "json_schema" {
            question.schema = body["response_format"]?["json_schema"]?["schema"] ?? ["type": "object"]
        } else if body["response_format"]?["type"]?.string == "json_object" {
            question.schema = ["type": "object"]
        }
        let choice = body["tool_choice"]
        guard choice?.string != "none", last?["role"]?.string != "tool" else { return }
        let functions = (body["tools"]?.array ?? []).compactMap { $0["function"] }
        let named = choice?["function"]?["name"]?.string
        let function = functions.first { named == nil || $0["name"]?.string == named }
        if let function, let name = function["name"]?.string {
            question.tool = Question.Tool(name: name, schema: function["parameters"] ?? ["type": "object"])
        }
    }

    /// A prompt may end with the beginning of its own answer: that is how such models are continued.
    private static func readCompletion(_ body: JSONValue, into question: inout Question) {
        let prompt = body["prompt"]
        question.begin(with: prompt?.string ?? prompt?.array?.map { $0.string ?? $0.text }.joined() ?? "")
        if question.given == 0 { question.beginning = "" }
    }

    /// A text, texts, one list of token numbers, or several.
    private static func readEmbeddings(_ body: JSONValue, into question: inout Question) {
        let input = body["input"]
        if let elements = input?.array, elements.first?.number == nil {
            question.inputs = elements.map { $0.string ?? $0.text }
        } else {
            question.inputs = [input?.string ?? input?.text ?? ""]
        }
        question.dimensions = body.count("dimensions").map { min(max(1, $0), 65_536) }
        question.format = body["encoding_format"]?.string
    }

    private static func readSpeech(_ body: JSONValue, into question: inout Question) {
        question.prompt = body["input"]?.string ?? ""
        question.format = body["response_format"]?.string ?? "mp3"
        question.isStreaming = body["stream_format"]?.string == "sse"
    }

    private static func transcription(_ request: ReceivedRequest) -> Inquiry {
        guard let type = request.headers["Content-Type"],
            let form = try? MultipartForm(reading: request.body, contentType: type),
            let file = form["file"], let model = form["model"]?.text
        else { return .unreadable(.openAI, "The body must be a form with 'file' and 'model'.") }
        var question = Question(.openAI, .transcription, model: model)
        question.isStreaming = form["stream"]?.text == "true"
        question.format = form["response_format"]?.text ?? "json"
        question.prompt = String(decoding: file.bytes, as: UTF8.self)
        return .question(question)
    }
}
