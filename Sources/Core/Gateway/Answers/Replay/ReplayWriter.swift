import JSON

/// Writes the pieces of a replayed answer, one after the other.
struct ReplayWriter {
    private(set) var chunks: [StreamChunk] = []
    private let head: JSONObject
    /// Members that only this provider has; the first piece tells them.
    private var extras: JSONObject
    private let usage: JSONValue?
    private let model: String?
    private let includeUsage: Bool
    private let pieceLength: Int

    /// The strings of a message that streams tell in pieces, in the order in which models write them.
    private static let grownNames = ["reasoning_content", "reasoning", "content", "refusal"]
    private static let repeatedNames = ["id", "created", "model", "service_tier", "system_fingerprint"]

    init(whole: JSONObject, operation: ModelOperation, includeUsage: Bool, pieceLength: Int) {
        var head = JSONObject()
        var extras = JSONObject()
        for name in Self.repeatedNames { head[name] = whole[name] }
        head["object"] = .string(operation == .chat ? "chat.completion.chunk" : "text_completion")
        for (name, value) in whole where head[name] == nil && name != "choices" && name != "usage" {
            extras[name] = value
        }
        self.head = head
        self.extras = extras
        usage = whole["usage"].flatMap { $0.isNull ? nil : $0 }
        model = whole["model"]?.string
        self.includeUsage = includeUsage
        self.pieceLength = pieceLength
    }

    mutating func write(chat choice: JSONObject, index: Int) {
        let message = choice["message"]?.object ?? [:]
        var others = choice
        for name in ["index", "message", "finish_reason"] { others[name] = nil }
        writeStart(of: message, index: index)
        for name in Self.grownNames {
            guard case .string(let text)? = message[name] else { continue }
            var pieces = AnswerReplay.pieces(of: text, length: pieceLength).map { ($0, JSONValue?.none) }
            if let tokens = Self.tokens(of: text, named: name, in: choice["logprobs"]) {
                pieces = tokens
                others["logprobs"] = nil
            }
            for (piece, logprobs) in pieces {
                write(index: index, delta: [name: .string(piece)], logprobs: logprobs)
            }
        }
        for (place, call) in (Self.toolCalls(of: message) ?? []).enumerated() {
            write(toolCall: call, place: place, index: index)
        }
        write(index: index, delta: [:], finish: choice["finish_reason"] ?? .null, others: others)
    }

    mutating func write(completion choice: JSONObject, index: Int) {
        var others = choice
        for name in ["index", "text", "finish_reason"] { others[name] = nil }
        for piece in AnswerReplay.pieces(of: choice["text"]?.string ?? "", length: pieceLength) {
            let members: JSONObject = ["index": JSONValue(index), "text": .string(piece), "finish_reason": .null]
            write(members, text: index == 0 ? piece : "", hasContent: true, isPlain: index == 0)
        }
        var members: JSONObject = ["index": JSONValue(index), "text": ""]
        for (name, value) in others { members[name] = value }
        members["finish_reason"] = choice["finish_reason"] ?? .null
        write(members, isPlain: index == 0, finish: choice["finish_reason"]?.string)
    }

    mutating func writeUsage(_ counted: TokenUsage?) {
        guard includeUsage, let usage else { return }
        var members = head
        for (name, value) in extras { members[name] = value }
        members["choices"] = []
        members["usage"] = usage
        chunks.append(
            StreamChunk(
                payload: JSONValue.object(members).serialized(), hasContent: false,
                usage: counted ?? TokenUsage(reported: usage), model: model))
    }
}

// The parts of a chat.
extension ReplayWriter {
    /// The role, and all that is told at once.
    private mutating func writeStart(of message: JSONObject, index: Int) {
        var delta = JSONObject()
        for (name, value) in message {
            let isGrown = Self.grownNames.contains(name) && value.string != nil
            if isGrown {
                // An empty text has no pieces; and clients expect the first piece to have content.
                if name == "content" || value.string == "" { delta[name] = "" }
            } else if name != "tool_calls" || Self.toolCalls(of: message) == nil {
                delta[name] = value
            }
        }
        write(index: index, delta: delta)
    }

    private mutating func write(toolCall call: JSONObject, place: Int, index: Int) {
        var start: JSONObject = ["index": JSONValue(place)]
        for (name, value) in call where name != "index" { start[name] = value }
        var arguments: String?
        if case .object(var function)? = call["function"], case .string(let text)? = function["arguments"] {
            arguments = text
            function["arguments"] = ""
            start["function"] = .object(function)
        }
        write(index: index, delta: ["tool_calls": [.object(start)]])
        for piece in AnswerReplay.pieces(of: arguments ?? "", length: pieceLength) {
            let more: JSONValue = ["index": JSONValue(place), "function": ["arguments": .string(piece)]]
            write(index: index, delta: ["tool_calls": [more]])
        }
    }

    /// The tool calls, where they are what they should be; `nil` where they are told as something unknown.
    private static func toolCalls(of message: JSONObject) -> [JSONObject]? {
        guard case .array(let calls)? = message["tool_calls"], !calls.isEmpty else { return nil }
        let objects = calls.compactMap(\.object)
        return objects.count == calls.count ? objects : nil
    }

    /// The text in the tokens that `logprobs` tells of, each with its own; `nil` where they do not add up to it.
    private static func tokens(of text: String, named name: String, in logprobs: JSONValue?) -> [(String, JSONValue?)]?
    {
        guard name == "content", case .object(var rest)? = logprobs, case .array(let entries)? = rest["content"],
            !entries.isEmpty
        else { return nil }
        let tokens = entries.compactMap { $0["token"]?.string }
        guard tokens.count == entries.count, tokens.joined().utf8.elementsEqual(text.utf8) else { return nil }
        rest["content"] = nil
        return zip(tokens, entries).enumerated().map { place, pair in
            var members = place == 0 ? rest : [:]
            members["content"] = [pair.1]
            return (pair.0, .object(members))
        }
    }

    private mutating func write(
        index: Int, delta: JSONObject, logprobs: JSONValue? = nil, finish: JSONValue = .null,
        others: JSONObject = [:]
    ) {
        var choice: JSONObject = ["index": JSONValue(index), "delta": .object(delta)]
        if let logprobs { choice["logprobs"] = logprobs }
        for (name, value) in others { choice[name] = value }
        choice["finish_reason"] = finish
        let hasContent = delta.contains { name, value in
            name != "role" && !value.isNull && value.string?.isEmpty != true && value.array?.isEmpty != true
        }
        let isPlain =
            index == 0 && logprobs == nil && !hasContent
            || index == 0 && logprobs == nil && delta.allSatisfy { $0.key == "content" || $0.key == "role" }
        write(
            choice, text: index == 0 ? delta["content"]?.string ?? "" : "", hasContent: hasContent,
            isPlain: isPlain, finish: finish.string)
    }

    private mutating func write(
        _ choice: JSONObject, text: String = "", hasContent: Bool = false, isPlain: Bool, finish: String? = nil
    ) {
        var members = head
        for (name, value) in extras { members[name] = value }
        extras = [:]
        members["choices"] = [.object(choice)]
        if includeUsage { members["usage"] = .null }
        chunks.append(
            StreamChunk(
                payload: JSONValue.object(members).serialized(), text: text, hasContent: hasContent,
                isPlainText: isPlain,
                finish: finish.flatMap(FinishReason.init(rawValue:)), model: model))
    }
}
