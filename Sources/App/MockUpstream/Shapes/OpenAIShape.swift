import HTTPMessages
import JSON

/// Chat and completions as OpenAI writes them.
struct OpenAIShape: ProviderShape {
    let isChat: Bool
    let includesUsage: Bool

    var streamType: String { "text/event-stream; charset=utf-8" }

    func whole(_ reply: Reply) -> [UInt8] {
        let choices = (0..<reply.choices).map { index -> JSONValue in
            var choice: JSONObject = ["index": JSONValue(index)]
            if isChat {
                choice["message"] = message(reply)
            } else {
                choice["text"] = .string(reply.text)
            }
            choice["logprobs"] = .null
            choice["finish_reason"] = .string(Self.word(reply.finish))
            return .object(choice)
        }
        return answer(reply, choices: choices).serialized()
    }

    func withoutChoices(_ reply: Reply) -> [UInt8] {
        answer(reply, choices: []).serialized()
    }

    private func answer(_ reply: Reply, choices: [JSONValue]) -> JSONValue {
        [
            "id": .string(id(reply)), "object": .string(isChat ? "chat.completion" : "text_completion"),
            "created": JSONValue(reply.created), "model": .string(reply.model), "choices": .array(choices),
            "usage": usage(reply),
        ]
    }

    private func message(_ reply: Reply) -> JSONValue {
        guard let tool = reply.tool else {
            return ["role": "assistant", "content": .string(reply.text), "refusal": nil]
        }
        let call: JSONValue = [
            "id": .string(Self.callID(reply)), "type": "function",
            "function": ["name": .string(tool), "arguments": .string(reply.text)],
        ]
        return ["role": "assistant", "content": nil, "tool_calls": [call], "refusal": nil]
    }

    private func usage(_ reply: Reply) -> JSONValue {
        [
            "prompt_tokens": JSONValue(reply.inputTokens), "completion_tokens": JSONValue(reply.outputTokens),
            "total_tokens": JSONValue(reply.inputTokens + reply.outputTokens),
        ]
    }

    private func id(_ reply: Reply) -> String { (isChat ? "chatcmpl-" : "cmpl-") + reply.id }
    private static func callID(_ reply: Reply) -> String { "call_" + reply.id }

    private static func word(_ finish: Reply.Finish) -> String {
        switch finish {
        case .stop: "stop"
        case .length: "length"
        case .tool: "tool_calls"
        }
    }
}

// Streams.
extension OpenAIShape {
    func opening(_ reply: Reply) -> [UInt8] {
        guard isChat else { return [] }
        var delta: JSONObject = ["role": "assistant"]
        if let tool = reply.tool {
            delta["content"] = .null
            delta["tool_calls"] = [
                [
                    "index": 0, "id": .string(Self.callID(reply)), "type": "function",
                    "function": ["name": .string(tool), "arguments": ""],
                ]
            ]
        } else {
            delta["content"] = ""
        }
        return events(reply) { ["index": JSONValue($0), "delta": .object(delta), "finish_reason": nil] }
    }

    func pieces(_ reply: Reply) -> [[UInt8]] {
        let frames = (0..<reply.choices).map { frame(reply, choice: $0) }
        return reply.tokens.map { token in
            var bytes: [UInt8] = []
            for frame in frames {
                bytes += frame.before
                JSONValue.string(token).append(to: &bytes)
                bytes += frame.after
            }
            return bytes
        }
    }

    /// What is before and after the token in each event: only the token differs, and it is the last string in it.
    private func frame(_ reply: Reply, choice index: Int) -> (before: [UInt8], after: [UInt8]) {
        let mark = "\u{1}"
        var choice: JSONObject = ["index": JSONValue(index)]
        if !isChat {
            choice["text"] = .string(mark)
        } else if reply.tool != nil {
            choice["delta"] = ["tool_calls": [["index": 0, "function": ["arguments": .string(mark)]]]]
        } else {
            choice["delta"] = ["content": .string(mark)]
        }
        choice["finish_reason"] = .null
        var event: [UInt8] = []
        ServerSentEvent.append(chunk(reply, choices: [.object(choice)]).serialized(), to: &event)
        let written = JSONValue.string(mark).serialized()
        var start = event.count - written.count
        while start > 0, !event[start...].starts(with: written) { start -= 1 }
        return (Array(event[..<start]), Array(event[(start + written.count)...]))
    }

    func closing(_ reply: Reply) -> [UInt8] {
        var bytes = events(reply) { index in
            var choice: JSONObject = ["index": JSONValue(index)]
            if isChat { choice["delta"] = [:] } else { choice["text"] = "" }
            choice["finish_reason"] = .string(Self.word(reply.finish))
            return .object(choice)
        }
        if includesUsage {
            var last = chunk(reply, choices: [])
            last["usage"] = usage(reply)
            ServerSentEvent.append(last.serialized(), to: &bytes)
        }
        ServerSentEvent.append("[DONE]".utf8, to: &bytes)
        return bytes
    }

    func streamWithoutChoices(_ reply: Reply) -> [UInt8] {
        var bytes: [UInt8] = []
        ServerSentEvent.append(chunk(reply, choices: []).serialized(), to: &bytes)
        ServerSentEvent.append("[DONE]".utf8, to: &bytes)
        return bytes
    }

    private func events(_ reply: Reply, _ choice: (Int) -> JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in 0..<reply.choices {
            ServerSentEvent.append(chunk(reply, choices: [choice(index)]).serialized(), to: &bytes)
        }
        return bytes
    }

    private func chunk(_ reply: Reply, choices: [JSONValue]) -> JSONValue {
        [
            "id": .string(id(reply)), "object": .string(isChat ? "chat.completion.chunk" : "text_completion"),
            "created": JSONValue(reply.created), "model": .string(reply.model), "choices": .array(choices),
        ]
    }
}

// Errors.
extension OpenAIShape {
    func brokenPiece() -> [UInt8] {
        Array("data: {\"id\":\"chatcmpl-broken\",\"choices\":[{\"delta\":{\"cont\n\n".utf8)
    }

    func error(_ error: ProviderError) -> [UInt8] { Self.json(error).serialized() }

    func streamError(_ error: ProviderError) -> [UInt8] {
        var bytes: [UInt8] = []
        ServerSentEvent.append(Self.json(error).serialized(), to: &bytes)
        return bytes
    }

    static func json(_ error: ProviderError) -> JSONValue {
        let (type, code) = words[error.status] ?? (error.status < 500 ? "invalid_request_error" : "server_error", nil)
        return [
            "error": [
                "message": .string(error.message), "type": .string(type), "param": nil,
                "code": code.map { .string($0) } ?? .null,
            ]
        ]
    }

    private static let words: [Int: (type: String, code: String?)] = [
        401: ("invalid_request_error", "invalid_api_key"), 403: ("permission_error", "permission_denied"),
        404: ("invalid_request_error", "model_not_found"), 408: ("timeout", "timeout"),
        429: ("requests", "rate_limit_exceeded"), 503: ("service_unavailable", "service_unavailable"),
        504: ("timeout", "timeout"), 529: ("overloaded_error", "overloaded"),
    ]
}
