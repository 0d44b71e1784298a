package import JSON

/// A chat request read into types, for every provider that does not speak OpenAI's own form.
package struct ChatRequest: Hashable, Sendable {
    package var messages: [ChatMessage]
    package var tools: [ChatTool]
    package var toolChoice: ToolChoice?
    /// Whether several tools may be asked for at once; `nil` where the request does not say.
    package var parallelToolCalls: Bool?
    package var responseFormat: ResponseFormat
    package var options: ChatOptions
    package var isStreaming: Bool
    /// Whether the caller wants a last chunk with the usage (`stream_options.include_usage`).
    package var includesUsage: Bool
    /// The whole body, for fields that only one provider knows.
    package var body: JSONValue

    /// - Throws: ``RequestProblem`` naming the field that is missing, mistyped or unknown in its value.
    package init(_ request: ModelRequest) throws(RequestProblem) {
        let root = RequestField(request.body)
        let list = root["messages"]
        guard list.isPresent else { throw list.missing() }
        messages = []
        for element in try list.elements() { messages.append(try ChatMessage(reading: element)) }
        guard !messages.isEmpty else { throw list.mistyped("an array with at least one message") }
        tools = []
        for element in try root["tools"].elements() { tools.append(try ChatTool(reading: element)) }
        toolChoice = try ToolChoice(reading: root["tool_choice"])
        parallelToolCalls = try root["parallel_tool_calls"].bool()
        responseFormat = try ResponseFormat(reading: root["response_format"])
        options = try ChatOptions(reading: root)
        isStreaming = try root["stream"].bool() ?? false
        includesUsage = try root["stream_options"]["include_usage"].bool() ?? false
        body = request.body
    }

    /// The instructions of the conversation: the leading system and developer messages, and those that follow
    /// later, joined by an empty line; `nil` when there are none. For providers that keep them apart.
    package var instructions: String? {
        let texts = messages.filter(\.role.isInstruction).map(\.text).filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
    }

    /// The messages that are not instructions.
    package var conversation: [ChatMessage] { messages.filter { !$0.role.isInstruction } }
}

/// How the model is to write.
package struct ChatOptions: Hashable, Sendable {
    package var temperature: Double?
    package var topP: Double?
    package var topK: Int?
    /// The most tokens to write, thinking included: `max_completion_tokens`, or its older name `max_tokens`.
    package var maxTokens: Int?
    package var stop: [String]
    package var seed: Int?
    package var presencePenalty: Double?
    package var frequencyPenalty: Double?
    /// "none", "minimal", "low", "medium", "high" or whatever the provider knows.
    package var reasoningEffort: String?
    /// A name for the end user, for the provider's misuse reports.
    package var user: String?

    init(reading root: RequestField) throws(RequestProblem) {
        temperature = try root["temperature"].number()
        topP = try root["top_p"].number()
        topK = try root["top_k"].integer(in: 0...Int(Int32.max))
        let limit = root["max_completion_tokens"]
        maxTokens = try (limit.isPresent ? limit : root["max_tokens"]).integer(in: 1...Int(Int32.max))
        seed = try root["seed"].integer(in: Int.min...Int.max)
        presencePenalty = try root["presence_penalty"].number()
        frequencyPenalty = try root["frequency_penalty"].number()
        reasoningEffort = try root["reasoning_effort"].string()
        user = try root["user"].string()
        stop = try Self.stop(root["stop"])
    }

    private static func stop(_ field: RequestField) throws(RequestProblem) -> [String] {
        guard let value = field.value else { return [] }
        if let single = value.string { return [single] }
        var texts: [String] = []
        for element in try field.elements() { texts.append(try element.requiredString()) }
        return texts
    }
}
