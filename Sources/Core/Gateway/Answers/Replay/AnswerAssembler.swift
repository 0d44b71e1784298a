import JSON

/// Puts the pieces of a streamed answer together: the object that the same call without `stream` would have given.
///
///     var assembler = AnswerAssembler(operation: .chat)
///     for chunk in chunks { assembler.receive(chunk) }
///     let answer = assembler.finish()   // nil when the stream was cut
///
/// Text, reasoning, refusals and the arguments of tool calls are joined; log probabilities are appended; what is not
/// known is merged the way that OpenAI's own clients do it: strings are joined, objects are merged member by member,
/// list elements with an `index` are merged by it and others appended, and of anything else the latest counts.
public struct AnswerAssembler: Sendable {
    private let operation: ModelOperation
    /// Members beside the choices, such as `id`.
    private var head = JSONObject()
    private var choices: [Int: ChoiceDraft] = [:]
    private var usage: JSONValue?
    private var latestModel: String?
    private var isBroken = false

    /// - Parameter operation: `.chat` or `.completion`; answers of others are not assembled.
    public init(operation: ModelOperation) {
        self.operation = operation
        isBroken = operation != .chat && operation != .completion
    }

    /// Adds a piece. One that is not the JSON object that it should be makes the whole answer `nil`.
    public mutating func receive(_ chunk: StreamChunk) {
        guard !isBroken else { return }
        guard let json = try? JSONValue(parsing: chunk.payload), case .object(let members) = json else {
            isBroken = true
            return
        }
        if let model = chunk.model { latestModel = model }
        for (name, value) in members {
            switch name {
            case "choices": receive(choices: value)
            case "usage": if !value.isNull { usage = value }
            case "object", "obfuscation": break  // the kind is known; the other is padding of one piece
            default: if !value.isNull || head[name] == nil { head[name] = value }
            }
        }
    }

    /// The whole answer, or `nil` when a choice has not said why it ended, when there is none, or when a piece was
    /// not what it should be.
    public func finish() -> ModelAnswer? {
        guard !isBroken, !choices.isEmpty, choices.values.allSatisfy(\.isFinished) else { return nil }
        var members = head
        let (id, others) = (members["id"], members)
        members = JSONObject()
        if let id { members["id"] = id }
        members["object"] = .string(operation == .chat ? "chat.completion" : "text_completion")
        for (name, value) in others where name != "id" { members[name] = value }
        let inOrder = choices.sorted { $0.key < $1.key }
        members["choices"] = .array(inOrder.map { $0.value.json(index: $0.key, operation: operation) })
        if let usage { members["usage"] = usage }
        let json = JSONValue.object(members)
        return ModelAnswer(
            payload: json.serialized(), json: json, model: members["model"]?.string ?? latestModel ?? "",
            usage: usage.flatMap(TokenUsage.init(reported:)), finish: inOrder.first?.value.finish)
    }

    private mutating func receive(choices list: JSONValue) {
        guard case .array(let elements) = list else {
            if !list.isNull { isBroken = true }
            return
        }
        for (place, element) in elements.enumerated() {
            guard case .object(let members) = element else {
                isBroken = true
                return
            }
            choices[members["index"]?.int ?? place, default: ChoiceDraft()].receive(members)
        }
    }
}

extension TokenUsage {
    /// From the `usage` of an answer of OpenAI's interface; `nil` where the counts are missing or negative.
    init?(reported json: JSONValue) {
        guard let input = json["prompt_tokens"]?.int, input >= 0 else { return nil }
        let output = json["completion_tokens"]?.int ?? 0
        let cached = json["prompt_tokens_details"]?["cached_tokens"]?.int ?? 0
        self.init(input: input, output: max(output, 0), cachedInput: max(cached, 0))
    }
}
