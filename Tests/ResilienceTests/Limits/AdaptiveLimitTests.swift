import Resilience
import TestKit
import Testing

@Suite("Adaptive concurrency limit")
struct AdaptiveLimitTests {
    let start = ContinuousClock.now

    /// Callers that always want more, against an endpoint that serves `capacity` calls at once and lets the others
    /// queue: its latency is `base` as long as nobody queues.
    func run(
        _ limit: inout AdaptiveLimit, capacity: Int, base: Double, rounds: Int, from: Double = 0,
        demand: Int = .max, seed: UInt64 = 1
    ) {
        var generator = SeededGenerator(seed: seed)
        var now = from
        for _ in 0..<rounds {
            var begun = 0
            while begun < demand, limit.tryBegin() { begun += 1 }
            let queueing = max(1, Double(limit.inFlight) / Double(capacity))
            let began = now
            now += base * queueing
            for _ in 0..<begun {
                let latency = base * queueing * Double.random(in: 0.8...1.2, using: &generator)
                limit.end(
                    .success(latency: .seconds(latency)), started: start + .seconds(began), at: start + .seconds(now))
            }
        }
    }

    @Test("grows while the latency does not, and settles near what the endpoint bears")
    func findsCapacity() {
        var limit = AdaptiveLimit()
        run(&limit, capacity: 1000, base: 0.1, rounds: 200)
        #expect(limit.limit == 200, "nothing speaks against the most")

        var small = AdaptiveLimit(policy: .init(initial: 10, most: 1000))
        run(&small, capacity: 50, base: 0.1, rounds: 5)
        run(&small, capacity: 50, base: 0.1, rounds: 300, from: 10)
        #expect(small.limit >= 45, "the endpoint is used: \(small.limit)")
        #expect(small.limit <= 200, "the queue stays short: \(small.limit)")
    }

    @Test("shrinks when the latency rises, and comes back")
    func shrinks() {
        var limit = AdaptiveLimit(policy: .init(initial: 100))
        run(&limit, capacity: 1000, base: 0.1, rounds: 50)
        let before = limit.limit
        run(&limit, capacity: 10, base: 0.1, rounds: 8, from: 100)
        #expect(limit.limit < before / 2, "\(limit.limit) of \(before)")
        run(&limit, capacity: 1000, base: 0.1, rounds: 100, from: 200)
        #expect(limit.limit > before * 9 / 10)
    }

    @Test("grows only while at least half of it is used")
    func unused() {
        var limit = AdaptiveLimit()
        run(&limit, capacity: 1000, base: 0.1, rounds: 500, demand: 9)
        #expect(limit.limit == 20)
        run(&limit, capacity: 1000, base: 0.1, rounds: 20, from: 100, demand: 20)
        #expect(limit.limit > 20)
    }

    @Test("overload cuts it by a tenth, once for all calls that were under way together")
    func overload() {
        var limit = AdaptiveLimit(policy: .init(initial: 100))
        for _ in 0..<60 { _ = limit.tryBegin() }
        for call in 0..<30 { limit.end(.overloaded, started: start, at: start + .milliseconds(call)) }
        #expect(limit.limit == 90)
        limit.end(.overloaded, started: start + .seconds(1), at: start + .seconds(2))
        #expect(limit.limit == 81)
        for round in 3..<200 { limit.end(.overloaded, started: start + .seconds(round), at: start + .seconds(round)) }
        #expect(limit.limit == 1, "never below one")
        #expect(limit.inFlight == 0)
    }

    @Test("calls that are turned away at the start tell how many the endpoint takes: those under way beside them")
    func refused() {
        var limit = AdaptiveLimit(policy: .init(initial: 64))
        for _ in 0..<20 { _ = limit.tryBegin() }
        for _ in 0..<15 { limit.end(.refused, started: start, at: start + .milliseconds(1)) }
        #expect(limit.limit == 5, "five of twenty were not turned away")
    }

    @Test("a call that is turned away although few are under way does not shrink it")
    func refusedBelowServed() {
        var limit = AdaptiveLimit(policy: .init(initial: 64))
        run(&limit, capacity: 100, base: 0.1, rounds: 3, demand: 40)
        let before = limit.limit
        for _ in 0..<3 { _ = limit.tryBegin() }
        limit.end(.refused, started: start + .seconds(9), at: start + .seconds(10))
        #expect(limit.limit == before)
        var alone = AdaptiveLimit()
        _ = alone.tryBegin()
        alone.end(.refused, started: start, at: start)
        #expect(alone.limit == 20, "the only call")
    }

    @Test("never lets more through than the limit, and loses no place", arguments: 0..<20)
    func property(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var limit = AdaptiveLimit(policy: .init(initial: 10, least: 2, most: 40))
        var begun: [ContinuousClock.Instant] = []
        var now = start
        for _ in 0..<3000 {
            now += .milliseconds(Int.random(in: 0...50, using: &generator))
            if Bool.random(using: &generator) {
                let hadRoom = begun.count < limit.limit
                let isIn = limit.tryBegin()
                #expect(isIn == hadRoom)
                if isIn { begun.append(now) }
            } else if !begun.isEmpty {
                let started = begun.remove(at: Int.random(in: 0..<begun.count, using: &generator))
                let outcomes: [AdaptiveLimit.Outcome] = [
                    .success(latency: now - started), .overloaded, .refused, .ignored,
                ]
                limit.end(outcomes.randomElement(using: &generator) ?? .ignored, started: started, at: now)
            }
            #expect(limit.inFlight == begun.count)
            #expect((2...40).contains(limit.limit))
        }
    }

    @Test("a fixed limit stays what it is")
    func fixed() {
        var limit = AdaptiveLimit(policy: .fixed(7))
        run(&limit, capacity: 2, base: 0.1, rounds: 50)
        limit.end(.overloaded, started: start + .seconds(1e6), at: start + .seconds(1e6))
        #expect(limit.limit == 7)
    }
}
