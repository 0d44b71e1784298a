import HTTPMessages
import JSON
import Resilience

/// Reads a streamed message. The end is `message_stop`; a stream without it is cut, whatever came before.
///
/// The reason to stop and the usage come in `message_delta` and are told with the end, so that what is told as
/// finished is finished.
struct AnthropicStreamDecoder: StreamDecoder {
    private var messages = ServerSentJSON()
    private let reading: AnthropicReading
    private let target: CallTarget
    private var seam: PrefillSeam
    private var builder: ChatChunkBuilder?
    /// The blocks that have begun and not ended, by their index.
    private var blocks: [Int: Block] = [:]
    private var toolCount = 0
    private var reason: String?
    private var usage = JSONObject()
    private var isOver = false

    private enum Block: Sendable {
        case text
        case thinking(signature: String)
        /// `index` counts the tool calls of the answer; whether arguments have come.
        case tool(index: Int, hasArguments: Bool)
        /// The tool whose arguments are the answer.
        case answer(hasText: Bool)
    }

    init(reading: AnthropicReading, target: CallTarget) {
        self.reading = reading
        self.target = target
        seam = PrefillSeam(reading.trimmed)
    }

    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        tell(messages.receive(bytes))
    }

    mutating func ended() -> [StreamEvent] {
        var events = tell(messages.ended())
        guard !isOver else { return events }
        isOver = true
        events.append(.failure(.truncated(after: builder == nil ? "no answer at all" : "a part of the answer")))
        return events
    }

    private mutating func tell(_ messages: [ServerSentJSON.Message]) -> [StreamEvent] {
        var events: [StreamEvent] = []
        for message in messages where !isOver {
            let news = self.events(of: message)
            events += news
            isOver = news.contains { if case .chunk = $0 { false } else { true } }
        }
        return events
    }

    private mutating func events(of message: ServerSentJSON.Message) -> [StreamEvent] {
        switch message {
        case .value(let json, _, _):
            if let error = AnthropicError(json) {
                return [.failure(error.failure(status: nil, credential: target.credential))]
            }
            return read(json)
        case .plain(let json):
            return [
                .failure(
                    AnthropicError(json)?.failure(status: nil, credential: target.credential)
                        ?? .malformed("The provider answered with an object instead of a stream."))
            ]
        case .done: return [.failure(.truncated(after: "a part of the answer"))]
        case .broken(let failure): return [.failure(failure)]
        }
    }

    private mutating func read(_ json: JSONValue) -> [StreamEvent] {
        let type = json["type"]?.string
        if type == "message_start" { return start(json["message"]) }
        // Pings, and kinds of events that are yet to come, say nothing here.
        guard let type, Self.readTypes.contains(type) else { return [] }
        guard var builder else { return [.failure(.malformed("The stream of the answer begins without a message."))] }
        defer { self.builder = builder }
        let index = json["index"]?.int ?? 0
        switch type {
        case "content_block_start": return begin(json["content_block"], at: index, with: &builder)
        case "content_block_delta": return add(json["delta"], at: index, with: &builder)
        case "content_block_stop": return finishBlock(at: index, with: &builder)
        case "message_delta":
            if let reason = json["delta"]?["stop_reason"]?.string { self.reason = reason }
            for (name, value) in json["usage"]?.object ?? [:] where !value.isNull { usage[name] = value }
            return []
        default: return finish(with: &builder)
        }
    }

    private static let readTypes: Set<String> = [
        "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop",
    ]

    private mutating func start(_ message: JSONValue?) -> [StreamEvent] {
        guard builder == nil, let message, message.object != nil else {
            return [.failure(.malformed("The stream of the answer has no message, or two."))]
        }
        usage = message["usage"]?.object ?? [:]
        var builder = ChatChunkBuilder(
            id: message["id"]?.string ?? "msg", created: target.created,
            model: message["model"]?.string ?? target.model, includesUsage: reading.includesUsage)
        defer { self.builder = builder }
        return [.chunk(builder.role())]
    }

    private mutating func finish(with builder: inout ChatChunkBuilder) -> [StreamEvent] {
        guard let reason else { return [.failure(.malformed("The stream of the answer does not say why it ends."))] }
        var finish = FinishReason(anthropic: reason)
        if finish == .toolCalls, toolCount == 0 { finish = .stop }
        var events: [StreamEvent] = [.chunk(builder.finish(finish))]
        if let usage = TokenUsage(anthropic: .object(usage)) { events.append(.chunk(builder.usage(usage))) }
        return events + [.end]
    }
}

extension AnthropicStreamDecoder {
    private mutating func begin(
        _ block: JSONValue?, at index: Int, with builder: inout ChatChunkBuilder
    ) -> [StreamEvent] {
        switch block?["type"]?.string {
        case "text":
            blocks[index] = .text
            return text(block?["text"]?.string ?? "", with: &builder)
        case "thinking":
            blocks[index] = .thinking(signature: block?["signature"]?.string ?? "")
            let thought = block?["thinking"]?.string ?? ""
            return thought.isEmpty ? [] : [.chunk(builder.reasoning(thought))]
        case "redacted_thinking":
            return block.map { [.chunk(builder.extra("thinking_blocks", [$0]))] } ?? []
        case "tool_use" where block?["name"]?.string == reading.answerTool:
            blocks[index] = .answer(hasText: false)
            return []
        case "tool_use":
            blocks[index] = .tool(index: toolCount, hasArguments: false)
            defer { toolCount += 1 }
            return [
                .chunk(
                    builder.toolCall(toolCount, id: block?["id"]?.string ?? "", name: block?["name"]?.string ?? ""))
            ]
        default:
            return []
        }
    }

    private mutating func add(
        _ delta: JSONValue?, at index: Int, with builder: inout ChatChunkBuilder
    ) -> [StreamEvent] {
        switch blocks[index] {
        case .text?: return text(delta?["text"]?.string ?? "", with: &builder)
        case .thinking(let signature)?:
            if let more = delta?["signature"]?.string { blocks[index] = .thinking(signature: signature + more) }
            let thought = delta?["thinking"]?.string ?? ""
            return thought.isEmpty ? [] : [.chunk(builder.reasoning(thought))]
        case .tool(let tool, _)?:
            let fragment = delta?["partial_json"]?.string ?? ""
            guard !fragment.isEmpty else { return [] }
            blocks[index] = .tool(index: tool, hasArguments: true)
            return [.chunk(builder.toolArguments(tool, fragment))]
        case .answer?:
            let fragment = delta?["partial_json"]?.string ?? ""
            guard !fragment.isEmpty else { return [] }
            blocks[index] = .answer(hasText: true)
            return [.chunk(builder.text(fragment))]
        case nil: return []
        }
    }

    private mutating func finishBlock(at index: Int, with builder: inout ChatChunkBuilder) -> [StreamEvent] {
        defer { blocks[index] = nil }
        switch blocks[index] {
        case .thinking(let signature)? where !signature.isEmpty:
            let block: JSONValue = ["type": "thinking", "thinking": "", "signature": .string(signature)]
            return [.chunk(builder.extra("thinking_blocks", [block]))]
        // Without arguments nothing is sent, and nothing is not JSON.
        case .tool(let tool, false)?: return [.chunk(builder.toolArguments(tool, "{}"))]
        case .answer(false)?: return [.chunk(builder.text("{}"))]
        default: return []
        }
    }

    private mutating func text(_ text: String, with builder: inout ChatChunkBuilder) -> [StreamEvent] {
        let joined = seam.join(text)
        return joined.isEmpty ? [] : [.chunk(builder.text(joined))]
    }
}
