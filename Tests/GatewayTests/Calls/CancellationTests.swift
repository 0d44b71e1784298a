import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("A caller who leaves")
struct CancellationTests {
    @Test("ends the call, and leaves no trace at the endpoint", arguments: [false, true])
    func whole(isShared: Bool) async throws {
        let door = Door()
        try await withUpstream({ _ in .held(by: door, then: .answer("late")) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = isShared
            let gateway = try bench.gateway()
            for turn in 1...5 {
                let task = Task { try await gateway.ask() }
                await upstream.holds.wait(for: turn)
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                await upstream.departures.wait(for: turn)
            }
            #expect(await eventually { gateway.endpointReports()[0].gate.inFlight == 0 })
            let report = gateway.endpointReports()[0]
            #expect(report.status == .healthy)
            #expect(report.counts.failures == 0)
            #expect(report.counts.cancelled == 5)
        }
    }

    @Test("ends a stream by leaving it", arguments: [false, true])
    func stream(isShared: Bool) async throws {
        let door = Door()
        try await withUpstream({ _ in .stream(ScriptedStream(["a", "b"], .held(by: door))) }) { upstream in
            var bench = try GatewayBench(.scripted(upstream))
            bench.routes[0].sharesIdentical = isShared
            let gateway = try bench.gateway()
            for turn in 1...4 {
                do {
                    let stream = try await gateway.ask(.stream()).stream
                    #expect(try await stream.next() != nil)
                    if turn % 2 == 0 { stream.abandon() }
                    // Otherwise it is let go of.
                }
                await upstream.departures.wait(for: turn)
            }
            #expect(await eventually { gateway.endpointReports()[0].gate.inFlight == 0 })
            let report = gateway.endpointReports()[0]
            #expect(report.status == .healthy)
            #expect(bench.record.requests.map(\.errorCode) == Array(repeating: "cancelled", count: 4))
        }
    }

    @Test("ends a stream that is being read by cancelling the reader")
    func reader() async throws {
        let door = Door()
        try await withUpstream({ _ in .stream(ScriptedStream(["a"], .held(by: door))) }) { upstream in
            let gateway = try GatewayBench(.scripted(upstream)).gateway()
            let task = Task { try await gateway.read() }
            await upstream.holds.wait(for: 1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await upstream.departures.wait(for: 1)
            #expect(await eventually { gateway.endpointReports()[0].gate.inFlight == 0 })
        }
    }

    @Test("frees the place of a probe")
    func probe() async throws {
        let door = Door()
        try await withUpstream({
            switch $0.number {
            case 0..<3: .status(500)
            case 3: .held(by: door, then: .answer("late"))
            default: .answer("well")
            }
        }) { upstream in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(upstream))
            bench.time = time.source
            bench.routes[0].retry = RetryConfiguration(attempts: 1, base: .seconds(1), cap: .seconds(60))
            let gateway = try bench.gateway()
            for _ in 0..<3 { _ = try await gateway.failure() }
            time.advance(by: .seconds(31))
            let task = Task { try await gateway.ask() }
            await upstream.holds.wait(for: 1)
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await gateway.ask().text == "well")
            #expect(gateway.endpointReports()[0].status == .healthy)
        }
    }
}
