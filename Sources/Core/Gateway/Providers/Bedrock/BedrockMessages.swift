import JSON

/// The conversation of a request, as Converse's `messages`: user and assistant in turn, so that neighbours of the
/// same role become one message.
struct BedrockMessages {
    let json: [JSONValue]

    init(_ chat: ChatRequest) throws(RequestProblem) {
        var turns: [(role: String, blocks: [JSONValue])] = []
        let conversation = chat.conversation
        for (index, message) in conversation.enumerated() {
            let isPrefill =
                index == conversation.count - 1 && message.role == .assistant && message.toolCalls.isEmpty
            let blocks = try Self.blocks(of: message, isPrefill: isPrefill)
            guard !blocks.isEmpty else { continue }
            let role = message.role == .assistant ? "assistant" : "user"
            if turns.last?.role == role {
                turns[turns.count - 1].blocks += blocks
            } else {
                turns.append((role, blocks))
            }
        }
        json = turns.map { ["role": .string($0.role), "content": .array($0.blocks)] }
    }

    /// The instructions, one block for each text.
    static func system(of chat: ChatRequest) throws(RequestProblem) -> [JSONValue] {
        var blocks: [JSONValue] = []
        for message in chat.messages where message.role.isInstruction {
            for (index, part) in message.parts.enumerated() {
                guard case .text(let text) = part else {
                    throw message.unsupported(part, at: index, by: BedrockDialect.provider)
                }
                if !isBlank(text) { blocks.append(["text": .string(text)]) }
                blocks += cachePoint(of: message, at: index)
            }
        }
        return blocks
    }

    private static func blocks(of message: ChatMessage, isPrefill: Bool) throws(RequestProblem) -> [JSONValue] {
        if message.role == .tool { return [try toolResult(message)] }
        var blocks = message.role == .assistant ? thoughts(of: message) : []
        for (index, part) in message.parts.enumerated() {
            if case .text(let text) = part {
                // Blank texts are refused, and so is space at the end of the beginning of an answer.
                let kept = isPrefill && index == message.parts.count - 1 ? String(AnthropicText.trimmed(text)) : text
                if !isBlank(kept) { blocks.append(["text": .string(kept)]) }
            } else {
                blocks.append(try BedrockMedia.block(part, at: index, of: message))
            }
            blocks += cachePoint(of: message, at: index)
        }
        for (index, call) in message.toolCalls.enumerated() {
            let input = try call.argumentsObject(at: "\(message.path).tool_calls[\(index)]")
            blocks.append([
                "toolUse": ["toolUseId": .string(call.id), "name": .string(call.name), "input": input]
            ])
        }
        return blocks
    }

    private static func toolResult(_ message: ChatMessage) throws(RequestProblem) -> JSONValue {
        var content: [JSONValue] = []
        for (index, part) in message.parts.enumerated() {
            switch part {
            case .text(let text): content.append(["text": .string(text)])
            case .audio: throw message.unsupported(part, at: index, by: BedrockDialect.provider)
            default: content.append(try BedrockMedia.block(part, at: index, of: message))
            }
        }
        return ["toolResult": ["toolUseId": .string(message.toolCallID ?? ""), "content": .array(content)]]
    }

    /// What the model thought before, with the signatures that let it go on from there ("thinking_blocks", the
    /// form in which this gateway hands it out).
    private static func thoughts(of message: ChatMessage) -> [JSONValue] {
        (message.source["thinking_blocks"]?.array ?? []).compactMap { block in
            if let data = block["data"]?.string {
                return ["reasoningContent": ["redactedContent": .string(data)]]
            }
            guard let text = block["thinking"]?.string, let signature = block["signature"]?.string else { return nil }
            return ["reasoningContent": ["reasoningText": ["text": .string(text), "signature": .string(signature)]]]
        }
    }

    /// "cache_control" on a part, as other gateways accept it, becomes a cache point behind it.
    private static func cachePoint(of message: ChatMessage, at index: Int) -> [JSONValue] {
        guard let mark = message.source["content"]?[index]?["cache_control"], mark.object != nil else { return [] }
        return [["cachePoint": ["type": "default"]]]
    }

    private static func isBlank(_ text: String) -> Bool {
        text.allSatisfy(\.isWhitespace)
    }
}

/// The beginning of an answer, as the last message of a request.
enum BedrockPrefill {
    /// The white space at its end: Claude refuses it, so it is cut off, and what the answer repeats of it is left
    /// out again.
    static func cutSpace(of request: ModelRequest) -> String {
        guard let last = request.body["messages"]?.array?.last, last["role"]?.string == "assistant" else { return "" }
        let text = last["content"]?.string ?? last["content"]?.array?.last?["text"]?.string ?? ""
        return String(text[AnthropicText.trimmed(text).endIndex...])
    }
}
