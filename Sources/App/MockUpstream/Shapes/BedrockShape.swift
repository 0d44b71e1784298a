import Gateway
import HTTPMessages
import JSON

/// Converse and ConverseStream as Amazon Bedrock writes them.
struct BedrockShape: ProviderShape {
    var streamType: String { "application/vnd.amazon.eventstream" }

    func whole(_ reply: Reply) -> [UInt8] {
        let block: JSONValue
        if let tool = reply.tool {
            block = [
                "toolUse": [
                    "toolUseId": .string("tooluse_" + reply.id), "name": .string(tool), "input": reply.arguments,
                ]
            ]
        } else {
            block = ["text": .string(reply.text)]
        }
        let json: JSONValue = [
            "output": ["message": ["role": "assistant", "content": [block]]],
            "stopReason": .string(Self.word(reply.finish)), "usage": Self.usage(reply), "metrics": ["latencyMs": 1],
        ]
        return json.serialized()
    }

    func withoutChoices(_ reply: Reply) -> [UInt8] {
        let json: JSONValue = [
            "output": [:], "stopReason": .string(Self.word(reply.finish)), "usage": Self.usage(reply),
        ]
        return json.serialized()
    }

    private static func usage(_ reply: Reply) -> JSONValue {
        [
            "inputTokens": JSONValue(reply.inputTokens), "outputTokens": JSONValue(reply.outputTokens),
            "totalTokens": JSONValue(reply.inputTokens + reply.outputTokens),
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

    /// A block of text has no beginning of its own; only tool calls have one.
    func opening(_ reply: Reply) -> [UInt8] {
        let start = Self.event("messageStart", ["role": "assistant"])
        guard let tool = reply.tool else { return start }
        let call: JSONValue = ["toolUse": ["toolUseId": .string("tooluse_" + reply.id), "name": .string(tool)]]
        return start + Self.event("contentBlockStart", ["start": call, "contentBlockIndex": 0])
    }

    func pieces(_ reply: Reply) -> [[UInt8]] {
        reply.tokens.map { token in
            let delta: JSONValue = reply.tool == nil ? ["text": .string(token)] : ["toolUse": ["input": .string(token)]]
            return Self.event("contentBlockDelta", ["contentBlockIndex": 0, "delta": delta])
        }
    }

    func closing(_ reply: Reply) -> [UInt8] {
        Self.event("contentBlockStop", ["contentBlockIndex": 0])
            + Self.event("messageStop", ["stopReason": .string(Self.word(reply.finish))])
            + Self.event("metadata", ["usage": Self.usage(reply), "metrics": ["latencyMs": 1]])
    }

    private static func event(_ type: String, _ json: JSONValue) -> [UInt8] {
        encoded(EventStreamMessage(event: type, json: json.serialized()))
    }

    /// Only a message of gigabytes cannot be encoded.
    private static func encoded(_ message: EventStreamMessage) -> [UInt8] {
        (try? message.encoded()) ?? []
    }

    // MARK: Errors

    /// A good frame with broken JSON in it.
    func brokenPiece() -> [UInt8] {
        Self.encoded(EventStreamMessage(event: "contentBlockDelta", json: Array("{\"contentBlockIndex\":0,\"del".utf8)))
    }

    func error(_ error: ProviderError) -> [UInt8] {
        let json: JSONValue = ["message": .string(error.message)]
        return json.serialized()
    }

    func headers(of error: ProviderError) -> HeaderFields {
        ["x-amzn-ErrorType": Self.name(error.status) + ":http://internal.amazon.com/coral/com.amazon.bedrock/"]
    }

    func streamError(_ error: ProviderError) -> [UInt8] {
        let name = Self.name(error.status)
        let json: JSONValue = ["message": .string(error.message)]
        return Self.encoded(
            EventStreamMessage(exception: name.prefix(1).lowercased() + name.dropFirst(), json: json.serialized()))
    }

    private static func name(_ status: Int) -> String {
        names[status] ?? (status < 500 ? "ValidationException" : "InternalServerException")
    }

    private static let names = [
        401: "UnrecognizedClientException", 403: "AccessDeniedException", 404: "ResourceNotFoundException",
        408: "ModelTimeoutException", 424: "ModelErrorException", 429: "ThrottlingException",
        502: "ServiceUnavailableException", 503: "ServiceUnavailableException", 504: "ModelTimeoutException",
        529: "ServiceUnavailableException",
    ]
}
