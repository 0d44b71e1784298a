import HTTPMessages
import JSON

extension BedrockDialect {
    /// Fields of a Converse request that a caller may send under their own names.
    private static let ownFields = [
        "additionalModelRequestFields", "additionalModelResponseFieldPaths", "guardrailConfig", "performanceConfig",
        "promptVariables", "requestMetadata", "serviceTier",
    ]

    func chatRequest(_ request: ModelRequest, for target: CallTarget) throws(RequestProblem) -> HTTPRequest {
        let chat = try ChatRequest(request)
        try chat.refuseFields(unknownTo: Set(Self.ownFields + ["top_k"]), by: Self.provider)
        return try self.request(
            chat.isStreaming ? "converse-stream" : "converse",
            accepting: chat.isStreaming ? "application/vnd.amazon.eventstream" : "application/json",
            body: body(of: chat, for: target).serialized(), for: target)
    }

    private func body(of chat: ChatRequest, for target: CallTarget) throws(RequestProblem) -> JSONValue {
        let model = BedrockModel(target)
        let form = StructuredOutput(chat.responseFormat, model: model)
        var body: JSONObject = ["messages": .array(try BedrockMessages(chat).json)]
        var system = try BedrockMessages.system(of: chat)
        if form == .anyObject {
            system.append(["text": "Answer with one JSON object and nothing else: no explanation, no code fence."])
        }
        if !system.isEmpty { body["system"] = .array(system) }
        let inference = Self.inferenceConfiguration(chat.options)
        if !inference.isEmpty { body["inferenceConfig"] = .object(inference) }
        body["toolConfig"] = try BedrockTools(chat, form: form).json
        if case .native(let name, let schema) = form {
            body["outputConfig"] = [
                "textFormat": [
                    "type": "json_schema",
                    "structure": ["jsonSchema": ["name": .string(name), "schema": .string(schema.text)]],
                ]
            ]
        }
        if let topK = chat.options.topK, model.isClaude {
            body["additionalModelRequestFields"] = ["top_k": JSONValue(topK)]
        }
        for name in Self.ownFields {
            if let value = chat.body[name], !value.isNull { body[name] = value }
        }
        return .object(body)
    }

    private static func inferenceConfiguration(_ options: ChatOptions) -> JSONObject {
        var configuration: JSONObject = [:]
        configuration["maxTokens"] = options.maxTokens.map { JSONValue($0) }
        configuration["temperature"] = options.temperature.map { JSONValue($0) }
        configuration["topP"] = options.topP.map { JSONValue($0) }
        if !options.stop.isEmpty { configuration["stopSequences"] = .array(options.stop.map { .string($0) }) }
        return configuration
    }

    /// The request with `text` as the beginning of the answer; `nil` for a model that cannot be given it, and where
    /// a schema or a tool call is wanted, which cannot be begun with text.
    public func continuation(of request: ModelRequest, after text: String, for target: CallTarget) -> ModelRequest? {
        guard request.operation == .chat, BedrockModel(target).takesPrefill, let chat = try? ChatRequest(request),
            chat.responseFormat == .text, chat.toolChoice == nil || chat.toolChoice == .auto,
            request.body["additionalModelRequestFields"]?["thinking"] == nil,
            text.contains(where: { !$0.isWhitespace }), case .array(var messages)? = request.body["messages"]
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

/// How the form of an answer is enforced.
enum StructuredOutput: Equatable {
    case text
    /// Some JSON object: asked for in words, since Converse has nothing for it.
    case anyObject
    case native(name: String, schema: JSONValue)
    /// The model is made to call a tool of this name; its arguments are the answer.
    case tool(name: String, schema: JSONValue)

    init(_ format: ResponseFormat, model: BedrockModel) {
        switch format {
        case .text: self = .text
        case .jsonObject: self = .anyObject
        case .jsonSchema(let name, let schema, _):
            self = model.answersSchemaByTool ? .tool(name: name, schema: schema) : .native(name: name, schema: schema)
        }
    }

    /// A name for the answer's tool that none of the caller's tools has.
    static func name(_ name: String, beside others: [String]) -> String {
        var name = name
        while others.contains(name) { name += "_" }
        return name
    }

    /// The tool whose arguments are the answer to `request`, where that is how its form is enforced.
    static func answerTool(of request: ModelRequest, from target: CallTarget) -> String? {
        guard let format = try? ResponseFormat(reading: RequestField(request.body["response_format"])),
            case .tool(let name, _) = StructuredOutput(format, model: BedrockModel(target))
        else { return nil }
        let others = (request.body["tools"]?.array ?? []).compactMap { $0["function"]?["name"]?.string }
        return Self.name(name, beside: others)
    }
}
