import HTTPMessages
import JSON

/// Messages as Anthropic writes them.
struct AnthropicShape: ProviderShape {
    var streamType: String { "text/event-stream; charset=utf-8" }

    func whole(_ reply: Reply) -> [UInt8] {
        let block: JSONValue
        if let tool = reply.tool {
            block = [
                "type": "tool_use", "id": .string("toolu_" + reply.id), "name": .string(tool),
                "input": reply.arguments,
            ]
        } else {
            block = ["type": "text", "text": .string(reply.text)]
        }
        return message(reply, content: [block], reason: .string(Self.word(reply.finish)), output: reply.outputTokens)
            .serialized()
    }

    func withoutChoices(_ reply: Reply) -> [UInt8] {
        var json = message(reply, content: [], reason: .string(Self.word(reply.finish)), output: 0)
        json["content"] = nil
        return json.serialized()
    }

    private func message(_ reply: Reply, content: [JSONValue], reason: JSONValue, output: Int) -> JSONValue {
        [
            "id": .string("msg_" + reply.id), "type": "message", "role": "assistant", "model": .string(reply.model),
            "content": .array(content), "stop_reason": reason, "stop_sequence": nil,
            "usage": ["input_tokens": JSONValue(reply.inputTokens), "output_tokens": JSONValue(output)],
        ]
    }

    private static func word(_ finish: Reply.Finish) -> String {
        switch finish {
        case .stop: "end_turn"
        case .length: "max_tokens"
        case .tool: "tool_use"
        }
    }

    // MARK: Streams

    func opening(_ reply: Reply) -> [UInt8] {
        let block: JSONValue =
            reply.tool.map { tool in
                ["type": "tool_use", "id": .string("toolu_" + reply.id), "name": .string(tool), "input": [:]]
            } ?? ["type": "text", "text": ""]
        let start = message(reply, content: [], reason: .null, output: 1)
        return Self.event("message_start", ["message": start])
            + Self.event("content_block_start", ["index": 0, "content_block": block])
            + Self.event("ping", [:])
    }

    func pieces(_ reply: Reply) -> [[UInt8]] {
        reply.tokens.map { token in
            let delta: JSONValue =
                reply.tool == nil
                ? ["type": "text_delta", "text": .string(token)]
                : ["type": "input_json_delta", "partial_json": .string(token)]
            return Self.event("content_block_delta", ["index": 0, "delta": delta])
        }
    }

    func closing(_ reply: Reply) -> [UInt8] {
        let delta: JSONValue = ["stop_reason": .string(Self.word(reply.finish)), "stop_sequence": nil]
        return Self.event("content_block_stop", ["index": 0])
            + Self.event(
                "message_delta", ["delta": delta, "usage": ["output_tokens": JSONValue(reply.outputTokens)]])
            + Self.event("message_stop", [:])
    }

    private static func event(_ name: String, _ members: JSONObject) -> [UInt8] {
        var object: JSONObject = ["type": .string(name)]
        for (key, value) in members { object[key] = value }
        return ServerSentEvent(name: name, data: JSONValue.object(object).serialized()).encoded()
    }

    // MARK: Errors

    func brokenPiece() -> [UInt8] {
        Array("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"del\n\n".utf8)
    }

    func error(_ error: ProviderError) -> [UInt8] { Self.json(error).serialized() }

    func streamError(_ error: ProviderError) -> [UInt8] {
        ServerSentEvent(name: "error", data: Self.json(error).serialized()).encoded()
    }

    private static func json(_ error: ProviderError) -> JSONValue {
        let type = types[error.status] ?? (error.status < 500 ? "invalid_request_error" : "api_error")
        return ["type": "error", "error": ["type": .string(type), "message": .string(error.message)]]
    }

    private static let types = [
        401: "authentication_error", 403: "permission_error", 404: "not_found_error", 408: "timeout_error",
        429: "rate_limit_error", 503: "overloaded_error", 504: "timeout_error", 529: "overloaded_error",
    ]
}
