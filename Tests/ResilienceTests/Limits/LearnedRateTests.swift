import Resilience
import TestKit
import Testing

/// An endpoint with a real token bucket, and callers that always want more. Answers travel back with a delay.
private struct ThrottlingEndpoint {
    /// Calls per second, and at once.
    var rate: Double
    var burst: Double
    /// The way there; drawn for each call up to this, so that calls arrive unevenly.
    var jitter = 0.0
    /// The way back for a throttled call.
    var delay = 0.08
    /// The share that is thrown back whatever the rate.
    var chance = 0.0

    struct Report {
        var calls = 0
        var throttled = 0
        var share: Double { Double(throttled) / Double(max(calls, 1)) }
        var taken: Int { calls - throttled }
    }

    /// Runs from `begin` to `end` (seconds since `origin`) and counts what happens after `count`.
    func run(
        _ learned: inout LearnedRate, origin: ContinuousClock.Instant, from begin: Double, to end: Double,
        countFrom count: Double, tokens: inout Double, demand: Double = 1000, using generator: inout SeededGenerator
    ) -> Report {
        var report = Report()
        var news: [(time: Double, admitted: Double)] = []
        var arrivals: [(time: Double, admitted: Double)] = []
        var filled = begin
        var now = begin
        func instant(_ seconds: Double) -> ContinuousClock.Instant { origin + .seconds(seconds) }
        while now < end {
            // What has arrived at the endpoint by now, in order.
            arrivals.sort { $0.time < $1.time }
            while let arrival = arrivals.first, arrival.time <= now {
                arrivals.removeFirst()
                tokens = min(burst, tokens + (arrival.time - filled) * rate)
                filled = arrival.time
                if arrival.admitted >= count { report.calls += 1 }
                if tokens >= 1, Double.random(in: 0..<1, using: &generator) >= chance {
                    tokens -= 1
                } else {
                    if arrival.admitted >= count { report.throttled += 1 }
                    news.append((arrival.time + delay, arrival.admitted))
                }
            }
            while let message = news.first, message.time <= now {
                news.removeFirst()
                learned.recordThrottle(admitted: instant(message.admitted), at: instant(message.time))
            }
            let earliest = learned.earliest(at: instant(now))
            if earliest <= instant(now) {
                learned.recordCall(at: instant(now))
                arrivals.append((now + Double.random(in: 0...max(jitter, 1e-6), using: &generator), now))
                now += 1 / demand
            } else {
                // Timers are late by up to 2 ms.
                let wake = (earliest - origin) / .seconds(1) + Double.random(in: 0...0.002, using: &generator)
                let next = [wake, news.first?.time, arrivals.map(\.time).min()].compactMap { $0 }.min() ?? wake
                now = max(now + 1e-6, next)
            }
        }
        return report
    }
}

@Suite("Learned rate")
struct LearnedRateTests {
    let origin = ContinuousClock.now

    @Test("knows no limit before the first throttled call")
    func unlimited() {
        var learned = LearnedRate()
        for _ in 0..<1000 { learned.recordCall(at: origin) }
        #expect(learned.rate == nil)
        #expect(learned.earliest(at: origin) == origin)
    }

    @Test(
        "in the steady state at most 1 % is throttled, at 90 % of the endpoint's rate or more",
        arguments: [
            (1.0, 1.0), (1, 10), (5, 1), (5, 10), (5, 60), (30, 5), (30, 60), (200, 20), (200, 60), (200, 1000),
        ])
    func steadyState(rate: Double, burst: Double) {
        var generator = SeededGenerator(seed: UInt64(rate * 100 + burst))
        var learned = LearnedRate()
        // Calls arrive unevenly, which an endpoint that allows no burst at all would not bear.
        let endpoint = ThrottlingEndpoint(rate: rate, burst: burst, jitter: burst > 1 ? 0.02 : 0)
        var tokens = burst
        let learning = 1200 / rate + 30
        let end = learning + 8000 / rate
        let report = endpoint.run(
            &learned, origin: origin, from: 0, to: end, countFrom: learning, tokens: &tokens, using: &generator)
        let throughput = Double(report.taken) / (end - learning)
        #expect(report.share <= 0.01, "\(report)")
        #expect(throughput >= 0.9 * rate, "\(throughput) of \(rate) a second")
        #expect(report.throttled > 0, "it does look for more")
    }

    @Test("follows an endpoint that allows less, and later more", arguments: [10.0, 100])
    func follows(rate: Double) {
        var generator = SeededGenerator(seed: 3)
        var learned = LearnedRate()
        var tokens = 10.0
        var now = 0.0
        for factor in [1.0, 0.3, 1.5] {
            let endpoint = ThrottlingEndpoint(rate: rate * factor, burst: 10, jitter: 0.01)
            let settled = now + 1500 / rate / min(factor, 1)
            let end = settled + 4000 / rate
            let report = endpoint.run(
                &learned, origin: origin, from: now, to: end, countFrom: settled, tokens: &tokens, using: &generator)
            let throughput = Double(report.taken) / (end - settled)
            #expect(report.share <= 0.015, "x\(factor): \(report)")
            #expect(throughput >= 0.9 * rate * factor, "x\(factor): \(throughput)")
            now = end
        }
    }

    @Test("comes back after half a minute in which every call was throttled", arguments: [1.0, 10, 100])
    func blackout(rate: Double) {
        var generator = SeededGenerator(seed: 4)
        var learned = LearnedRate()
        var tokens = 10.0
        let endpoint = ThrottlingEndpoint(rate: rate, burst: 10, jitter: 0.01)
        let dead = ThrottlingEndpoint(rate: 0, burst: 0)
        let begin = 1000 / rate
        _ = endpoint.run(
            &learned, origin: origin, from: 0, to: begin, countFrom: 0, tokens: &tokens, using: &generator)
        let outage = dead.run(
            &learned, origin: origin, from: begin, to: begin + 30, countFrom: begin, tokens: &tokens,
            using: &generator)
        #expect(outage.share == 1)
        #expect(outage.calls < 300, "it does not hammer: \(outage)")
        let settled = begin + 30 + 30 + 200 / rate
        let end = settled + 1000 / rate
        let report = endpoint.run(
            &learned, origin: origin, from: begin + 30, to: end, countFrom: settled, tokens: &tokens,
            using: &generator)
        #expect(Double(report.taken) >= 0.9 * 1000, "\(report)")
        #expect(report.share <= 0.015, "\(report)")
    }

    @Test(
        "does not slow down for an endpoint that throttles a share of the calls at any rate",
        arguments: [0.02, 0.05, 0.256, 0.5])
    func unrelated(chance: Double) {
        var generator = SeededGenerator(seed: 5)
        var learned = LearnedRate()
        var tokens = 1000.0
        let endpoint = ThrottlingEndpoint(rate: 1e6, burst: 1000, jitter: 0.01, chance: chance)
        let report = endpoint.run(
            &learned, origin: origin, from: 0, to: 600, countFrom: 100, tokens: &tokens, demand: 50,
            using: &generator)
        #expect(Double(report.calls) > 0.8 * 500 * 50, "\(report)")
    }

    @Test("a volley of throttled calls that went out together lowers the rate once")
    func oneRoundTrip() throws {
        var learned = LearnedRate()
        for call in 0..<100 { learned.recordCall(at: origin + .milliseconds(10 * call)) }
        learned.recordThrottle(admitted: origin + .milliseconds(900), at: origin + .seconds(1))
        let rate = try #require(learned.rate)
        for _ in 0..<50 { learned.recordThrottle(admitted: origin + .milliseconds(990), at: origin + .seconds(1.1)) }
        #expect(learned.rate == rate)
        for call in 1...5 { learned.recordCall(at: origin + .seconds(1) + .milliseconds(20 * call)) }
        learned.recordThrottle(admitted: origin + .seconds(1.1), at: origin + .seconds(1.2))
        #expect(try #require(learned.rate) < rate)
    }

    @Test("an idle limit does not grow")
    func idle() throws {
        var learned = LearnedRate()
        for call in 0..<100 { learned.recordCall(at: origin + .milliseconds(100 * call)) }
        learned.recordThrottle(admitted: origin + .seconds(9.9), at: origin + .seconds(10))
        let rate = try #require(learned.rate)
        for call in 1...500 { learned.recordCall(at: origin + .seconds(10 + 10 * call)) }
        #expect(learned.rate == rate)
    }

    @Test("stays below what the endpoint tells, and waits when nothing is left")
    func told() {
        var learned = LearnedRate()
        learned.learn(limit: 120, per: .seconds(60))
        #expect(learned.rate == 2)
        let answers = [learned.decide(at: origin), learned.decide(at: origin + .milliseconds(400))]
        #expect(answers == [.allowed, .wait(until: origin + .milliseconds(500))])
        learned.learn(remaining: 0, reset: .seconds(7), at: origin)
        #expect(learned.earliest(at: origin) == origin + .seconds(7))
        learned.learn(limit: .nan, per: .zero)
        learned.learn(remaining: 0, reset: .seconds(1e12), at: origin)
        #expect(learned.earliest(at: origin) <= origin + .seconds(3600))
    }

    @Test("never falls below its slowest rate")
    func slowest() throws {
        var learned = LearnedRate()
        for call in 0..<1000 {
            let now = origin + .seconds(call)
            learned.recordCall(at: now)
            learned.recordThrottle(admitted: now, at: now + .milliseconds(10))
        }
        #expect(try #require(learned.rate) >= 1.0 / 60 - 1e-9)
    }
}
