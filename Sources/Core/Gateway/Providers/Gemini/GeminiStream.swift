import HTTPMessages
import JSON
import Resilience

/// Reads a stream of `streamGenerateContent?alt=sse`: server-sent events, each a `GenerateContentResponse`.
///
/// There is no last event: the answer is complete when the stream ends after a piece with a finish reason. Each
/// piece tells the usage so far; the last one counts.
struct GeminiStreamDecoder: StreamDecoder {
    private let dialect: GeminiDialect
    private let target: CallTarget
    private let includesUsage: Bool
    private var messages = ServerSentJSON()
    /// Made with the first piece, which says the answer's name and model.
    private var builder: ChatChunkBuilder?
    private var answerID = ""
    private var calls = 0
    private var finish: FinishReason?
    private var usage: TokenUsage?
    private var isOver = false

    init(_ dialect: GeminiDialect, request: ModelRequest, target: CallTarget) {
        self.dialect = dialect
        self.target = target
        includesUsage = request.body["stream_options"]?["include_usage"]?.bool ?? false
    }

    mutating func receive(_ bytes: [UInt8]) -> [StreamEvent] {
        tell(messages.receive(bytes))
    }

    mutating func ended() -> [StreamEvent] {
        // An error may come as plain JSON in place of a stream.
        var told = tell(messages.ended())
        guard !isOver else { return told }
        isOver = true
        guard let finish, var builder else {
            return told + [.failure(.truncated(after: "a part of the answer"))]
        }
        told.append(.chunk(builder.finish(finish)))
        if let usage { told.append(.chunk(builder.usage(usage))) }
        return told + [.end]
    }

    private mutating func tell(_ messages: [ServerSentJSON.Message]) -> [StreamEvent] {
        var told: [StreamEvent] = []
        for message in messages where !isOver {
            do throws(UpstreamFailure) {
                switch message {
                case .value(let json, _, _), .plain(let json): try read(json, into: &told)
                case .broken(let failure): throw failure
                case .done: break  // OpenAI's word; Google's streams have none.
                }
            } catch {
                told.append(.failure(error))
                isOver = true
            }
        }
        return told
    }

    private mutating func read(_ json: JSONValue, into told: inout [StreamEvent]) throws(UpstreamFailure) {
        let reply = try GeminiReply(json, dialect: dialect, target: target)
        var builder = self.builder ?? begin(reply)
        for part in reply.parts {
            switch part {
            case .text(let text): told.append(.chunk(builder.text(text)))
            case .thought(let text): told.append(.chunk(builder.reasoning(text)))
            case .signature(let signature):
                told.append(.chunk(builder.extra("extra_content", ThoughtSignature.json(signature))))
            case .call(let name, let arguments, let id, let signature):
                let chunk = builder.toolCall(
                    calls, id: id ?? GeminiDialect.callID(calls, of: answerID), name: name, arguments: arguments)
                told.append(.chunk(ThoughtSignature.adding(signature, to: chunk)))
                calls += 1
            }
        }
        self.builder = builder
        usage = reply.usage ?? usage
        if let reason = reply.finishReason { finish = try GeminiReply.finish(reason, asksForTools: calls > 0) }
    }

    private mutating func begin(_ reply: GeminiReply) -> ChatChunkBuilder {
        answerID = GeminiDialect.answerID(reply.id, for: target)
        return ChatChunkBuilder(
            id: answerID, created: target.created, model: reply.model ?? target.model, includesUsage: includesUsage)
    }
}
