import Foundation
import JSON

/// The messages of a request in Anthropic's form.
enum AnthropicMessages {
    /// All instructions: one text, or blocks where a part of them is marked for the provider's cache.
    static func system(of chat: ChatRequest) throws(RequestProblem) -> JSONValue? {
        var blocks: [JSONValue] = []
        var isMarked = false
        for message in chat.messages where message.role.isInstruction {
            for (index, part) in message.parts.enumerated() {
                guard case .text(let text) = part else {
                    throw message.unsupported(part, at: index, by: "The system prompt of \(AnthropicDialect.provider)")
                }
                guard !text.isEmpty else { continue }
                let mark = cacheMark(of: message, at: index)
                isMarked = isMarked || mark != nil
                blocks.append(textBlock(text, mark: mark))
            }
        }
        if isMarked { return .array(blocks) }
        return chat.instructions.map { .string($0) }
    }

    /// The turns of the two sides, alternating. Results of tools belong to the user's side, before what the user says.
    static func turns(of chat: ChatRequest) throws(RequestProblem) -> [JSONValue] {
        var turns: [(role: String, blocks: [JSONValue])] = []
        let conversation = chat.conversation
        for (index, message) in conversation.enumerated() {
            let isLast = index == conversation.count - 1
            let blocks = try blocks(of: message, trimmingEnd: isLast && message.role == .assistant)
            guard !blocks.isEmpty else { continue }
            let role = message.role == .assistant ? "assistant" : "user"
            if turns.last?.role == role {
                turns[turns.count - 1].blocks += blocks
            } else {
                turns.append((role, blocks))
            }
        }
        guard !turns.isEmpty else {
            throw RequestField(nil, at: "messages").unsupported(
                "\(AnthropicDialect.provider) needs at least one message with content beside the instructions.")
        }
        return turns.map { ["role": .string($0.role), "content": .array($0.blocks)] }
    }

    private static func blocks(of message: ChatMessage, trimmingEnd: Bool) throws(RequestProblem) -> [JSONValue] {
        if message.role == .tool {
            var result: JSONObject = ["type": "tool_result", "tool_use_id": .string(message.toolCallID ?? "")]
            let content = try content(of: message, trimmingEnd: false)
            if !content.isEmpty { result["content"] = .array(content) }
            result["cache_control"] = message.source["cache_control"]
            return [.object(result)]
        }
        var blocks: [JSONValue] = []
        if message.role == .assistant {
            // Thoughts are signed by the provider: they go back as they came, and first.
            blocks += message.source["thinking_blocks"]?.array ?? []
        }
        blocks += try content(of: message, trimmingEnd: trimmingEnd && message.toolCalls.isEmpty)
        for (index, call) in message.toolCalls.enumerated() {
            let input = try call.argumentsObject(at: "\(message.path).tool_calls[\(index)]")
            blocks.append(
                ["type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": input])
        }
        return blocks
    }

    /// Empty texts are left out: Anthropic refuses them, and they say nothing.
    private static func content(of message: ChatMessage, trimmingEnd: Bool) throws(RequestProblem) -> [JSONValue] {
        var blocks: [JSONValue] = []
        for (index, part) in message.parts.enumerated() {
            let mark = cacheMark(of: message, at: index)
            if case .text(let text) = part {
                let isEnd = trimmingEnd && index == message.parts.count - 1
                let kept = isEnd ? String(AnthropicText.trimmed(text)) : text
                if !kept.isEmpty { blocks.append(textBlock(kept, mark: mark)) }
                continue
            }
            var block = try AnthropicMedia.block(for: part, at: index, of: message)
            if let mark { block["cache_control"] = mark }
            blocks.append(block)
        }
        return blocks
    }

    private static func textBlock(_ text: String, mark: JSONValue?) -> JSONValue {
        var block: JSONValue = ["type": "text", "text": .string(text)]
        if let mark { block["cache_control"] = mark }
        return block
    }

    /// The mark of a part, or of the message whose last part it is.
    private static func cacheMark(of message: ChatMessage, at index: Int) -> JSONValue? {
        let ofMessage =
            index == message.parts.count - 1 && message.role != .tool ? message.source["cache_control"] : nil
        return message.source["content"]?[index]?["cache_control"] ?? ofMessage
    }
}

/// Pictures and documents in Anthropic's form.
enum AnthropicMedia {
    private static let pictureTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"]

    static func block(
        for part: ContentPart, at index: Int, of message: ChatMessage
    ) throws(RequestProblem) -> JSONValue {
        switch part {
        case .image(.data(let type, let base64)):
            let type = type == "image/jpg" ? "image/jpeg" : type
            if pictureTypes.contains(type) { return ["type": "image", "source": source(type, base64)] }
        case .image(.url(let address)):
            return ["type": "image", "source": ["type": "url", "url": .string(address)]]
        case .file(.data("application/pdf", let base64), let name):
            return document(source("application/pdf", base64), name: name)
        case .file(.data(let type, let base64), let name) where type.hasPrefix("text/"):
            if let bytes = Data(base64Encoded: base64), let text = String(validating: bytes, as: UTF8.self) {
                return document(["type": "text", "media_type": "text/plain", "data": .string(text)], name: name)
            }
        case .file(.url(let address), let name):
            return document(["type": "url", "url": .string(address)], name: name)
        case .text, .image, .audio, .video, .file:
            break
        }
        throw message.unsupported(part, at: index, by: AnthropicDialect.provider)
    }

    private static func source(_ type: String, _ base64: String) -> JSONValue {
        ["type": "base64", "media_type": .string(type), "data": .string(base64)]
    }

    private static func document(_ source: JSONValue, name: String?) -> JSONValue {
        var block: JSONValue = ["type": "document", "source": source]
        if let name { block["title"] = .string(name) }
        return block
    }
}
