import JSON
import Resilience

/// Reads a stream of ConverseStream: messages of an event stream, each with one event as JSON.
///
/// The answer is complete with `messageStop`; the usage comes after it, in `metadata`. A stream that stops between
/// the two, and not within a message, is whole but for the usage.
struct BedrockStreamDecoder: StreamDecoder {
    private enum State: Equatable {
        case open
        /// The answer is complete; its usage is still to come.
        case stopped(FinishReason)
        case over
    }

    private let target: CallTarget
    private let answerTool: String?
    private var messages = EventStreamDecoder()
    private var builder: ChatChunkBuilder
    private var state = State.open
    private var seam: PrefillSeam
    private var thoughts = Thoughts()
    /// The numbers of the tool calls, by the index of their content block.
    private var calls: [Int: Int] = [:]
    /// The content blocks that are the answer in the form of a tool call.
    private var answerBlocks: Set<Int> = []
    /// The blocks of tool calls whose arguments have begun to come.
    private var begunBlocks: Set<Int> = []

    init(request: ModelRequest, target: CallTarget) {
        self.target = target
        answerTool = StructuredOutput.answerTool(of: request, from: target)
        seam = PrefillSeam(BedrockPrefill.cutSpace(of: request))
        builder = ChatChunkBuilder(
            id: BedrockDialect.answerID(for: target), created: target.created, model: target.model,
            includesUsage: request.body["stream_options"]?["include_usage"]?.bool ?? false)
    }

    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        guard state != .over else { return [] }
        messages.append(bytes)
        var events: [StreamEvent] = []
        do throws(UpstreamFailure) {
            while state != .over, let message = try nextMessage() { try read(message, into: &events) }
        } catch {
            events.append(.failure(error))
            state = .over
        }
        return events
    }

    mutating func ended() -> [StreamEvent] {
        defer { state = .over }
        switch state {
        case .over: return []
        case .stopped(let finish) where messages.isBetweenMessages: return [.chunk(builder.finish(finish)), .end]
        case .open, .stopped:
            return [.failure(.truncated(after: "a part of the answer"))]
        }
    }

    private mutating func nextMessage() throws(UpstreamFailure) -> EventStreamMessage? {
        do {
            return try messages.next()
        } catch {
            throw UpstreamFailure.malformed(error.description)
        }
    }

    private mutating func read(
        _ message: EventStreamMessage, into events: inout [StreamEvent]
    ) throws(UpstreamFailure) {
        switch message[":message-type"] {
        case "error":
            throw BedrockDialect.failure(
                code: message[":error-code"], message: message[":error-message"], status: nil, target: target)
        case "exception":
            let json = try? JSONValue(parsing: message.payload)
            let code = (message[":exception-type"] ?? "unknown").capitalizedFirst
            throw BedrockDialect.failure(
                code: code, message: json?["message"]?.string ?? code, status: nil, target: target)
        default:
            guard let json = try? JSONValue(parsing: message.payload) else {
                throw UpstreamFailure.malformed("\(BedrockDialect.provider) sent an event that is not JSON.")
            }
            try read(event: message[":event-type"] ?? "", json, into: &events)
        }
    }

    private mutating func read(
        event: String, _ json: JSONValue, into events: inout [StreamEvent]
    ) throws(UpstreamFailure) {
        let block = json["contentBlockIndex"]?.int ?? 0
        switch event {
        case "contentBlockStart":
            if let call = json["start"]?["toolUse"] { try startCall(call, block: block, into: &events) }
        case "contentBlockDelta":
            if let delta = json["delta"] { try read(delta: delta, block: block, into: &events) }
        case "contentBlockStop":
            if let empty = emptyArguments(block) { events.append(.chunk(empty)) }
            if let thought = thoughts.endBlock() { events.append(.chunk(builder.extra("thinking_blocks", [thought]))) }
        case "messageStop":
            state = .stopped(
                try BedrockDialect.finish(json["stopReason"]?.string ?? "", asksForTools: !calls.isEmpty))
        case "metadata":
            guard case .stopped(let finish) = state else { return }
            events.append(.chunk(builder.finish(finish)))
            if let usage = json["usage"].flatMap(BedrockDialect.usage) { events.append(.chunk(builder.usage(usage))) }
            events.append(.end)
            state = .over
        default: break  // messageStart says the role only; others may come to be.
        }
    }

    private mutating func startCall(
        _ call: JSONValue, block: Int, into events: inout [StreamEvent]
    ) throws(UpstreamFailure) {
        guard let id = call["toolUseId"]?.string, let name = call["name"]?.string else {
            throw UpstreamFailure.malformed("\(BedrockDialect.provider) sent a tool call without a name.")
        }
        if name == answerTool {
            answerBlocks.insert(block)
        } else {
            let number = calls.count
            calls[block] = number
            events.append(.chunk(builder.toolCall(number, id: id, name: name)))
        }
    }

    /// A call without arguments sends none, and nothing is not JSON.
    private mutating func emptyArguments(_ block: Int) -> StreamChunk? {
        guard !begunBlocks.contains(block) else { return nil }
        if answerBlocks.contains(block) { return builder.text("{}") }
        return calls[block].map { builder.toolArguments($0, "{}") }
    }

    private mutating func read(
        delta: JSONValue, block: Int, into events: inout [StreamEvent]
    ) throws(UpstreamFailure) {
        if let text = delta["text"]?.string {
            let piece = seam.join(text)
            if !piece.isEmpty { events.append(.chunk(builder.text(piece))) }
        } else if let input = delta["toolUse"]?["input"]?.string {
            guard !input.isEmpty else { return }
            begunBlocks.insert(block)
            if answerBlocks.contains(block) {
                events.append(.chunk(builder.text(input)))
            } else if let number = calls[block] {
                events.append(.chunk(builder.toolArguments(number, input)))
            } else {
                throw UpstreamFailure.malformed("\(BedrockDialect.provider) sent arguments of a call it had not begun.")
            }
        } else if let reasoning = delta["reasoningContent"] {
            thoughts.add(
                text: reasoning["text"]?.string, signature: reasoning["signature"]?.string,
                redacted: reasoning["redactedContent"]?.string)
            if let text = reasoning["text"]?.string, !text.isEmpty { events.append(.chunk(builder.reasoning(text))) }
        }
    }
}

extension String {
    /// Exceptions are named with a small letter inside streams and with a capital elsewhere.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
