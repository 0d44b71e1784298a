import HTTPMessages
import JSON

extension GeminiDialect {
    /// Fields of a Gemini request that a caller may send under their own names.
    private static let ownFields = ["cachedContent", "labels", "safetySettings"]

    func chatRequest(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        let chat = try ChatRequest(request)
        let known = [
            "top_k", "seed", "presence_penalty", "frequency_penalty", "reasoning_effort", "thinkingConfig",
        ]
        try chat.refuseFields(unknownTo: Set(Self.ownFields + known), by: provider)
        return try self.request(
            chat.isStreaming ? "streamGenerateContent?alt=sse" : "generateContent",
            body: body(of: chat, for: target).serialized(), for: target)
    }

    private func body(of chat: ChatRequest, for target: CallTarget) throws(RequestProblem) -> JSONValue {
        let contents = GeminiContents(service: service, provider: provider, model: target.model)
        var body: JSONObject = ["contents": .array(try contents.json(of: chat))]
        let instructions = try contents.instructions(of: chat)
        if !instructions.isEmpty { body["systemInstruction"] = ["parts": .array(instructions)] }
        let configuration = Self.generationConfiguration(chat, model: target.model)
        if !configuration.isEmpty { body["generationConfig"] = .object(configuration) }
        if !chat.tools.isEmpty {
            body["tools"] = [["functionDeclarations": .array(chat.tools.map(Self.declaration))]]
            if let choice = chat.toolChoice.flatMap(Self.callingConfiguration) {
                body["toolConfig"] = ["functionCallingConfig": choice]
            }
        }
        for name in Self.ownFields {
            if let value = chat.body[name], !value.isNull { body[name] = value }
        }
        return .object(body)
    }

    private static func generationConfiguration(_ chat: ChatRequest, model: String) -> JSONObject {
        let options = chat.options
        var configuration: JSONObject = [:]
        configuration["temperature"] = options.temperature.map { JSONValue($0) }
        configuration["topP"] = options.topP.map { JSONValue($0) }
        configuration["topK"] = options.topK.map { JSONValue($0) }
        configuration["maxOutputTokens"] = options.maxTokens.map { JSONValue($0) }
        configuration["seed"] = options.seed.flatMap { Int32(exactly: $0) }.map { JSONValue($0) }
        configuration["presencePenalty"] = options.presencePenalty.map { JSONValue($0) }
        configuration["frequencyPenalty"] = options.frequencyPenalty.map { JSONValue($0) }
        if !options.stop.isEmpty { configuration["stopSequences"] = .array(options.stop.map { .string($0) }) }
        switch chat.responseFormat {
        case .text: break
        case .jsonObject: configuration["responseMimeType"] = "application/json"
        case .jsonSchema(_, let schema, _):
            configuration["responseMimeType"] = "application/json"
            configuration["responseJsonSchema"] = schema
        }
        if let own = chat.body["thinkingConfig"], own.object != nil {
            configuration["thinkingConfig"] = own
        } else if let effort = options.reasoningEffort {
            configuration["thinkingConfig"] = thinking(effort, model: model)
        }
        return configuration
    }

    /// How much to think: a level from Gemini 3 on, a number of tokens before (the numbers that Google's own
    /// interface in OpenAI's shape uses).
    private static func thinking(_ effort: String, model: String) -> JSONValue? {
        if !model.contains("gemini-2") {
            return ["minimal", "low", "medium", "high"].contains(effort) ? ["thinkingLevel": .string(effort)] : nil
        }
        switch effort {
        case "none": return ["thinkingBudget": 0]
        case "minimal", "low": return ["thinkingBudget": 1024]
        case "medium": return ["thinkingBudget": 8192]
        case "high": return ["thinkingBudget": 24_576]
        default: return nil
        }
    }

    private static func declaration(_ tool: ChatTool) -> JSONValue {
        var declaration: JSONObject = ["name": .string(tool.name)]
        declaration["description"] = tool.description.map { .string($0) }
        // A function without parameters has no schema: an empty object is refused.
        if let parameters = tool.parameters, parameters["properties"]?.object.map(\.isEmpty) != true {
            declaration["parametersJsonSchema"] = parameters
        }
        return .object(declaration)
    }

    private static func callingConfiguration(_ choice: ToolChoice) -> JSONValue? {
        switch choice {
        case .none: ["mode": "NONE"]
        case .auto: ["mode": "AUTO"]
        case .required: ["mode": "ANY"]
        case .named(let name): ["mode": "ANY", "allowedFunctionNames": [.string(name)]]
        }
    }

    /// The request with `text` as a last turn of the model, from which it goes on; `nil` where a form or a tool call
    /// is wanted, which cannot be begun with text.
    public func continuation(of request: ModelRequest, after text: String, for target: CallTarget) -> ModelRequest? {
        guard request.operation == .chat, target.settings["prefill"] != "false", let chat = try? ChatRequest(request),
            chat.responseFormat == .text, chat.toolChoice == nil || chat.toolChoice == .auto, !text.isEmpty,
            case .array(var messages)? = request.body["messages"]
        else { return nil }
        if chat.messages.last?.role == .assistant {
            guard let before = messages.popLast()?["content"]?.string else { return nil }
            messages.append(["role": "assistant", "content": .string(before + text)])
        } else {
            messages.append(["role": "assistant", "content": .string(text)])
        }
        var continued = request
        continued.body["messages"] = .array(messages)
        return continued
    }
}
