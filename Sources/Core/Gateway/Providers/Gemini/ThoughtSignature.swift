import JSON

/// Gemini's sealed record of what it thought before a tool call. It has to come back with the conversation, so that
/// the model can go on from there, and travels as `extra_content.google.thought_signature`: the place that Google's
/// own interface in OpenAI's shape gives it.
enum ThoughtSignature {
    /// What Google documents for conversations whose signatures are lost or were made by another model.
    static let unknown = "skip_thought_signature_validator"

    /// From Gemini 3 on, a tool call of the past without a signature is refused.
    static func isRequired(by model: String) -> Bool {
        !["gemini-1", "gemini-2"].contains { model.contains($0) }
    }

    static func read(_ source: JSONValue?) -> String? {
        source?["extra_content"]?["google"]?["thought_signature"]?.string
    }

    static func json(_ signature: String) -> JSONValue {
        ["google": ["thought_signature": .string(signature)]]
    }

    /// The answer with the signatures on those of its tool calls that have one.
    static func adding(_ signatures: [String?], to answer: ModelAnswer) -> ModelAnswer {
        guard signatures.contains(where: { $0 != nil }), var json = answer.json,
            var calls = json["choices"]?[0]?["message"]?["tool_calls"]?.array
        else { return answer }
        for (index, signature) in signatures.enumerated() where index < calls.count {
            if let signature { calls[index]["extra_content"] = Self.json(signature) }
        }
        json["choices"]?[0]?["message"]?["tool_calls"] = .array(calls)
        var answer = answer
        answer.payload = json.serialized()
        answer.json = json
        return answer
    }

    /// The piece of a stream that begins a tool call, with its signature.
    static func adding(_ signature: String?, to chunk: StreamChunk) -> StreamChunk {
        guard let signature, var json = try? JSONValue(parsing: chunk.payload) else { return chunk }
        json["choices"]?[0]?["delta"]?["tool_calls"]?[0]?["extra_content"] = Self.json(signature)
        var chunk = chunk
        chunk.payload = json.serialized()
        return chunk
    }
}
