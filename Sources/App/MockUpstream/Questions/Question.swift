import HTTPMessages
import JSON

/// What a call asks for, whatever provider's shape it has.
struct Question: Sendable {
    enum Provider: String, Sendable {
        case openAI, anthropic, bedrock, gemini, vertex
    }

    enum Operation: String, Sendable {
        case chat, completion, embeddings, speech, transcription
    }

    var provider: Provider
    var operation: Operation
    var model: String
    var isStreaming = false
    var includesUsage = false
    var maxTokens: Int?
    /// All text of the question without the beginning of the answer: it decides the answer.
    var prompt = ""
    /// The beginning of the answer that the caller has given.
    var beginning = ""
    /// How many tokens of a numbered answer are in `beginning`.
    var given = 0
    var choices = 1
    var tool: Tool?
    /// The schema that the answer has to follow.
    var schema: JSONValue?
    /// The texts to embed.
    var inputs: [String] = []
    var dimensions: Int?
    /// "json", "mp3", "base64": of an answer whose form can be chosen.
    var format: String?

    /// A tool that has to be called.
    struct Tool: Sendable {
        var name: String
        var schema: JSONValue
    }

    init(_ provider: Provider, _ operation: Operation, model: String) {
        self.provider = provider
        self.operation = operation
        self.model = model
    }

    /// About four bytes are a token.
    var inputTokens: Int {
        let bytes = prompt.utf8.count + beginning.utf8.count + inputs.reduce(0) { $0 + $1.utf8.count }
        return max(1, (bytes + 3) / 4)
    }

    /// Takes what the last message of the assistant holds as the beginning of the answer. What of it is a numbered
    /// answer is not part of the question, so that the continuation of an answer is the answer's own.
    mutating func begin(with text: String) {
        let run = NumberedText.split(text)
        beginning = text
        given = run.count
        prompt += run.before
    }
}

/// What a path asks for.
enum Inquiry: Sendable {
    case question(Question)
    /// The list of models, or one of them.
    case models(named: String?)
    /// A request that the provider would refuse with 400.
    case unreadable(Question.Provider, String)
    case unknownPath(Question.Provider)

    init(_ request: ReceivedRequest) {
        let path = request.path
        if path.hasPrefix("/model/") {
            self = BedrockQuestions.inquiry(request)
        } else if let colon = path.lastIndex(of: ":"), path[..<colon].contains("/models/") {
            self = GeminiQuestions.inquiry(request, method: path[path.index(after: colon)...], path: path[..<colon])
        } else if path.hasSuffix("/messages") {
            self = AnthropicQuestions.inquiry(request)
        } else {
            self = OpenAIQuestions.inquiry(request)
        }
    }

    var provider: Question.Provider {
        switch self {
        case .question(let question): question.provider
        case .models: .openAI
        case .unreadable(let provider, _), .unknownPath(let provider): provider
        }
    }
}
