import JSON
import Resilience

/// What one `GenerateContentResponse` says: a whole answer, or one piece of a stream. Both have the same form.
struct GeminiReply {
    enum Part {
        case text(String)
        case thought(String)
        case call(name: String, arguments: String, id: String?, signature: String?)
        /// The signature of an answer that is text.
        case signature(String)
    }

    let parts: [Part]
    let finishReason: String?
    let usage: TokenUsage?
    let model: String?
    let id: String?

    /// - Throws: the failure that the reply tells of: an error inside a 200, a prompt that was blocked; `malformed`
    ///   for what is no reply.
    init(_ json: JSONValue, dialect: GeminiDialect, target: CallTarget) throws(UpstreamFailure) {
        if json["error"]?.object != nil { throw dialect.failure(json, status: nil, target: target) }
        let feedback = json["promptFeedback"]
        let candidate = json["candidates"]?[0]
        if candidate == nil, let reason = feedback?["blockReason"]?.string {
            let words = feedback?["blockReasonMessage"]?.string ?? "The prompt was blocked by \(dialect.provider)."
            throw UpstreamFailure(
                .refused, blame: .request, code: reason,
                message: KeyRedaction.message(words, credential: target.credential))
        }
        guard json.object != nil, candidate != nil || json["usageMetadata"] != nil else {
            throw UpstreamFailure.malformed("\(dialect.provider) sent no answer.")
        }
        parts = (candidate?["content"]?["parts"]?.array ?? []).flatMap(Self.read)
        finishReason = candidate?["finishReason"]?.string.flatMap { $0 == "FINISH_REASON_UNSPECIFIED" ? nil : $0 }
        usage = json["usageMetadata"].flatMap(Self.usage)
        model = json["modelVersion"]?.string
        id = json["responseId"]?.string
    }

    private static func read(_ part: JSONValue) -> [Part] {
        let signature = part["thoughtSignature"]?.string
        if let call = part["functionCall"], let name = call["name"]?.string {
            return [
                .call(
                    name: name, arguments: call["args"]?.text ?? "{}", id: call["id"]?.string, signature: signature)
            ]
        }
        var parts: [Part] = []
        if let text = part["text"]?.string, !text.isEmpty {
            parts.append(part["thought"]?.bool == true ? .thought(text) : .text(text))
        }
        if let signature { parts.append(.signature(signature)) }
        return parts
    }

    private static func usage(_ json: JSONValue) -> TokenUsage? {
        func count(_ name: String) -> Int { min(max(0, json[name]?.int ?? 0), Int(Int32.max)) }
        guard json["promptTokenCount"] != nil || json["candidatesTokenCount"] != nil else { return nil }
        return TokenUsage(
            input: count("promptTokenCount") + count("toolUsePromptTokenCount"),
            output: count("candidatesTokenCount") + count("thoughtsTokenCount"),
            cachedInput: count("cachedContentTokenCount"))
    }

    /// OpenAI's word for a finish reason of Gemini's.
    ///
    /// - Throws: `malformed` where the model stopped without having answered: what is there of it is no answer.
    static func finish(_ reason: String, asksForTools: Bool) throws(UpstreamFailure) -> FinishReason {
        switch reason {
        case "STOP": return asksForTools ? .toolCalls : .stop
        case "MAX_TOKENS": return .length
        case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "MODEL_ARMOR",
            "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
            return .contentFilter
        case "MISSING_THOUGHT_SIGNATURE":
            throw UpstreamFailure(
                .refused, blame: .request, code: reason,
                message: "A tool call of the conversation lacks the thought signature that came with it.")
        default:
            throw UpstreamFailure(.malformed, code: reason, message: "The model stopped without an answer: \(reason).")
        }
    }
}
