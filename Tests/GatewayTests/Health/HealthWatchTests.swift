import Gateway
import HTTPMessages
import JSON
import Networking
import Resilience
import Synchronization
import TestKit
import Testing

@Suite("The watch over endpoints")
struct HealthWatchTests {
    private func bench(_ upstream: ScriptedUpstream, _ time: ManualTime, model: String = "model-a") throws
        -> GatewayBench
    {
        var bench = try GatewayBench(.scripted(upstream, model: model))
        bench.time = time.source
        bench.pools[0].health = HealthConfiguration(interval: .seconds(10))
        return bench
    }

    @Test("calls an endpoint that nobody has used, and brings back one that is well again")
    func watch() async throws {
        try await withUpstream({ (1...3).contains($0.number) ? .status(500) : .answer("well") }) { upstream in
            let time = ManualTime()
            var bench = try bench(upstream, time)
            bench.routes[0].retry.attempts = 1
            let gateway = try bench.gateway()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await gateway.watchHealth() }
                await time.waitForSleepers(1)
                time.advance(by: .seconds(5))
                await upstream.calls.wait(for: 1)
                await time.waitForSleepers(1)
                // It has been used just now.
                time.advance(by: .seconds(5))
                await time.waitForSleepers(1)
                #expect(upstream.calls.count == 1)
                for _ in 0..<3 { _ = try await gateway.failure() }
                #expect(gateway.endpointReports()[0].status == .resting)
                for _ in 0..<5 {
                    time.advance(by: .seconds(5))
                    await time.waitForSleepers(1)
                }
                #expect(upstream.calls.count == 4, "nobody calls it while it rests")
                for _ in 0..<2 {
                    time.advance(by: .seconds(5))
                    await time.waitForSleepers(1)
                }
                #expect(upstream.calls.count == 5)
                let report = gateway.endpointReports()[0]
                #expect(report.status == .healthy)
                #expect(report.counts.probes == 2)
                #expect(upstream.received[0].body["max_tokens"]?.int == 1)
                group.cancelAll()
            }
        }
    }

    @Test("leaves alone an endpoint that takes whatever model the caller names")
    func open() async throws {
        try await withUpstream({ _ in .error(404, type: "model_not_found") }) { upstream in
            let time = ManualTime()
            let gateway = try bench(upstream, time, model: "*").gateway()
            let results = await gateway.probeAll()
            #expect(results.map { $0.failure == nil } == [true])
            #expect(upstream.calls.count == 0)
            #expect(gateway.endpointReports()[0].status == .healthy)
        }
    }

    @Test("tells of each endpoint whether it answers")
    func check() async throws {
        try await withUpstreams({ _ in .answer("well") }, { _ in .error(401, type: "invalid_api_key") }) { one, other in
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.pools.append(PoolConfiguration(name: "local", endpoints: [.offline]))
            let results = try await bench.gateway().probeAll()
            #expect(results.map(\.endpoint) == ["one", "two", "offline"])
            #expect(results.map { $0.failure?.status } == [nil, 401, nil])
        }
    }

    @Test("opens connections before they are needed")
    func warmUp() async throws {
        try await withUpstream({ _ in .answer("well") }) { upstream in
            let client = HTTPClient.ofTests()
            let gateway = try GatewayBench(.scripted(upstream)).gateway(client: client)
            await gateway.warmUp()
            let origin = try upstream.base.origin
            #expect(client.statistics(of: origin).open == 3)
            let measured = try #require(gateway.endpointReports()[0].counts.roundTrip)
            #expect(measured > .zero)
            _ = try await gateway.ask()
            // One that is open already tells nothing about the distance.
            await gateway.warmUp()
            #expect(gateway.endpointReports()[0].counts.roundTrip == measured)
            #expect(client.statistics(of: origin).opened == 3)
        }
    }

    @Test("takes the least of several connections for the distance, and measures a host once for all its endpoints")
    func distance() async throws {
        try await withUpstream({ _ in .answer("well") }) { upstream in
            // The clock goes on with each look at it: connections take 900, 10 and 50 ms.
            let readings = Mutex<[Int]>([])
            let start = ContinuousClock.now
            var bench = try GatewayBench(.scripted(upstream), .scripted(upstream, name: "two"))
            bench.time = TimeSource(
                now: {
                    start + .milliseconds(readings.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? 0 })
                }, sleep: { _ in })
            let client = HTTPClient.ofTests()
            let gateway = try bench.gateway(client: client)
            readings.withLock { $0 = [0, 900, 900, 910, 910, 960] }
            await gateway.warmUp()
            #expect(gateway.endpointReports().map(\.counts.roundTrip) == [.milliseconds(10), .milliseconds(10)])
            #expect(client.statistics(of: try upstream.base.origin).opened == 3)
        }
    }
}
