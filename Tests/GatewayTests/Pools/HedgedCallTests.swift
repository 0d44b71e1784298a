import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

/// A pool of two whose calls take a time that the test's clock knows: 100 ms each, as long as nothing is held.
@Suite("A call that takes long")
struct HedgedCallTests {
    /// Makes `count` calls of 100 ms each.
    static func train(
        _ gateway: Gateway, _ request: ModelRequest, calls count: Int, _ time: ManualTime,
        _ upstreams: [ScriptedUpstream]
    ) async throws {
        for _ in 0..<count {
            let door = Door()
            let before = upstreams.map(\.holds.count).reduce(0, +)
            for upstream in upstreams {
                upstream.change { .held(by: door, then: Self.reply("trained", to: $0)) }
            }
            async let reply: Void = Self.finish(gateway, request)
            while upstreams.map(\.holds.count).reduce(0, +) == before { await Task.yield() }
            time.advance(by: .milliseconds(100))
            door.open()
            try await reply
        }
    }

    static func reply(_ text: String, to call: ScriptedUpstream.Call) -> ScriptedReply {
        call.isStreaming ? .stream(ScriptedStream([text, "!"])) : .answer(text + "!")
    }

    private static func finish(_ gateway: Gateway, _ request: ModelRequest) async throws {
        _ = try await text(of: gateway, request)
    }

    static func text(of gateway: Gateway, _ request: ModelRequest) async throws -> String {
        request.isStreaming ? try await gateway.read(request).text : try await gateway.ask(request).text
    }

    @Test("is made a second time elsewhere; the loser is ended and never heard", arguments: [false, true])
    func straggler(isStreaming: Bool) async throws {
        let request = ModelRequest.chat(stream: isStreaming)
        let never: ScriptedUpstream.Script = { _ in .reset }
        try await withUpstreams(never, never) { one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            bench.routes[0].hedging.budget = 0.2
            let gateway = try bench.gateway()
            try await Self.train(gateway, request, calls: 100, time, [one, other])
            let callsBefore = one.calls.count + other.calls.count
            #expect(
                callsBefore == 100, "\(bench.record.attempts.map { "\($0.failure as Any) \($0.isHedge)" }.suffix(20))")

            // The next call hangs where it is made first, and is answered at the other place.
            let order = Tally()
            let stuck = Door()
            let script: ScriptedUpstream.Script = { call in
                order.add() == 0
                    ? .held(by: stuck, then: Self.reply("loser", to: call)) : Self.reply("winner", to: call)
            }
            one.change(script)
            other.change(script)
            let task = Task { try await Self.text(of: gateway, request) }
            await order.wait(for: 1)
            await time.waitForSleepers(1)
            time.advance(by: .milliseconds(90))
            #expect(order.count == 1)
            time.advance(by: .milliseconds(400))
            #expect(try await task.value == "winner!")
            #expect(order.count == 2)
            while one.departures.count + other.departures.count < 1 { await Task.yield() }
            #expect(one.departures.count + other.departures.count == 1)
            #expect(bench.record.attempts.count { $0.isHedge } == 1)
            #expect(bench.record.attempts.count { $0.failure == .cancelled } == 1)
            #expect(bench.record.requests.last?.attempts == 2)
            for report in gateway.endpointReports() {
                #expect(report.gate.inFlight == 0)
                #expect(report.status == .healthy && report.counts.failures == 0)
            }
            // Who was overtaken counts as slow: the other one is preferred.
            let loser = try #require(bench.record.attempts.first { $0.failure == .cancelled }?.endpoint)
            let latencies = Dictionary(
                uniqueKeysWithValues: gateway.endpointReports().map { ($0.name, $0.latency ?? .zero) })
            // At least twice the delay after which the hedge began; the others took 100 ms.
            #expect(try #require(latencies[loser]) > .milliseconds(220))
        }
    }

    @Test("is not hedged where the route says so, and no more often than the budget allows")
    func budget() async throws {
        let never: ScriptedUpstream.Script = { _ in .reset }
        try await withUpstreams(never, never) { one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            bench.routes[0].hedging.isOn = false
            let gateway = try bench.gateway()
            try await Self.train(gateway, .chat(), calls: 60, time, [one, other])
            let stuck = Door()
            let order = Tally()
            let script: ScriptedUpstream.Script = { _ in
                order.add()
                return .held(by: stuck, then: .answer("late"))
            }
            one.change(script)
            other.change(script)
            async let reply = gateway.ask()
            await order.wait(for: 1)
            time.advance(by: .seconds(5))
            #expect(time.sleepers == 0)
            stuck.open()
            #expect(try await reply.text == "late")
            #expect(order.count == 1)
        }
    }

    @Test("is not learned from when the caller left early")
    func leavingTeachesNothing() async throws {
        let never: ScriptedUpstream.Script = { _ in .reset }
        try await withUpstreams(never, never) { one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            let gateway = try bench.gateway()
            try await Self.train(gateway, .chat(), calls: 60, time, [one, other])
            let before = gateway.current.poolsInOrder[0].endpoints.map { $0.hedgeDelay(streaming: false, at: time.now) }
            let stuck = Door()
            let order = Tally()
            let script: ScriptedUpstream.Script = { _ in
                order.add()
                return .held(by: stuck, then: .answer("late"))
            }
            one.change(script)
            other.change(script)
            for turn in 1...100 {
                let task = Task { try await gateway.ask() }
                await order.wait(for: turn)
                time.advance(by: .milliseconds(1))
                task.cancel()
                _ = try? await task.value
            }
            time.advance(by: .seconds(2))
            let after = gateway.current.poolsInOrder[0].endpoints.map { $0.hedgeDelay(streaming: false, at: time.now) }
            #expect(after == before)
        }
    }
}
