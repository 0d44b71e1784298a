import Resilience
import TestKit
import Testing

/// A pool whose endpoints answer after random times, without limits, called at random instants.
private struct Pool {
    struct Endpoint {
        var median: Double
        var proximity = Proximity.zone
        /// Between these times every call is refused after 5 ms.
        var dead: Range<Double>?
        var load = PeakEWMA()
    }

    struct Call {
        var endpoint: Int
        var began: Double
        var isSuccess: Bool
    }

    enum Event {
        case arrival
        case end(Call)
    }

    var endpoints: [Endpoint]
    var rate: Double
    var random: SeededGenerator
    var slowStart = SlowStart()
    var outliers: OutlierDetector

    init(_ endpoints: [Endpoint], rate: Double, seed: UInt64) {
        self.endpoints = endpoints
        self.rate = rate
        random = SeededGenerator(seed: seed)
        outliers = OutlierDetector(endpoints: Array(endpoints.indices))
    }

    /// All calls that began before `duration`, in their order.
    mutating func run(for duration: Double) -> [Call] {
        var queue = EventQueue<Event>()
        queue.plan(.arrival, at: 0)
        var calls: [Call] = []
        while let (time, event) = queue.next() {
            switch event {
            case .arrival:
                if time < duration { queue.plan(.arrival, at: time + random.pause(rate: rate)) }
                guard let chosen = choose(at: time) else { continue }
                let isDead = endpoints[chosen].dead?.contains(time) ?? false
                let call = Call(endpoint: chosen, began: time, isSuccess: !isDead)
                calls.append(call)
                endpoints[chosen].load.begin(at: instant(time))
                let latency = isDead ? 0.005 : random.latency(median: endpoints[chosen].median, spread: 0.3)
                queue.plan(.end(call), at: time + latency)
            case .end(let call):
                let latency = Duration.seconds(time - call.began)
                outliers.record(call.endpoint, isSuccess: call.isSuccess, latency: latency, at: instant(time))
                if call.isSuccess {
                    endpoints[call.endpoint].load.end(after: latency, at: instant(time))
                } else {
                    endpoints[call.endpoint].load.fail(after: latency, at: instant(time))
                }
            }
        }
        return calls
    }

    private mutating func choose(at time: Double) -> Int? {
        let now = instant(time)
        let candidates = endpoints.indices.map { id in
            CandidateLoad(
                id: id, load: endpoints[id].load.estimate(at: now), proximity: endpoints[id].proximity,
                weight: slowStart.weight(since: outliers.ejectionEnd(of: id), at: now),
                isAvailable: !outliers.isEjected(id, at: now))
        }
        return Balancer().pick(from: candidates, using: &random)
    }
}

private func share(of endpoint: Int, in calls: some Collection<Pool.Call>) -> Double {
    Double(calls.count { $0.endpoint == endpoint }) / Double(max(calls.count, 1))
}

@Suite("Balancing, simulated")
struct BalancingSimulationTests {
    @Test("an endpoint ten times slower gets less than 5 % of the calls", arguments: [1.0, 10, 40], 0..<3)
    func oneIsSlow(rate: Double, seed: UInt64) {
        var pool = Pool([.init(median: 0.1), .init(median: 1), .init(median: 0.1)], rate: rate, seed: seed)
        // Judged by cost alone: the detector would eject it altogether.
        pool.outliers = OutlierDetector()
        let calls = pool.run(for: 4_000 / rate)
        #expect(share(of: 1, in: calls) < 0.05)
        #expect(abs(share(of: 0, in: calls) - share(of: 2, in: calls)) < 0.15)
    }

    @Test("equal endpoints get equal shares from a cold start on", arguments: 0..<5)
    func coldStart(seed: UInt64) {
        var pool = Pool(Array(repeating: .init(median: 9), count: 4), rate: 20, seed: seed)
        let calls = pool.run(for: 60)
        // Before the first answer, while answers come in, and later.
        for part in [calls.prefix(100), calls.dropFirst(100).prefix(400), calls.suffix(400)] {
            for endpoint in 0..<4 { #expect(abs(share(of: endpoint, in: part) - 0.25) < 0.12) }
        }
    }

    @Test("quick failures draw no calls, even where nobody is ejected", arguments: 0..<5)
    func quickFailures(seed: UInt64) {
        var pool = Pool(Array(repeating: .init(median: 0.1), count: 3), rate: 50, seed: seed)
        pool.endpoints[2].dead = 60..<120
        pool.outliers = OutlierDetector()
        #expect(pool.run(for: 120).count { !$0.isSuccess } <= 20)
    }

    @Test("an endpoint that dies is ejected, and takes up its work by and by when it is back")
    func oneDies() {
        var pool = Pool(Array(repeating: .init(median: 0.1), count: 3), rate: 50, seed: 3)
        pool.endpoints[2].dead = 60..<75
        pool.outliers = OutlierDetector(policy: OutlierPolicy(consecutiveFailures: 3), endpoints: [0, 1, 2])
        let calls = pool.run(for: 160)
        func between(_ start: Double, _ end: Double) -> [Pool.Call] {
            calls.filter { $0.began >= start && $0.began < end }
        }
        #expect(share(of: 2, in: between(10, 60)) > 0.25)
        let failures = between(60, 160).filter { !$0.isSuccess }
        #expect(failures.count <= 10 && failures.allSatisfy { $0.began < 70 })

        guard let end = pool.outliers.ejectionEnd(of: 2) else {
            Issue.record("it was never ejected")
            return
        }
        let back = origin.duration(to: end) / .seconds(1)
        #expect(share(of: 2, in: between(70, back)) == 0)
        let ramp = stride(from: 0.0, to: 30, by: 10).map { share(of: 2, in: between(back + $0, back + $0 + 10)) }
        #expect(ramp[0] > 0.01 && ramp[0] < 0.2)
        #expect(ramp[0] < ramp[1] && ramp[1] < ramp[2])
        #expect(share(of: 2, in: between(back + 35, 160)) > 0.25)
    }

    @Test("calls stay near while the near ones are well, and go far when they are not")
    func zones() {
        var pool = Pool(
            [.init(median: 0.1), .init(median: 0.1), .init(median: 0.1, proximity: .remote)], rate: 20, seed: 5)
        pool.endpoints[0].dead = 100..<130
        pool.endpoints[1].dead = 100..<130
        pool.outliers = OutlierDetector(
            policy: OutlierPolicy(baseEjection: .seconds(10), mostEjected: 1), endpoints: [0, 1, 2])
        let calls = pool.run(for: 200)
        #expect(share(of: 2, in: calls.filter { $0.began < 100 }) < 0.05)
        let outage = calls.filter { $0.began >= 102 && $0.began < 130 }
        #expect(share(of: 2, in: outage) > 0.95)
        #expect(share(of: 2, in: calls.filter { $0.began > 180 }) < 0.2)
    }
}

@Suite("Slow start")
struct SlowStartTests {
    @Test("rises in a straight line from a tenth to all")
    func ramp() {
        let start = SlowStart(window: .seconds(30))
        #expect(start.weight(since: nil, at: origin) == 1)
        #expect(start.weight(since: origin, at: origin) == 0.1)
        #expect(abs(start.weight(since: origin, at: instant(15)) - 0.55) < 1e-9)
        #expect(start.weight(since: origin, at: instant(30)) == 1)
        #expect(start.weight(since: origin, at: instant(1e6)) == 1)
        #expect(start.weight(since: origin, at: instant(-5)) == 0.1)
        #expect(SlowStart(window: .zero).weight(since: origin, at: origin) == 1)
    }
}
