import Foundation
import HTTPMessages
import JSON
import Resilience

extension GeminiDialect {
    func chatAnswer(_ response: HTTPResponse, from target: CallTarget) throws(UpstreamFailure) -> ModelAnswer {
        guard let json = try? JSONValue(parsing: response.body) else {
            throw UpstreamFailure.malformed("\(provider) sent something else than JSON.")
        }
        let reply = try GeminiReply(json, dialect: self, target: target)
        guard let reason = reply.finishReason else {
            throw UpstreamFailure.malformed("\(provider) sent an answer without an end.")
        }
        let id = Self.answerID(reply.id, for: target)
        var builder = ChatAnswerBuilder(
            id: id, created: target.created, model: reply.model ?? target.model, finish: .stop)
        var signatures: [String?] = []
        for part in reply.parts {
            switch part {
            case .text(let text): builder.text = (builder.text ?? "") + text
            case .thought(let text): builder.reasoning = (builder.reasoning ?? "") + text
            case .signature(let signature): builder.extras["extra_content"] = ThoughtSignature.json(signature)
            case .call(let name, let arguments, let callID, let signature):
                builder.toolCalls.append(
                    ChatToolCall(
                        id: callID ?? Self.callID(builder.toolCalls.count, of: id), name: name, arguments: arguments))
                signatures.append(signature)
            }
        }
        builder.finish = try GeminiReply.finish(reason, asksForTools: !builder.toolCalls.isEmpty)
        if builder.text == nil, builder.toolCalls.isEmpty { builder.text = "" }
        builder.usage = reply.usage
        return ThoughtSignature.adding(signatures, to: builder.answer())
    }

    /// A name for the answer: the provider's own where it gives one.
    static func answerID(_ id: String?, for target: CallTarget) -> String {
        "chatcmpl-" + (id ?? "gemini-" + String(target.time.timeIntervalSince1970.bitPattern, radix: 16))
    }

    /// A name for a tool call that has none, different for every call of every answer.
    static func callID(_ number: Int, of answer: String) -> String {
        "call_\(answer.dropFirst("chatcmpl-".count))_\(number)"
    }
}
