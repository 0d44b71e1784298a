package import JSON

/// Makes a whole answer in OpenAI's form (`chat.completion`) from what another provider said.
package struct ChatAnswerBuilder: Sendable {
    package var id: String
    /// Seconds since 1970.
    package var created: Int
    package var model: String
    /// `nil` where the model wrote no text at all (it asked for tools): `content` is `null` then, as with OpenAI.
    package var text: String?
    /// What the model thought aloud: `reasoning_content`, the field that most servers agree on.
    package var reasoning: String?
    package var refusal: String?
    package var toolCalls: [ChatToolCall]
    package var finish: FinishReason
    package var usage: TokenUsage?
    /// Further members of the message that only one provider has.
    package var extras: JSONObject

    package init(id: String, created: Int, model: String, finish: FinishReason) {
        self.id = id
        self.created = created
        self.model = model
        self.finish = finish
        self.toolCalls = []
        self.extras = [:]
    }

    package func answer() -> ModelAnswer {
        var message: JSONObject = ["role": "assistant", "content": text.map { .string($0) } ?? .null]
        message["refusal"] = refusal.map { .string($0) } ?? .null
        if let reasoning, !reasoning.isEmpty { message["reasoning_content"] = .string(reasoning) }
        if !toolCalls.isEmpty { message["tool_calls"] = .array(toolCalls.map(Self.json)) }
        for (name, value) in extras { message[name] = value }
        var json: JSONValue = [
            "id": .string(id), "object": "chat.completion", "created": JSONValue(created), "model": .string(model),
            "choices": [
                [
                    "index": 0, "message": .object(message), "logprobs": .null,
                    "finish_reason": .string(finish.rawValue),
                ]
            ],
        ]
        json["usage"] = usage?.json
        return ModelAnswer(payload: json.serialized(), json: json, model: model, usage: usage, finish: finish)
    }

    private static func json(_ call: ChatToolCall) -> JSONValue {
        [
            "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
        ]
    }
}
