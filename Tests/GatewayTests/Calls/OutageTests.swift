import Gateway
import JSON
import Networking
import Resilience
import TestKit
import Testing

@Suite("An outage")
struct OutageTests {
    @Test("of everything costs at most a tenth more calls than requests, and ends", arguments: [503, 429, 500])
    func total(status: Int) async throws {
        let script: ScriptedUpstream.Script = { _ in .status(status) }
        try await withUpstreams(script, script) { one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            bench.routes[0].retry = RetryConfiguration(attempts: 6, base: .milliseconds(1), cap: .milliseconds(2))
            let gateway = try bench.gateway()
            for _ in 0..<300 {
                _ = try await time.driving { try await gateway.failure(for: Caller(deadline: .seconds(2))) }
                time.advance(by: .milliseconds(20))
            }
            let calls = one.calls.count + other.calls.count
            #expect(calls <= 330 + 10)
            #expect(calls > 0)
            one.change { _ in .answer("well") }
            other.change { _ in .answer("well") }
            time.advance(by: .seconds(121))
            var successes = 0
            for _ in 0..<20 {
                if (try? await time.driving { try await gateway.ask() }) != nil { successes += 1 }
                time.advance(by: .seconds(2))
            }
            #expect(successes >= 19)
        }
    }

    @Test("of one region that answers 503 to everything is not seen, and the region is soon left alone")
    func regionOverloaded() async throws {
        try await withUpstreams({ _ in .status(503) }, { _ in .answer("well") }) { ill, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(ill), .scripted(other, name: "two"))
            bench.time = time.source
            let gateway = try bench.gateway()
            for _ in 0..<1000 {
                _ = try await time.driving { try await gateway.ask() }
                time.advance(by: .milliseconds(20))
            }
            #expect((1...12).contains(ill.calls.count), "\(ill.calls.count) calls")
            // Not one was lost, and each took one call more at most.
            #expect(other.calls.count == 1000)
        }
    }

    @Test("is not what it is when an endpoint is merely busy: 503 makes it rest only when nothing else comes")
    func busyIsNotDown() async throws {
        try await withUpstream({ $0.number % 6 == 5 ? .answer("well") : .status(503) }) { upstream in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(upstream))
            bench.time = time.source
            bench.routes[0].retry = RetryConfiguration(attempts: 1, base: .zero, cap: .zero)
            let gateway = try bench.gateway()
            for _ in 0..<120 {
                _ = try? await time.driving { try await gateway.ask() }
                time.advance(by: .seconds(1))
                #expect(gateway.endpointReports()[0].status == .healthy)
            }
            #expect(upstream.calls.count == 120)
            upstream.change { _ in .status(503) }
            var calls = 0
            while gateway.endpointReports()[0].status != .resting, calls < 100 {
                _ = try await time.driving { try await gateway.failure() }
                time.advance(by: .seconds(1))
                calls += 1
            }
            #expect((9...11).contains(calls), "\(calls) calls")
        }
    }

    @Test("with throttles only does not keep the fallback from being found again")
    func fallbackReturns() async throws {
        try await withUpstreams({ _ in .status(429) }, { _ in .status(429) }) { one, other in
            let time = ManualTime()
            let limits = EndpointLimits(requestsPerMinute: 60_000)
            var bench = try GatewayBench(.scripted(one, limits: limits))
            bench.time = time.source
            bench.addFallback("second", try .scripted(other, name: "two", limits: limits))
            bench.routes[0].retry = RetryConfiguration(attempts: 1, base: .zero, cap: .zero)
            let gateway = try bench.gateway()
            for _ in 0..<150 {
                _ = try await time.driving { try await gateway.failure() }
                time.advance(by: .milliseconds(20))
            }
            #expect(one.calls.count + other.calls.count <= 165 + 20)
            other.change { _ in .answer("well") }
            var wins = 0
            for _ in 0..<300 {
                if (try? await time.driving { try await gateway.ask() }) != nil { wins += 1 }
                time.advance(by: .milliseconds(20))
            }
            #expect(wins > 120)
        }
    }

    @Test("is probed by one call only")
    func singleProbe() async throws {
        let door = Door()
        try await withUpstream({ $0.number < 3 ? .status(500) : .held(by: door, then: .answer("well")) }) { upstream in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(upstream))
            bench.time = time.source
            bench.routes[0].retry = RetryConfiguration(attempts: 1, base: .seconds(1), cap: .seconds(60))
            let gateway = try bench.gateway()
            for _ in 0..<3 { _ = try await gateway.failure() }
            #expect(gateway.endpointReports()[0].status == .resting)
            time.advance(by: .seconds(31))
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<10 { group.addTask { try await gateway.ask().text } }
                await upstream.holds.wait(for: 1)
                await time.waitForSleepers(9)
                for _ in 0..<5 {
                    time.advance(by: .milliseconds(500))
                    await time.waitForSleepers(9)
                }
                #expect(upstream.calls.count == 4)
                door.open()
                // The probe's own answer first; the others look again when their pause is over.
                #expect(try await group.next() == "well")
                time.advance(by: .milliseconds(500))
                for try await text in group { #expect(text == "well") }
            }
        }
    }

    @Test("is waited for without looking all the time: the one who waits tries again after a second")
    func noBusyLoop() async throws {
        try await withUpstream({ $0.number < 3 ? .status(500) : .answer("well") }) { upstream in
            let time = ManualTime()
            let sleeps = Tally()
            var bench = try GatewayBench(.scripted(upstream))
            let source = time.source
            bench.time = TimeSource(
                now: source.now,
                sleep: { instant in
                    sleeps.add()
                    try await source.sleep(instant)
                })
            bench.routes[0].retry = RetryConfiguration(attempts: 1, base: .seconds(1), cap: .seconds(60))
            let gateway = try bench.gateway()
            for _ in 0..<3 { _ = try await gateway.failure() }
            let before = sleeps.count
            async let reply = gateway.ask()
            await time.waitForSleepers(1)
            #expect(time.wakeTimes == [time.start + .seconds(1)])
            time.advance(by: .seconds(1))
            #expect(try await reply.text == "well")
            #expect(sleeps.count - before == 1)
        }
    }
}
