public import HTTPMessages
import JSON

extension AnthropicDialect {
    public func encode(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        let chatRequest: ModelRequest
        switch request.operation {
        case .chat: chatRequest = request
        case .completion: chatRequest = try CompletionsAsChat.chatRequest(for: request)
        case .embeddings, .speech, .transcription:
            throw RequestProblem(
                code: "request.unsupported-operation",
                message: "\(Self.provider) has no '\(request.operation.path)'.",
                remedy: "Send the request to a model of another provider.")
        }
        let chat = try ChatRequest(chatRequest)
        try chat.refuseFields(unknownTo: Self.knownFields, by: Self.provider)
        let address = try target.address(of: "/messages")
        var headers: HeaderFields = [
            "Content-Type": "application/json", "Accept": chat.isStreaming ? "text/event-stream" : "application/json",
            "anthropic-version": target.settings["anthropic_version"] ?? "2023-06-01",
        ]
        headers["anthropic-beta"] = target.settings["anthropic_beta"]
        if case .key(let key) = target.credential { headers["x-api-key"] = key }
        let query = target.base.query.map { "?" + $0 } ?? ""
        return HTTPRequest(
            origin: address.origin, target: address.target + query, headers: headers,
            body: try Self.body(of: chat, for: target).serialized())
    }

    private static func body(of chat: ChatRequest, for target: CallTarget) throws(RequestProblem) -> JSONValue {
        let abilities = ClaudeAbilities(target)
        let format = AnthropicFormat(chat.body["response_format"], abilities: abilities)
        var body: JSONObject = ["model": .string(target.model)]
        body["max_tokens"] = JSONValue(chat.options.maxTokens ?? abilities.usualMaxTokens)
        if let system = try AnthropicMessages.system(of: chat) { body["system"] = system }
        body["messages"] = .array(try AnthropicMessages.turns(of: chat))
        let tools = try AnthropicTools(of: chat, format: format, isStrictKnown: abilities.hasStructuredOutput)
        if !tools.list.isEmpty { body["tools"] = .array(tools.list) }
        body["tool_choice"] = tools.choice
        try addOptions(of: chat, to: &body)
        addThinking(of: chat, abilities: abilities, isToolForced: tools.isForced, to: &body)
        if case .native(let schema) = format {
            var configuration = body["output_config"]?.object ?? [:]
            configuration["format"] = ["type": "json_schema", "schema": schema]
            body["output_config"] = .object(configuration)
        }
        if chat.isStreaming { body["stream"] = true }
        return .object(body)
    }

    private static func addOptions(of chat: ChatRequest, to body: inout JSONObject) throws(RequestProblem) {
        if let temperature = chat.options.temperature {
            guard (0...1).contains(temperature) else {
                throw RequestField(nil, at: "temperature").unsupported(
                    "\(provider) knows temperatures from 0 to 1 only, and the request has \(temperature).")
            }
            body["temperature"] = chat.body["temperature"]
        }
        if chat.options.topP != nil { body["top_p"] = chat.body["top_p"] }
        body["top_k"] = chat.options.topK.map { JSONValue($0) }
        let stops = chat.options.stop.filter { !$0.isEmpty }
        guard !stops.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
            throw RequestField(nil, at: "stop").unsupported("\(provider) cannot stop at white space alone.")
        }
        if !stops.isEmpty { body["stop_sequences"] = .array(stops.map { .string($0) }) }
        if let user = chat.options.user ?? chat.body["safety_identifier"]?.string {
            body["metadata"] = ["user_id": .string(user)]
        }
    }

    /// `thinking` as the caller gives it, or what the wished effort of reasoning means for this model.
    private static func addThinking(
        of chat: ChatRequest, abilities: ClaudeAbilities, isToolForced: Bool, to body: inout JSONObject
    ) {
        if let thinking = chat.body["thinking"], thinking.object != nil {
            body["thinking"] = thinking
            return
        }
        // A forced tool and thinking exclude each other.
        guard let effort = chat.options.reasoningEffort, effort != "none", !isToolForced else { return }
        switch abilities.thinking {
        case .none: break
        case .adaptive:
            body["thinking"] = ["type": "adaptive"]
            body["output_config"] = ["effort": .string(effort == "minimal" ? "low" : effort)]
        case .budget:
            let limit = chat.options.maxTokens ?? abilities.usualMaxTokens
            // The budget is a part of all tokens, at least 1,024, and leaves as much for the answer.
            let budget = min(["minimal": 1024, "low": 1024, "medium": 2048][effort] ?? 4096, limit / 2)
            if budget >= 1024 { body["thinking"] = ["type": "enabled", "budget_tokens": JSONValue(budget)] }
        }
    }
}

/// The tools of a request in Anthropic's form.
struct AnthropicTools {
    private(set) var list: [JSONValue] = []
    private(set) var choice: JSONValue?
    /// Whether the model has to call one.
    private(set) var isForced = false

    init(of chat: ChatRequest, format: AnthropicFormat, isStrictKnown: Bool) throws(RequestProblem) {
        list = chat.tools.map { Self.definition($0, isStrictKnown: isStrictKnown) }
        var wish = chat.toolChoice
        if case .tool(let schema) = format, let name = format.toolName(beside: chat.tools.map(\.name)) {
            guard schema["type"]?.string == "object" else {
                throw RequestField(nil, at: "response_format.json_schema.schema").unsupported(
                    "\(AnthropicDialect.provider) needs a schema of an object here, or a strict one.",
                    remedy: "Put the value into a member of an object, or set 'strict' to true.")
            }
            // Where the caller has no tools, or wants none used, nothing but the answer may be called.
            let isAlone = chat.tools.isEmpty || wish == ToolChoice.none
            if isAlone { list = [] }
            list.append([
                "name": .string(name),
                "description": "Gives the answer to the user. Call it once, with the whole answer as its arguments.",
                "input_schema": schema,
            ])
            if isAlone { wish = .named(name) } else if wish == nil || wish == .auto { wish = .required }
        }
        guard !list.isEmpty else { return }
        choice = Self.choice(wish, isParallel: chat.parallelToolCalls ?? true)
        isForced = wish != nil && wish != .auto && wish != ToolChoice.none
    }

    private static func definition(_ tool: ChatTool, isStrictKnown: Bool) -> JSONValue {
        var definition: JSONObject = ["name": .string(tool.name)]
        definition["description"] = tool.description.map { .string($0) }
        definition["input_schema"] = tool.parameters ?? ["type": "object", "properties": [:]]
        if tool.isStrict, isStrictKnown { definition["strict"] = true }
        definition["cache_control"] = tool.source["cache_control"] ?? tool.source["function"]?["cache_control"]
        return .object(definition)
    }

    private static func choice(_ wish: ToolChoice?, isParallel: Bool) -> JSONValue? {
        var choice: JSONObject
        switch wish {
        case ToolChoice.none?: return ["type": "none"]
        case nil where isParallel: return nil
        case nil, .auto?: choice = ["type": "auto"]
        case .required?: choice = ["type": "any"]
        case .named(let name)?: choice = ["type": "tool", "name": .string(name)]
        }
        if !isParallel { choice["disable_parallel_tool_use"] = true }
        return .object(choice)
    }
}
