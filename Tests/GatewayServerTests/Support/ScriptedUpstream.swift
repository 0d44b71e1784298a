import HTTPMessages
import JSON
import Networking
import Synchronization

/// What an upstream does with a request, and what it was asked.
final class ScriptedUpstream: Sendable {
    typealias Script = @Sendable (UpstreamCall, ResponseWriter) async throws -> Void

    private let script: Script
    private let received = Mutex<[UpstreamCall]>([])
    /// How many requests were being answered when their client left.
    let left = Gauge()

    init(_ script: @escaping Script) {
        self.script = script
    }

    var calls: [UpstreamCall] { received.withLock { $0 } }

    func handle(_ request: ReceivedRequest, _ writer: ResponseWriter) async {
        let call = received.withLock { calls in
            let call = UpstreamCall(request: request, number: calls.count)
            calls.append(call)
            return call
        }
        do {
            try await script(call, writer)
        } catch {
            left.add(1)
            writer.close()
        }
    }
}

/// A request as the upstream got it.
struct UpstreamCall: Sendable {
    let request: ReceivedRequest
    /// From 0, in the order of arrival.
    let number: Int

    var body: JSONValue { (try? JSONValue(parsing: request.body)) ?? .null }
    var isStreaming: Bool { body["stream"]?.bool ?? false }
    var operation: String { String(request.path.dropFirst("/v1/".count)) }
}

extension ScriptedUpstream {
    /// Answers a chat with its last message behind "You said: ", in one piece or as a stream.
    static let echo: Script = { call, writer in
        let said = call.body["messages"]?.array?.last?["content"]?.string ?? ""
        let text = "You said: \(said)"
        if call.isStreaming {
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            for piece in chunks(text, of: call) { try await writer.write(event(piece)) }
            try await writer.write(Array("data: [DONE]\n\n".utf8))
            try await writer.finish()
        } else {
            try await writer.send(HTTPResponse(status: 200, jsonValue: completion(text, of: call)))
        }
    }

    static let usage: JSONValue = ["prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120]

    static func completion(_ text: String, of call: UpstreamCall) -> JSONValue {
        [
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000,
            "model": call.body["model"] ?? "m",
            "choices": [
                [
                    "index": 0, "message": ["role": "assistant", "content": .string(text)], "logprobs": nil,
                    "finish_reason": "stop",
                ]
            ],
            "usage": usage,
        ]
    }

    /// The role, every word, the reason to stop, and the usage where it was asked for.
    static func chunks(_ text: String, of call: UpstreamCall) -> [JSONValue] {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var chunks = [chunk(["role": "assistant", "content": ""], of: call)]
        for (place, word) in words.enumerated() {
            chunks.append(chunk(["content": .string(place == 0 ? word : " " + word)], of: call))
        }
        chunks.append(chunk([:], finish: "stop", of: call))
        if call.body["stream_options"]?["include_usage"]?.bool == true {
            var last = chunk([:], of: call)
            last["choices"] = []
            last["usage"] = usage
            chunks.append(last)
        }
        return chunks
    }

    static func chunk(_ delta: JSONValue, finish: String? = nil, of call: UpstreamCall) -> JSONValue {
        [
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_700_000_000,
            "model": call.body["model"] ?? "m",
            "choices": [
                ["index": 0, "delta": delta, "finish_reason": finish.map { .string($0) } ?? .null]
            ],
        ]
    }

    static func event(_ json: JSONValue) -> [UInt8] {
        Array("data: ".utf8) + json.serialized() + Array("\n\n".utf8)
    }

    static func error(
        _ status: Int, _ message: String, code: String? = nil, headers: HeaderFields = HeaderFields()
    ) -> HTTPResponse {
        var response = HTTPResponse(
            status: status,
            jsonValue: [
                "error": [
                    "message": .string(message), "type": "error", "code": code.map { .string($0) } ?? .null,
                ]
            ])
        for field in headers { response.head.headers.add(name: field.name, value: field.value) }
        return response
    }
}

extension HTTPResponse {
    init(status: Int, jsonValue: JSONValue) {
        self.init(status: status, headers: ["Content-Type": "application/json"], body: jsonValue.serialized())
    }
}
