import JSON

/// The tools of a request, as Converse's `toolConfig`.
struct BedrockTools {
    /// `nil` when the request has none.
    let json: JSONValue?

    init(_ chat: ChatRequest, form: StructuredOutput) throws(RequestProblem) {
        var tools = chat.toolChoice == ToolChoice.none ? [] : chat.tools.map(Self.specification)
        var choice: JSONValue?
        switch chat.toolChoice {
        case .required: choice = ["any": [:]]
        case .named(let name): choice = ["tool": ["name": .string(name)]]
        case .auto where !tools.isEmpty: choice = ["auto": [:]]
        default: break
        }
        if case .tool(let wished, let schema) = form {
            let name = StructuredOutput.name(wished, beside: chat.tools.map(\.name))
            tools.append([
                "toolSpec": [
                    "name": .string(name), "description": "Call this with the whole answer.",
                    "inputSchema": ["json": schema],
                ]
            ])
            // With tools of its own the model may use those first.
            choice = tools.count == 1 ? ["tool": ["name": .string(name)]] : choice ?? ["any": [:]]
        }
        if tools.isEmpty { tools = try Self.toolsOfThePast(chat) }
        guard !tools.isEmpty else {
            json = nil
            return
        }
        var object: JSONObject = ["tools": .array(tools)]
        object["toolChoice"] = choice
        json = .object(object)
    }

    private static func specification(_ tool: ChatTool) -> JSONValue {
        var specification: JSONObject = ["name": .string(tool.name)]
        if let description = tool.description, !description.isEmpty {
            specification["description"] = .string(description)
        }
        specification["inputSchema"] = ["json": tool.parameters ?? emptySchema]
        if tool.isStrict { specification["strict"] = true }
        return ["toolSpec": .object(specification)]
    }

    private static let emptySchema: JSONValue = ["type": "object", "properties": [:]]

    /// Converse wants to know the tools that earlier messages speak of, even when none is offered any more.
    private static func toolsOfThePast(_ chat: ChatRequest) throws(RequestProblem) -> [JSONValue] {
        var names: [String] = []
        for call in chat.messages.flatMap(\.toolCalls) where !names.contains(call.name) { names.append(call.name) }
        guard chat.toolChoice != ToolChoice.none || names.isEmpty else {
            throw RequestField(chat.body["tool_choice"], at: "tool_choice").unsupported(
                "\(BedrockDialect.provider) cannot be told to use no tool once the conversation has used some.",
                remedy: "Leave 'tool_choice' out, or send the request to a model of another provider.")
        }
        return names.map { specification(ChatTool(name: $0)) }
    }
}
