import HTTPMessages
import JSON
import NIOPosix
import Networking
import Synchronization
import Testing

/// A provider of OpenAI's form on a port of this machine that does what a test says, and notes what it was asked.
final class ScriptedUpstream: Sendable {
    struct Call: Sendable {
        /// 0 for the first.
        var number: Int
        var path: String
        var headers: HeaderFields
        var body: JSONValue

        var isStreaming: Bool { body["stream"]?.bool ?? false }
        /// What the answer is to go on from, where the request says so.
        var prefill: String? {
            body["continue_final_message"]?.bool == true
                ? body["messages"]?.array?.last?["content"]?.string : nil
        }
    }

    typealias Script = @Sendable (Call) -> ScriptedReply

    let calls = Tally()
    /// Calls whose caller left before the answer was whole.
    let departures = Tally()
    /// Streams and answers that have come to where they are held.
    let holds = Tally()
    private let script: Mutex<Script>
    private let log = Mutex<[Call]>([])
    private let port = Mutex(0)

    init(_ script: @escaping Script) {
        self.script = Mutex(script)
    }

    var base: HTTPAddress {
        get throws { try #require(HTTPAddress("http://127.0.0.1:\(port.withLock { $0 })/v1")) }
    }

    var received: [Call] { log.withLock { $0 } }

    /// Does something else from now on.
    func change(_ script: @escaping Script) {
        self.script.withLock { $0 = script }
    }

    /// Serves while `body` runs.
    func run<Result: Sendable>(_ body: @Sendable (ScriptedUpstream) async throws -> Result) async throws -> Result {
        var configuration = HTTPServer.Configuration()
        configuration.graceTime = .milliseconds(20)
        let server = HTTPServer(configuration: configuration, group: MultiThreadedEventLoopGroup.singleton)
        let isListening = Tally()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { isListening.add() }
                try await server.run(
                    onListening: { port in
                        self.port.withLock { $0 = port }
                        isListening.add()
                    },
                    handler: { await self.serve($0, $1) })
            }
            await isListening.wait(for: 1)
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body(self)) } catch { result = .failure(error) }
            group.cancelAll()
            try await group.waitForAll()
            return try result.get()
        }
    }

    private func serve(_ request: ReceivedRequest, _ writer: ResponseWriter) async {
        let body = (try? JSONValue(parsing: request.body)) ?? .null
        let call = log.withLock { log in
            let call = Call(number: log.count, path: request.path, headers: request.headers, body: body)
            log.append(call)
            return call
        }
        calls.add()
        let reply = script.withLock { $0 }(call)
        do {
            try await play(reply, to: call, writer)
        } catch {
            departures.add()
        }
    }

    private struct CallerLeft: Error {}

    private func hold(_ door: Door) async throws {
        holds.add()
        guard await door.pass() else { throw CallerLeft() }
    }

    private func play(_ reply: ScriptedReply, to call: Call, _ writer: ResponseWriter) async throws {
        switch reply {
        case .answer(let text, let model): try await send(.completion(text, model: model), 200, writer)
        case .json(let json, let status): try await send(json, status, writer)
        case .status(let status, let headers): try await writer.send(HTTPResponse(status: status, headers: headers))
        case .body(let bytes, let type):
            try await writer.send(HTTPResponse(status: 200, headers: ["Content-Type": type], body: bytes))
        case .held(let door, let next):
            try await hold(door)
            try await play(next, to: call, writer)
        case .halfAnswer(let text, let door):
            try await half(of: text, writer)
            try await hold(door)
            writer.close()
        case .cutAnswer(let text):
            try await half(of: text, writer)
            writer.close()
        case .reset: writer.abort()
        case .stream(let stream): try await play(stream, to: call, writer)
        case .drip:
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "application/json"]))
            while true {
                try await writer.write([0x20])
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func send(_ json: JSONValue, _ status: Int, _ writer: ResponseWriter) async throws {
        try await writer.send(
            HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: json.serialized()))
    }

    private func half(of text: String, _ writer: ResponseWriter) async throws {
        let body = JSONValue.completion(text, model: "model-a").serialized()
        let headers: HeaderFields = ["Content-Type": "application/json", "Content-Length": "\(body.count)"]
        try await writer.begin(HTTPResponseHead(status: 200, headers: headers))
        try await writer.write(Array(body.prefix(body.count / 2)))
    }

    private func play(_ stream: ScriptedStream, to call: Call, _ writer: ResponseWriter) async throws {
        try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
        if stream.saysRole { try await writer.write(stream.chunk(["role": "assistant", "content": ""])) }
        for piece in stream.pieces { try await writer.write(stream.chunk(["content": .string(piece)])) }
        let finish = stream.chunk([:], finish: stream.finish)
        switch stream.ending {
        case .done:
            try await writer.write(finish)
            if call.body["stream_options"]?["include_usage"]?.bool == true { try await writer.write(stream.usage) }
            try await writer.write(Array("data: [DONE]\n\n".utf8))
            try await writer.finish()
        case .finishOnly:
            try await writer.write(finish)
            try await writer.finish()
        case .finishThenReset:
            try await writer.write(finish)
            writer.close()
        case .cleanCut: try await writer.finish()
        case .cut: writer.close()
        case .reset: writer.abort()
        case .error:
            try await writer.write(stream.event(["error": ["message": "Broken inside.", "type": "server_error"]]))
            try await writer.finish()
        case .held(let door):
            try await hold(door)
            writer.close()
        }
    }
}

/// Runs two upstreams.
func withUpstreams<Result: Sendable>(
    _ first: @escaping ScriptedUpstream.Script, _ second: @escaping ScriptedUpstream.Script,
    _ body: @Sendable (ScriptedUpstream, ScriptedUpstream) async throws -> Result
) async throws -> Result {
    try await ScriptedUpstream(first).run { one in
        try await ScriptedUpstream(second).run { other in try await body(one, other) }
    }
}

func withUpstream<Result: Sendable>(
    _ script: @escaping ScriptedUpstream.Script, _ body: @Sendable (ScriptedUpstream) async throws -> Result
) async throws -> Result {
    try await ScriptedUpstream(script).run(body)
}
