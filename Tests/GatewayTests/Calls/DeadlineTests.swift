import Gateway
import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@Suite("The deadline of a request")
struct DeadlineTests {
    private static let deadline = Duration.milliseconds(150)

    private func expectInTime(
        _ gateway: Gateway, _ request: ModelRequest = .chat(), _ caller: Caller = Caller(deadline: deadline)
    ) async throws -> GatewayError {
        let clock = ContinuousClock()
        let start = clock.now
        let error = try await gateway.failure(request, for: caller)
        #expect(start.duration(to: clock.now) < .seconds(20))
        #expect(error.status == 504)
        return error
    }

    @Test("holds for an endpoint that never begins to answer", arguments: [false, true])
    func hang(isStreaming: Bool) async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .answer("late")) }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            let error = try await expectInTime(gateway, .chat(stream: isStreaming))
            #expect(error.code == "deadline.exceeded")
            await upstream.departures.wait(for: 1)
            #expect(await eventually { gateway.endpointReports()[0].gate.inFlight == 0 })
        }
    }

    @Test("holds for an answer that stops half-way, and for one that drips")
    func half() async throws {
        let door = Door()
        for script: ScriptedReply in [.halfAnswer("half", heldBy: door), .drip] {
            try await withUpstream({ _ in script }) { upstream in
                let gateway = try GatewayBench(.scripted(upstream)).gateway()
                #expect(try await expectInTime(gateway).code == "deadline.exceeded")
                await upstream.departures.wait(for: 1)
            }
        }
    }

    @Test("holds for a stream that stops in the middle, which is then an error")
    func stream() async throws {
        let door = Door()
        try await withUpstream({ _ in .stream(ScriptedStream(["a", "b"], .held(by: door))) }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            let read = try await gateway.read(for: Caller(deadline: .seconds(3)))
            #expect(read.text == "ab")
            #expect(read.error?.code == "stream.broken")
        }
    }

    @Test("holds while others occupy the endpoint")
    func gateFull() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .answer("well")) }) { upstream in
            let gateway = try GatewayBench(
                .scripted(upstream, limits: EndpointLimits(concurrency: 1))
            ).gateway()
            async let first = gateway.ask()
            await upstream.holds.wait(for: 1)
            _ = try await expectInTime(gateway)
            door.open()
            #expect(try await first.text == "well")
            #expect(upstream.calls.count == 1)
        }
    }

    @Test("leaves time for the fallback when an endpoint does not begin to answer")
    func fallbackAfterHang() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .answer("late")) }) { upstream in
            // The walk goes by a clock that stands still, the connection by the real one: it has three quarters of it.
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(upstream))
            bench.time = time.source
            bench.routes[0].retry.attempts = 1
            bench.addFallback("local", .offline)
            let gateway = try bench.gateway()
            let reply = try await gateway.ask(for: Caller(deadline: .seconds(4)))
            #expect(reply.report.model == "local/extractive")
            let failure = try #require(gateway.endpointReports()[0].counts.lastFailure)
            #expect(failure.message.contains("took too long to begin"), "not the deadline of the whole: \(failure)")
        }
    }

    @Test("leaves time for the fallback when an endpoint is full")
    func fallbackAfterQueue() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .answer("well")) }) { upstream in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(upstream, limits: EndpointLimits(concurrency: 1)))
            bench.time = time.source
            bench.addFallback("local", .offline)
            let gateway = try bench.gateway()
            async let first = gateway.ask()
            await upstream.holds.wait(for: 1)
            async let second = gateway.ask(for: Caller(deadline: .seconds(40)))
            await time.waitForSleepers(1)
            #expect(time.wakeTimes == [time.start + .seconds(30)])
            time.advance(by: .seconds(30))
            #expect(try await second.report.model == "local/extractive")
            door.open()
            #expect(try await first.text == "well")
        }
    }

    @Test("of one caller is not made longer by another who asks the same")
    func shared() async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .answer("well")) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = true
            let gateway = try bench.gateway()
            async let patient = gateway.ask()
            await upstream.holds.wait(for: 1)
            #expect(try await expectInTime(gateway).code == "deadline.exceeded")
            door.open()
            #expect(try await patient.text == "well")
        }
    }
}
