import JSON
import Resilience

/// Answers a chat with the sentences of the request that say most: those with the most frequent of its longer
/// words (H. P. Luhn, "The Automatic Creation of Literature Abstracts", 1958), in their own order.
///
/// It invents nothing, since it writes nothing of its own.
public struct ExtractiveWriter: LocalModel {
    public let name = "local/extractive"
    private let sentences: Int

    /// - Parameter sentences: How many it answers with at most.
    public init(sentences: Int = 3) {
        self.sentences = max(1, sentences)
    }

    public func supports(_ operation: ModelOperation) -> Bool { operation == .chat || operation == .completion }

    public func answer(_ request: ModelRequest) async throws(UpstreamFailure) -> ModelAnswer {
        let format = request.body["response_format"]?["type"]?.string
        guard format == nil || format == "text" else {
            throw UpstreamFailure(.refused, message: "\(name) writes plain text only, not '\(format ?? "")'.")
        }
        let text = Self.text(of: request)
        let summary = Self.summary(of: text, sentences: sentences)
        guard !summary.isEmpty else {
            throw UpstreamFailure(.refused, message: "\(name) found no text in the request to take sentences from.")
        }
        let usage = TokenUsage(input: max(1, text.utf8.count / 4), output: max(1, summary.utf8.count / 4))
        let json = Self.json(summary, request: request, model: name, usage: usage)
        return ModelAnswer(payload: json.serialized(), json: json, model: name, usage: usage, finish: .stop)
    }

    /// The text of the last message of the user, or the prompt.
    private static func text(of request: ModelRequest) -> String {
        if request.operation == .completion { return request.body["prompt"]?.string ?? "" }
        let message = request.body["messages"]?.array?.last { $0["role"]?.string == "user" }
        if let text = message?["content"]?.string { return text }
        let parts = message?["content"]?.array ?? []
        return parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
    }

    private static func json(_ text: String, request: ModelRequest, model: String, usage: TokenUsage) -> JSONValue {
        let isChat = request.operation == .chat
        var choice: JSONValue = ["index": 0, "finish_reason": "stop", "logprobs": nil]
        if isChat {
            choice["message"] = ["role": "assistant", "content": .string(text)]
        } else {
            choice["text"] = .string(text)
        }
        return [
            "id": "local", "object": isChat ? "chat.completion" : "text_completion", "created": 0,
            "model": .string(model), "choices": [choice],
            "usage": [
                "prompt_tokens": JSONValue(usage.input), "completion_tokens": JSONValue(usage.output),
                "total_tokens": JSONValue(usage.input + usage.output),
            ],
        ]
    }

    /// At most so many sentences of `text`, in their order.
    static func summary(of text: String, sentences limit: Int) -> String {
        let sentences = Self.sentences(of: text)
        guard sentences.count > limit else { return sentences.joined(separator: " ") }
        let words = sentences.map(Self.significantWords)
        var frequency: [String: Int] = [:]
        for word in words.joined() { frequency[word, default: 0] += 1 }
        let scores = words.map { words in
            words.isEmpty ? 0 : Double(words.reduce(0) { $0 + frequency[$1, default: 0] }) / Double(words.count + 4)
        }
        let best = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(limit).sorted()
        return best.map { sentences[$0] }.joined(separator: " ")
    }

    private static func sentences(of text: String) -> [String] {
        var found: [String] = []
        var current = ""
        func close() {
            let trimmed = current.drop { $0.isWhitespace }
            if !trimmed.isEmpty { found.append(String(trimmed)) }
            current = ""
        }
        var previous: Character?
        for character in text {
            if character.isNewline || (character.isWhitespace && previous.map { ".!?。！？".contains($0) } == true) {
                close()
            } else {
                current.append(character)
            }
            previous = character
        }
        close()
        return found
    }

    private static func significantWords(_ sentence: String) -> [String] {
        sentence.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 3 }
    }
}
