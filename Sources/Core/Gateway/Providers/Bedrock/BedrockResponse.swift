import Foundation
import HTTPMessages
import JSON
import Resilience

extension BedrockDialect {
    func chatAnswer(
        _ response: HTTPResponse, to request: ModelRequest, from target: CallTarget
    ) throws(UpstreamFailure) -> ModelAnswer {
        guard let json = try? JSONValue(parsing: response.body) else {
            throw UpstreamFailure.malformed("\(Self.provider) sent something else than JSON.")
        }
        guard let content = json["output"]?["message"]?["content"]?.array, let reason = json["stopReason"]?.string
        else {
            if json["__type"] != nil || json["message"] != nil { throw failure(response, from: target) }
            throw UpstreamFailure.malformed("\(Self.provider) sent no message.")
        }
        let answerTool = StructuredOutput.answerTool(of: request, from: target)
        var builder = ChatAnswerBuilder(
            id: response.head.headers["x-amzn-RequestId"].map { "chatcmpl-\($0)" } ?? Self.answerID(for: target),
            created: target.created, model: target.model, finish: .stop)
        var seam = PrefillSeam(BedrockPrefill.cutSpace(of: request))
        var thoughts = Thoughts()
        for block in content {
            if let text = block["text"]?.string { builder.text = (builder.text ?? "") + seam.join(text) }
            if let call = block["toolUse"] { try Self.add(call, answerTool: answerTool, to: &builder) }
            if let reasoning = block["reasoningContent"] {
                let text = reasoning["reasoningText"]
                thoughts.add(text: text?["text"]?.string, signature: text?["signature"]?.string)
                thoughts.add(redacted: reasoning["redactedContent"]?.string)
                builder.reasoning = (builder.reasoning ?? "") + (text?["text"]?.string ?? "")
                thoughts.endBlock()
            }
        }
        if !thoughts.blocks.isEmpty { builder.extras["thinking_blocks"] = .array(thoughts.blocks) }
        builder.finish = try Self.finish(reason, asksForTools: !builder.toolCalls.isEmpty)
        if builder.text == nil, builder.toolCalls.isEmpty { builder.text = "" }
        builder.usage = json["usage"].flatMap(Self.usage)
        return builder.answer()
    }

    private static func add(
        _ call: JSONValue, answerTool: String?, to builder: inout ChatAnswerBuilder
    ) throws(UpstreamFailure) {
        guard let id = call["toolUseId"]?.string, let name = call["name"]?.string else {
            throw UpstreamFailure.malformed("\(provider) sent a tool call without a name.")
        }
        let arguments = call["input"]?.text ?? "{}"
        if name == answerTool {
            builder.text = arguments
        } else {
            builder.toolCalls.append(ChatToolCall(id: id, name: name, arguments: arguments))
        }
    }

    /// OpenAI's word for a stop reason of Converse.
    ///
    /// - Throws: `malformed` where the model's output broke: what is there of it is no answer.
    static func finish(_ reason: String, asksForTools: Bool) throws(UpstreamFailure) -> FinishReason {
        switch reason {
        case "max_tokens", "model_context_window_exceeded": return .length
        case "guardrail_intervened", "content_filtered": return .contentFilter
        case "malformed_model_output", "malformed_tool_use":
            throw UpstreamFailure(
                .malformed, code: reason, message: "The model's output broke off in a form that cannot be read.")
        default: return asksForTools ? .toolCalls : .stop
        }
    }

    /// Converse counts the tokens of its cache apart from `inputTokens`; OpenAI includes them.
    static func usage(_ json: JSONValue) -> TokenUsage? {
        func count(_ name: String) -> Int { min(max(0, json[name]?.int ?? 0), Int(Int32.max)) }
        guard json["inputTokens"] != nil || json["outputTokens"] != nil else { return nil }
        let cached = count("cacheReadInputTokens")
        return TokenUsage(
            input: count("inputTokens") + cached + count("cacheWriteInputTokens"), output: count("outputTokens"),
            cachedInput: cached)
    }

    /// A name for an answer that has none.
    static func answerID(for target: CallTarget) -> String {
        "chatcmpl-bedrock-" + String(target.time.timeIntervalSince1970.bitPattern, radix: 16)
    }
}

/// What a model thought before it answered, with the signatures that let it go on from there, in the form in which
/// it is handed out and taken back: "thinking_blocks".
struct Thoughts {
    private(set) var blocks: [JSONValue] = []
    private var text = ""
    private var signature = ""
    private var redacted: String?

    mutating func add(text more: String? = nil, signature moreSignature: String? = nil, redacted data: String? = nil) {
        text += more ?? ""
        signature += moreSignature ?? ""
        if let data { redacted = (redacted ?? "") + data }
    }

    /// Ends the block that was added to; gives it back where there was one worth keeping.
    @discardableResult
    mutating func endBlock() -> JSONValue? {
        defer { (text, signature, redacted) = ("", "", nil) }
        let block: JSONValue
        if let redacted {
            block = ["type": "redacted_thinking", "data": .string(redacted)]
        } else if !signature.isEmpty {
            block = ["type": "thinking", "thinking": .string(text), "signature": .string(signature)]
        } else {
            return nil
        }
        blocks.append(block)
        return block
    }
}
