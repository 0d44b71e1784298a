import Foundation
import HTTPMessages
import JSON

/// Reads questions in Google's shape: the Gemini API, and Vertex AI, whose paths begin with a project.
enum GeminiQuestions {
    static func inquiry(_ request: ReceivedRequest, method: Substring, path: Substring) -> Inquiry {
        let isVertex = path.contains("/publishers/") || path.contains("/projects/")
        let provider: Question.Provider = isVertex ? .vertex : .gemini
        let name = path.range(of: "/models/", options: .backwards).map { path[$0.upperBound...] } ?? ""
        let model = name.removingPercentEncoding ?? ""
        guard let body = request.object else { return .unreadable(provider, "Invalid JSON payload received.") }
        switch method {
        case "generateContent", "streamGenerateContent":
            guard let contents = body["contents"]?.array, !contents.isEmpty else {
                return .unreadable(provider, "* GenerateContentRequest.contents: contents is not specified")
            }
            var question = Question(provider, .chat, model: model)
            question.isStreaming = method == "streamGenerateContent"
            // Without "alt=sse" a stream is one array of JSON, which comes piece by piece.
            question.format = request.query?.contains("alt=sse") == true ? "sse" : "array"
            read(body, contents, into: &question)
            return .question(question)
        case "batchEmbedContents", "embedContent", "predict":
            return embeddings(body, method: method, provider, model: model)
        default:
            return .unknownPath(provider)
        }
    }

    private static func read(_ body: JSONValue, _ contents: [JSONValue], into question: inout Question) {
        let configuration = body["generationConfig"]
        question.maxTokens = configuration?.count("maxOutputTokens")
        question.schema = configuration?["responseJsonSchema"] ?? configuration?["responseSchema"]
        if question.schema == nil, configuration?["responseMimeType"]?.string == "application/json" {
            question.schema = ["type": "object"]
        }
        let last = contents.last
        let isContinued = last?["role"]?.string == "model"
        let asked = isContinued ? contents.dropLast() : contents[...]
        let instructions = body["systemInstruction"] ?? body["system_instruction"]
        question.prompt = MessageText.joined(
            [MessageText.of(instructions?["parts"])] + asked.map { MessageText.of($0["parts"]) })
        if isContinued { question.begin(with: MessageText.of(last?["parts"])) }
        let hasResult = last?["parts"]?.array?.contains { $0["functionResponse"] != nil } ?? false
        let calling = body["toolConfig"]?["functionCallingConfig"]
        guard !hasResult, calling?["mode"]?.string != "NONE" else { return }
        let allowed = calling?["allowedFunctionNames"]?.array?.compactMap { $0.string } ?? []
        let functions = (body["tools"]?.array ?? []).flatMap { $0["functionDeclarations"]?.array ?? [] }
        let function = functions.first { allowed.isEmpty || allowed.contains($0["name"]?.string ?? "") }
        if let function, let name = function["name"]?.string {
            question.tool = Question.Tool(
                name: name,
                schema: function["parametersJsonSchema"] ?? function["parameters"] ?? ["type": "object"])
        }
    }

    private static func embeddings(
        _ body: JSONValue, method: Substring, _ provider: Question.Provider, model: String
    ) -> Inquiry {
        var question = Question(provider, .embeddings, model: model)
        var dimensions = body["parameters"]?.count("outputDimensionality")
        if method == "predict" {
            question.inputs = (body["instances"]?.array ?? []).map { MessageText.of($0["content"]) }
        } else {
            let requests = method == "embedContent" ? [body] : body["requests"]?.array ?? []
            question.inputs = requests.map { MessageText.of($0["content"]?["parts"]) }
            dimensions = requests.first?.count("outputDimensionality")
        }
        guard !question.inputs.isEmpty else { return .unreadable(provider, "There is nothing to embed.") }
        question.format = String(method)
        question.dimensions = dimensions.map { min(max(1, $0), 65_536) }
        return .question(question)
    }
}
