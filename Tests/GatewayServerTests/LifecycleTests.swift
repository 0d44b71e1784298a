import Gateway
import HTTPMessages
import JSON
import NIOPosix
import Networking
import Resilience
import Testing

@testable import GatewayServer

@Suite("Requests come and go")
struct LifecycleTests {
    private static let body: JSONValue = [
        "model": "main", "stream": true, "messages": [["role": "user", "content": "a"]],
    ]

    @Test(
        "a client that leaves ends the upstream's call, before the first word and in the middle",
        arguments: [false, true])
    func disconnect(inTheMiddle: Bool) async throws {
        let arrived = Signal<Void>()
        let script: ScriptedUpstream.Script = { call, writer in
            if inTheMiddle {
                try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
                for chunk in ScriptedUpstream.chunks("one two", of: call).prefix(2) {
                    try await writer.write(ScriptedUpstream.event(chunk))
                }
            }
            arrived.send(())
            try await Task.sleep(for: .seconds(60))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            if inTheMiddle {
                let exchange = try await trial.open(path: "/v1/chat/completions", body: Self.body.serialized())
                _ = try await exchange.next()
                exchange.abandon()
            } else {
                let call = Task { try await trial.open(path: "/v1/chat/completions", body: Self.body.serialized()) }
                await arrived.value
                call.cancel()
                _ = await call.result
            }
            await trial.upstream.left.wait(for: 1)
            #expect(trial.upstream.calls.count == 1, "nobody tries again for nobody")
            #expect(try await trial.get("/health").status == 200)
        }
    }

    @Test("a gateway that stops lets a stream end")
    func gracefulStop() async throws {
        let (begun, go) = (Signal<Void>(), Signal<Void>())
        let upstream = ScriptedUpstream { call, writer in
            try await writer.begin(HTTPResponseHead(status: 200, headers: ["Content-Type": "text/event-stream"]))
            for (place, chunk) in ScriptedUpstream.chunks("one two three", of: call).enumerated() {
                try await writer.write(ScriptedUpstream.event(chunk))
                if place == 1 {
                    begun.send(())
                    await go.value
                }
            }
            try await writer.write(Array("data: [DONE]\n\n".utf8))
            try await writer.finish()
        }
        let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton)
        let upstreamPort = Signal<Int>()
        let serving = Task {
            try await server.run(onListening: { upstreamPort.send($0) }) { await upstream.handle($0, $1) }
        }
        defer { serving.cancel() }
        let address = "http://127.0.0.1:\(await upstreamPort.value)/v1"
        var configuration = try ConfigurationReader.configuration(
            from: GatewayTrial.plain.replacing("UPSTREAM", with: address))
        configuration.server.port = 0
        let process = GatewayProcess(configuration: configuration, environment: ["PROVIDER_KEY": "k"])
        let port = Signal<Int>()
        let gateway = Task { try await process.run { port.send($0) } }
        let client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
        let origin = Origin(scheme: .http, host: "127.0.0.1", port: await port.value)
        let exchange = try await client.send(
            HTTPRequest(origin: origin, target: "/v1/chat/completions", body: Self.body.serialized()))
        await begun.value
        gateway.cancel()
        go.send(())
        let text = String(decoding: try await exchange.collect(upTo: 1 << 20), as: UTF8.self)
        #expect(text.contains(" three") && text.hasSuffix("data: [DONE]\n\n"))
        try await gateway.value
        await #expect(throws: TransportError.self, "nobody listens any more") {
            try await client.send(HTTPRequest(method: "GET", origin: origin, target: "/health"))
        }
        await client.shutdown()
    }

    @Test("beyond its places the gateway refuses, the least important first")
    func shedding() async throws {
        let (arrived, go) = (Gauge(), Signal<Void>())
        let script: ScriptedUpstream.Script = { call, writer in
            arrived.add(1)
            await go.value
            try await ScriptedUpstream.echo(call, writer)
        }
        try await GatewayTrial.run(GatewayTrial.plain + "\nserver: { maximum_concurrency: 4 }", upstream: script) {
            trial in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for place in 0..<2 { group.addTask { try await trial.chat("\(place)").status } }
                await arrived.wait(for: 2)
                let refused = try await trial.chat(headers: ["x-atelier-priority": "0"])
                #expect(refused.status == 503 && refused.error?["code"] == "gateway.overloaded")
                #expect(refused.error?["type"] == "server_error")
                #expect(refused.headers["retry-after"] != nil && refused.headers["x-should-retry"] == "true")
                for place in 2..<4 {
                    group.addTask { try await trial.chat("\(place)", headers: ["x-atelier-priority": "9"]).status }
                }
                await arrived.wait(for: 4)
                let full = try await trial.chat(headers: ["x-atelier-priority": "9"])
                #expect(full.status == 503)
                #expect(try await trial.get("/health").status == 200, "reports are always there")
                go.send(())
                for try await status in group { #expect(status == 200) }
            }
            #expect(try await trial.chat(headers: ["x-atelier-priority": "0"]).status == 200, "there is room again")
        }
    }

    @Test("a busy gateway that keeps up refuses nobody, however long it is busy")
    func steadyLoad() {
        let desk = AdmissionDesk(places: 100)
        let start = ContinuousClock.now
        var refused = 0
        // Ten are always under way; one leaves and one comes every ten milliseconds, for a minute.
        for step in 0..<6000 {
            if step >= 10 { desk.leave() }
            do { try desk.enter(priority: 5, at: start + .milliseconds(step * 10)) } catch { refused += 1 }
        }
        #expect(refused == 0)
        #expect(desk.underWay == 10)
    }

    @Test("a key's priority is the most that its holder may claim")
    func claimedPriority() throws {
        let key = KeyConfiguration(name: "a", digest: "", priority: 3)
        func caller(_ claim: String?) throws -> Caller {
            let headers: HeaderFields = claim.map { ["x-atelier-priority": $0] } ?? [:]
            return try RequestReading.caller(ReceivedRequest(method: "POST", path: "/", headers: headers), key: key)
        }
        #expect(try caller(nil).priority == 3)
        #expect(try caller("9").priority == 3)
        #expect(try caller("1").priority == 1)
    }

    @Test("whoever would listen to the world without keys does not begin")
    func exposure() async throws {
        let exposed = try ConfigurationReader.configuration(
            from: "pools: { a: { provider: openai, model: m } }\nserver: { host: 0.0.0.0, port: 0 }")
        let process = GatewayProcess(configuration: exposed)
        await #expect(throws: ConfigurationProblem.self) { try await process.run() }
        var local = exposed
        local.server.host = "127.0.0.1"
        try local.checkExposure()
    }
}
