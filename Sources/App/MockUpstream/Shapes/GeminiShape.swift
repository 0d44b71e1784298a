import HTTPMessages
import JSON

/// `generateContent` and `streamGenerateContent` as Google writes them, for the Gemini API and for Vertex AI.
struct GeminiShape: ProviderShape {
    /// Server-sent events; otherwise one array of JSON, which is what is sent without "alt=sse".
    let isEventStream: Bool

    var streamType: String { isEventStream ? "text/event-stream" : "application/json; charset=UTF-8" }

    func whole(_ reply: Reply) -> [UInt8] {
        let part: JSONValue =
            reply.tool.map { ["functionCall": ["name": .string($0), "args": reply.arguments]] }
            ?? ["text": .string(reply.text)]
        return response(reply, part: part, output: reply.outputTokens, finish: reply.finish).serialized()
    }

    func withoutChoices(_ reply: Reply) -> [UInt8] {
        let json: JSONValue = ["modelVersion": .string(reply.model), "responseId": .string(reply.id)]
        return json.serialized()
    }

    private func response(_ reply: Reply, part: JSONValue?, output: Int, finish: Reply.Finish?) -> JSONValue {
        var content: JSONObject = ["role": "model"]
        if let part { content["parts"] = [part] }
        var candidate: JSONObject = ["content": .object(content)]
        if let finish { candidate["finishReason"] = finish == .length ? "MAX_TOKENS" : "STOP" }
        candidate["index"] = 0
        return [
            "candidates": [.object(candidate)],
            "usageMetadata": [
                "promptTokenCount": JSONValue(reply.inputTokens), "candidatesTokenCount": JSONValue(output),
                "totalTokenCount": JSONValue(reply.inputTokens + output),
            ],
            "modelVersion": .string(reply.model), "responseId": .string(reply.id),
        ]
    }

    // MARK: Streams

    func opening(_ reply: Reply) -> [UInt8] { isEventStream ? [] : Array("[".utf8) }

    /// Arguments of a tool call are not divided: they come with the last piece, and the others are empty texts.
    func pieces(_ reply: Reply) -> [[UInt8]] {
        reply.tokens.indices.map { index in
            var part: JSONValue = ["text": .string(reply.tokens[index])]
            if let tool = reply.tool {
                let isLast = index == reply.tokens.count - 1
                part = isLast ? ["functionCall": ["name": .string(tool), "args": reply.arguments]] : ["text": ""]
            }
            return framed(
                response(reply, part: part, output: index + 1, finish: nil), separator: index == 0 ? "" : ",\r\n")
        }
    }

    func closing(_ reply: Reply) -> [UInt8] {
        let last = response(reply, part: ["text": ""], output: reply.outputTokens, finish: reply.finish)
        return framed(last, separator: reply.tokens.isEmpty ? "" : ",\r\n") + (isEventStream ? [] : Array("]".utf8))
    }

    /// Google ends the lines of its events with CRLF.
    private func framed(_ json: JSONValue, separator: String) -> [UInt8] {
        var bytes = Array((isEventStream ? "data: " : separator).utf8)
        json.append(to: &bytes)
        if isEventStream { bytes += "\r\n\r\n".utf8 }
        return bytes
    }

    // MARK: Errors

    func brokenPiece() -> [UInt8] {
        Array((isEventStream ? "data: {\"candidates\": [{\"cont\r\n\r\n" : ",{\"candidates\": [{\"cont]").utf8)
    }

    func error(_ error: ProviderError) -> [UInt8] { Self.json(error).serialized() }

    func streamError(_ error: ProviderError) -> [UInt8] { framed(Self.json(error), separator: ",\r\n") }

    private static func json(_ error: ProviderError) -> JSONValue {
        let status = names[error.status] ?? (error.status < 500 ? "INVALID_ARGUMENT" : "INTERNAL")
        var object: JSONObject = [
            "code": JSONValue(error.status), "message": .string(error.message), "status": .string(status),
        ]
        if let wait = error.wait {
            object["details"] = [
                ["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": .string("\(wait)s")]
            ]
        }
        return ["error": .object(object)]
    }

    private static let names = [
        401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 408: "DEADLINE_EXCEEDED",
        429: "RESOURCE_EXHAUSTED", 502: "UNAVAILABLE", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
        529: "UNAVAILABLE",
    ]
}
