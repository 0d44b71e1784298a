import HTTPMessages
import JSON
import MockUpstream
import NIOCore
import NIOPosix
import Networking
import Resilience
import Testing

/// A mock that listens, and a client of it.
struct LiveMock {
    let upstream: MockUpstream
    let client: HTTPClient
    let origin: Origin

    /// Runs `body` against a mock on a free port.
    static func run(
        _ scenario: String = "", seed: UInt64 = 7, logCapacity: Int = 1000, time: TimeSource = .system,
        _ body: @escaping @Sendable (LiveMock) async throws -> Void
    ) async throws {
        let upstream = MockUpstream(
            scenario: try Scenario(reading: scenario), seed: seed, logCapacity: logCapacity, time: time)
        let group = MultiThreadedEventLoopGroup.singleton
        let client = HTTPClient(group: group)
        let (ports, told) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await upstream.run(group: group) { told.yield($0) } }
            defer { tasks.cancelAll() }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            try await body(
                LiveMock(
                    upstream: upstream, client: client,
                    origin: Origin(scheme: .http, host: "127.0.0.1", port: port)))
        }
        await client.shutdown()
    }

    func send(
        _ method: String = "POST", _ target: String, headers: HeaderFields = [:], body: [UInt8] = [],
        limits: CallLimits = CallLimits(head: .seconds(20), idle: .seconds(20))
    ) async throws(TransportError) -> HTTPResponse {
        let request = HTTPRequest(method: method, origin: origin, target: target, headers: headers, body: body)
        let exchange = try await client.send(request, limits: limits)
        let bytes = try await exchange.collect(upTo: 64 << 20)
        return HTTPResponse(status: exchange.head.status, headers: exchange.head.headers, body: bytes)
    }

    /// A question to the mock's chat.
    func chat(
        _ text: String = "Tell me.", model: String = "mock", key: String? = nil, members: JSONObject = [:],
        limits: CallLimits = CallLimits(head: .seconds(20), idle: .seconds(20))
    ) async throws(TransportError) -> HTTPResponse {
        var headers: HeaderFields = ["Content-Type": "application/json"]
        headers["Authorization"] = key.map { "Bearer \($0)" }
        return try await send(
            "POST", "/v1/chat/completions", headers: headers, body: Self.question(text, model: model, members),
            limits: limits)
    }

    static func question(_ text: String, model: String = "mock", _ members: JSONObject = [:]) -> [UInt8] {
        var body: JSONObject = ["model": .string(model), "messages": [["role": "user", "content": .string(text)]]]
        for (name, value) in members { body[name] = value }
        return JSONValue.object(body).serialized()
    }

    /// How a streamed chat came: its text, whether it said its end, and how the transport ended.
    struct Streamed {
        var text = ""
        var events: [ServerSentEvent] = []
        var isDone: Bool { events.last?.data == Array("[DONE]".utf8) }
        var problem: TransportError.Kind?
    }

    func stream(
        _ text: String = "Tell me.", members: JSONObject = [:],
        limits: CallLimits = CallLimits(head: .seconds(20), idle: .seconds(20))
    ) async throws -> Streamed {
        var all = members
        all["stream"] = true
        var streamed = Streamed()
        var decoder = ServerSentEventDecoder()
        do throws(TransportError) {
            let request = HTTPRequest(
                origin: origin, target: "/v1/chat/completions", body: Self.question(text, all))
            let exchange = try await client.send(request, limits: limits)
            while let bytes = try await exchange.next() {
                let events = (try? decoder.receive(bytes)) ?? []
                streamed.events += events
                for event in events {
                    let json = try? JSONValue(parsing: event.data)
                    streamed.text += json?["choices"]?[0]?["delta"]?["content"]?.string ?? ""
                }
            }
        } catch {
            streamed.problem = error.kind
        }
        return streamed
    }

    /// The kind of the transport's failure; `nil` when there was none.
    func problem(_ body: () async throws(TransportError) -> HTTPResponse) async -> TransportError.Kind? {
        do throws(TransportError) {
            _ = try await body()
            return nil
        } catch {
            return error.kind
        }
    }

    /// Waits until no call runs any more, so that the log is whole.
    func settle() async throws {
        for _ in 0..<2000 where upstream.log.totals.running > 0 { try await Task.sleep(for: .milliseconds(2)) }
        #expect(upstream.log.totals.running == 0)
    }
}

extension HTTPResponse {
    var json: JSONValue { (try? JSONValue(parsing: body)) ?? nil }
    /// The text of a chat's answer.
    var text: String? { json["choices"]?[0]?["message"]?["content"]?.string }
}
