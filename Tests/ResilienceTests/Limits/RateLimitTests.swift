import Resilience
import TestKit
import Testing

@Suite("Rate limits")
struct RateLimitTests {
    let start = ContinuousClock.now

    func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    @Test("allows a burst, then one call per interval, and says when")
    func burst() {
        var limit = GCRA(rate: 60, per: .seconds(60), burst: 3)
        let answers = (1...4).map { _ in limit.decide(at: start) }
        #expect(answers == [.allowed, .allowed, .allowed, .wait(until: after(1))])
        #expect(limit.earliest(at: after(0.5)) == after(1))
        let next = [limit.decide(at: after(1)), limit.decide(at: after(1))]
        #expect(next == [.allowed, .wait(until: after(2))])
        let rested = (1...4).map { _ in limit.decide(at: after(100)) }
        #expect(rested == [.allowed, .allowed, .allowed, .wait(until: after(101))])
    }

    @Test("a pause lets nothing through, and a shorter one does not end it")
    func pause() {
        var limit = RateLimit()
        limit.pause(until: after(2))
        limit.pause(until: after(1))
        #expect(limit.decide(CallCost(), at: after(1.5)) == .wait(until: after(2)))
        #expect(limit.decide(CallCost(), at: after(2)) == .allowed)
    }

    @Test("takes the unused part of an estimate back, and charges what was missing")
    func trueUp() {
        var tokens = GCRA(rate: 6000, per: .seconds(60))  // 100 a second, 6000 at once
        var answer = tokens.decide(cost: 6000, at: start)
        #expect(answer == .allowed)
        #expect(tokens.earliest(for: 1000, at: start) == after(10))
        tokens.correct(estimated: 6000, actual: 5500, at: after(1))
        #expect(tokens.earliest(for: 1000, at: start) == after(5))
        tokens.correct(estimated: 0, actual: 200, at: after(1))
        answer = tokens.decide(cost: 1000, at: after(6.9))
        #expect(answer == .wait(until: after(7)))
    }

    @Test("lets a cost above the burst through when nothing is owed, and makes the next wait for it")
    func largerThanBurst() {
        var tokens = GCRA(rate: 100, per: .seconds(1), burst: 100)
        let answers = [tokens.decide(cost: 1000, at: start), tokens.decide(cost: 1, at: start)]
        #expect(answers[0] == .allowed)
        guard case .wait(let until) = answers[1] else { return #expect(Bool(false), "it owes 900") }
        #expect(abs((until - start) / .seconds(1) - 9.01) < 1e-6)
        let odd = [Double.nan, -.infinity, .infinity, -5].map { tokens.decide(cost: $0, at: after(1e9)) }
        #expect(odd.allSatisfy { $0 == .allowed })
    }

    @Test("never lets through more than burst + rate x time, and loses nothing", arguments: 0..<30)
    func property(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let rate = Double.random(in: 0.5...200, using: &generator)
        let burst = Double.random(in: 1...50, using: &generator)
        var limit = GCRA(rate: rate, per: .seconds(1), burst: burst)
        var now = start
        var grants: [(instant: ContinuousClock.Instant, cost: Double)] = []
        for _ in 0..<400 {
            let cost = Double.random(in: 0...burst, using: &generator)
            if case .wait(let until) = limit.decide(cost: cost, at: now) {
                #expect(until > now)
                now = until
                let answer = limit.decide(cost: cost, at: now)
                #expect(answer == .allowed, "what it promised holds")
            }
            grants.append((now, cost))
            if Bool.random(using: &generator) { now += .seconds(Double.random(in: 0...(2 / rate), using: &generator)) }
        }
        for first in stride(from: 0, to: grants.count, by: 7) {
            var sum = 0.0
            for grant in grants[first...] {
                sum += grant.cost
                let span = (grant.instant - grants[first].instant) / .seconds(1)
                #expect(sum <= burst + rate * span + 1e-6)
            }
        }
    }

    @Test("keeps calls apart, however long the pause before")
    func spacing() {
        var spacing = MinimumSpacing(.milliseconds(500))
        let answers = [0, 0.4, 0.5, 100, 100.2].map { spacing.decide(at: after($0)) }
        #expect(answers == [.allowed, .wait(until: after(0.5)), .allowed, .allowed, .wait(until: after(100.5))])
    }

    @Test("charges all limits or none")
    func atomic() {
        var limit = RateLimit(
            requests: [GCRA(rate: 2, per: .seconds(1)), GCRA(rate: 3, per: .seconds(60))],
            tokens: [GCRA(rate: 100, per: .seconds(1))], spacing: MinimumSpacing(.milliseconds(100)))
        let first = limit.decide(CallCost(tokens: 100), at: start)
        #expect(first == .allowed)
        let before = limit
        for second in [0.05, 0.2, 0.5, 0.99] {
            let answer = limit.decide(CallCost(tokens: 100), at: after(second))
            #expect(answer == .wait(until: after(1)), "the tokens are what it waits for")
        }
        #expect(limit == before, "refusals cost nothing")
        let small = limit.decide(CallCost(), at: after(0.2))
        #expect(small == .allowed, "no tokens, no waiting for tokens")
        let third = limit.decide(CallCost(), at: after(0.7))
        #expect(third == .allowed)
        #expect(limit.earliest(for: CallCost(), at: after(2)) == after(20), "three a minute")
        limit.refund(CallCost(tokens: 0))
        #expect(limit.earliest(for: CallCost(), at: after(2)) == after(2))
    }

    @Test("without limits everything is allowed")
    func unlimited() {
        var limit = RateLimit()
        let answers = (1...1000).map { _ in limit.decide(CallCost(tokens: 1e9), at: start) }
        #expect(answers.allSatisfy { $0 == .allowed })
    }
}
