import Foundation
import HTTPMessages
import JSON
import Networking

/// An upstream that answers as a model would that understands little: it calls the first tool, fills a schema, speaks.
/// The text of the last message says what is to go wrong.
enum PlausibleModel {
    static let script: ScriptedUpstream.Script = { call, writer in
        switch call.operation {
        case "chat/completions": try await chat(call, writer)
        case "embeddings": try await writer.send(HTTPResponse(status: 200, jsonValue: embeddings(call)))
        case "audio/speech":
            try await writer.send(
                HTTPResponse(status: 200, headers: ["Content-Type": "audio/mpeg"], body: Array("ID3 sound".utf8)))
        case "audio/transcriptions": try await transcript(call, writer)
        case "completions":
            try await writer.send(
                HTTPResponse(
                    status: 200,
                    jsonValue: [
                        "id": "cmpl-1", "object": "text_completion", "created": 1, "model": call.body["model"] ?? "m",
                        "choices": [["index": 0, "text": " upon a time", "finish_reason": "stop", "logprobs": nil]],
                    ]))
        default: try await writer.send(ScriptedUpstream.error(404, "No such path."))
        }
    }

    // MARK: Chat

    private static func chat(_ call: UpstreamCall, _ writer: ResponseWriter) async throws {
        let last = call.body["messages"]?.array?.last
        let text = last?["content"]?.string ?? ""
        switch text {
        case "refuse":
            return try await writer.send(ScriptedUpstream.error(400, "Too long.", code: "context_length_exceeded"))
        case "break": return try await writer.send(ScriptedUpstream.error(500, "Out of order."))
        case "throttle":
            return try await writer.send(
                ScriptedUpstream.error(429, "Slow down.", code: "rate_limit_exceeded", headers: ["Retry-After": "60"]))
        case "stop in the middle":
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            for chunk in ScriptedUpstream.chunks("one two three", of: call).prefix(3) {
                try await writer.write(ScriptedUpstream.event(chunk))
            }
            return writer.close()
        default: break
        }
        if call.body["tools"] != nil, last?["role"] != "tool" { return try await callTool(call, writer) }
        if let schema = call.body["response_format"]?["json_schema"]?["schema"] {
            return try await say(String(decoding: filled(schema).serialized(), as: UTF8.self), call, writer)
        }
        let words = last?["role"] == "tool" ? "The tool says \(text)." : "You said: \(text)"
        try await say(words, call, writer)
    }

    private static func say(_ text: String, _ call: UpstreamCall, _ writer: ResponseWriter) async throws {
        guard call.isStreaming else {
            return try await writer.send(
                HTTPResponse(status: 200, jsonValue: ScriptedUpstream.completion(text, of: call)))
        }
        try await stream(ScriptedUpstream.chunks(text, of: call), writer)
    }

    private static func stream(_ chunks: [JSONValue], _ writer: ResponseWriter) async throws {
        try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
        for chunk in chunks { try await writer.write(ScriptedUpstream.event(chunk)) }
        try await writer.write(Array("data: [DONE]\n\n".utf8))
        try await writer.finish()
    }

    private static func callTool(_ call: UpstreamCall, _ writer: ResponseWriter) async throws {
        let tool = call.body["tools"]?.array?.first?["function"]
        let name = tool?["name"] ?? "none"
        let arguments = String(decoding: filled(tool?["parameters"] ?? [:]).serialized(), as: UTF8.self)
        let begun: JSONValue = [
            "index": 0, "id": "call_1", "type": "function", "function": ["name": name, "arguments": ""],
        ]
        guard call.isStreaming else {
            var json = ScriptedUpstream.completion("", of: call)
            json["choices"] = [
                [
                    "index": 0, "finish_reason": "tool_calls", "logprobs": nil,
                    "message": [
                        "role": "assistant", "content": nil,
                        "tool_calls": [
                            [
                                "id": "call_1", "type": "function",
                                "function": ["name": name, "arguments": .string(arguments)],
                            ]
                        ],
                    ],
                ]
            ]
            return try await writer.send(HTTPResponse(status: 200, jsonValue: json))
        }
        let half = arguments.index(arguments.startIndex, offsetBy: arguments.count / 2)
        let pieces = [arguments[..<half], arguments[half...]].map { piece -> JSONValue in
            ["index": 0, "function": ["arguments": .string(String(piece))]]
        }
        var chunks = [ScriptedUpstream.chunk(["role": "assistant", "content": nil, "tool_calls": [begun]], of: call)]
        chunks += pieces.map { ScriptedUpstream.chunk(["tool_calls": [$0]], of: call) }
        chunks.append(ScriptedUpstream.chunk([:], finish: "tool_calls", of: call))
        try await stream(chunks, writer)
    }

    /// The plainest value that a schema allows.
    private static func filled(_ schema: JSONValue) -> JSONValue {
        if let first = schema["enum"]?.array?.first { return first }
        switch schema["type"]?.string {
        case "object":
            let members = schema["properties"]?.object?.map { ($0.key, filled($0.value)) } ?? []
            return .object(JSONObject(members))
        case "array": return .array([filled(schema["items"] ?? [:])])
        case "integer", "number": return 7
        case "boolean": return true
        default: return "Lisbon"
        }
    }

    // MARK: The rest

    private static func embeddings(_ call: UpstreamCall) -> JSONValue {
        let vector: [Float] = [0.5, -0.25, 1]
        let bytes = vector.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
        let isEncoded = call.body["encoding_format"]?.string == "base64"
        let encoded: JSONValue =
            isEncoded
            ? .string(Data(bytes).base64EncodedString()) : .array(vector.map { JSONValue(Double($0)) })
        let count = call.body["input"]?.array?.count ?? 1
        let data = (0..<count).map { place -> JSONValue in
            ["object": "embedding", "index": JSONValue(place), "embedding": encoded]
        }
        return [
            "object": "list", "model": call.body["model"] ?? "m", "data": .array(data),
            "usage": ["prompt_tokens": 3, "total_tokens": 3],
        ]
    }

    private static func transcript(_ call: UpstreamCall, _ writer: ResponseWriter) async throws {
        let form = try MultipartForm(
            reading: call.request.body, contentType: call.request.headers["content-type"] ?? "")
        let text = "\(form["file"]?.bytes.count ?? 0) bytes of \(form["file"]?.fileName ?? "nothing")"
        guard form["stream"]?.text == "true" else {
            return try await writer.send(HTTPResponse(status: 200, jsonValue: ["text": .string(text)]))
        }
        let events: [JSONValue] = [
            ["type": "transcript.text.delta", "delta": .string(text)],
            ["type": "transcript.text.done", "text": .string(text)],
        ]
        try await writer.send(
            HTTPResponse(
                status: 200, headers: ["Content-Type": "text/event-stream"],
                body: events.flatMap { ScriptedUpstream.event($0) }))
    }
}
