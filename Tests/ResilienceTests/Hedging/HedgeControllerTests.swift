import Resilience
import TestKit
import Testing

@Suite("Hedge controller")
struct HedgeControllerTests {
    private func controller(after latencies: [Double], policy: HedgePolicy = HedgePolicy()) -> HedgeController {
        var controller = HedgeController(policy: policy)
        for latency in latencies { controller.ended(after: .seconds(latency), armed: nil, at: origin) }
        return controller
    }

    private func delaySeconds(_ hedges: inout HedgeController) throws -> Double {
        let delay = hedges.delay(at: origin)
        return try #require(delay) / .seconds(1)
    }

    @Test("waits for enough latencies")
    func needsSamples() {
        var few = controller(after: Array(repeating: 0.1, count: 19))
        let before = few.delay(at: origin)
        few.ended(after: .seconds(0.1), armed: nil, at: origin)
        let after = few.delay(at: origin)
        let muchLater = few.delay(at: instant(1_000))
        #expect(before == nil && after != nil && muchLater == nil)
    }

    @Test("hedges at the quantile where a second call is likely to win")
    func atTheQuantile() throws {
        // One in fifty takes ten times as long: p95 is that of the others.
        let latencies: [Double] = (0..<1_000).map { call -> Double in
            call % 50 == 0 ? 1 : 0.1 + Double(call % 7) * 0.002
        }
        var hedges = controller(after: latencies)
        let delay = try delaySeconds(&hedges)
        #expect(abs(delay - latencies.quantile(0.95)) < 0.02 * delay)
    }

    @Test("frequent stragglers do not lift the delay to their own latency")
    func frequentStragglers() throws {
        let latencies: [Double] = (0..<1_000).map { call -> Double in call % 16 == 0 ? 1 : 0.1 }
        #expect(latencies.quantile(0.95) == 1)
        var hedges = controller(after: latencies)
        let delay = try delaySeconds(&hedges)
        #expect(delay < 0.13)
    }

    @Test("waits longer where the slow ones are mostly done soon after")
    func lightTail() throws {
        var random = SeededGenerator(seed: 1)
        let latencies = (0..<1_000).map { _ in random.latency(median: 1, spread: 0.1) }
        var hedges = controller(after: latencies)
        let delay = try delaySeconds(&hedges)
        #expect(abs(delay - 1.5 * latencies.quantile(0.95)) < 0.03 * delay)
    }

    @Test("keeps to the minimum delay")
    func minimumDelay() {
        var hedges = controller(
            after: Array(repeating: 0.001, count: 50), policy: HedgePolicy(minimumDelay: .milliseconds(20)))
        let delay = hedges.delay(at: origin)
        #expect(delay == .milliseconds(20))
    }

    @Test("stops when several calls in a row reach the delay, and begins again when calls are quick")
    func stopsBySelf() throws {
        var hedges = controller(after: Array(repeating: 0.1, count: 100))
        let delay = Duration.seconds(try delaySeconds(&hedges))
        var allowed = 0
        for _ in 0..<50 where hedges.reachedDelay(at: origin) { allowed += 1 }
        #expect(allowed == 5)
        let whileSlow = hedges.delay(at: origin)
        for _ in 0..<60 { hedges.ended(after: delay / 2, armed: delay, at: origin) }
        let whenQuick = hedges.delay(at: origin)
        #expect(whileSlow == nil && whenQuick != nil)
    }

    @Test("a slowdown that lasts becomes the measure")
    func adapts() throws {
        var hedges = controller(after: Array(repeating: 0.1, count: 100))
        for call in 0..<400 {
            let now = Double(call)
            let delay = hedges.delay(at: instant(now))
            if let delay, delay < .seconds(1) { _ = hedges.reachedDelay(at: instant(now)) }
            hedges.ended(after: .seconds(1), armed: delay, at: instant(now))
        }
        let delay = hedges.delay(at: instant(400))
        #expect(try #require(delay) > .seconds(1))
        #expect(hedges.slowShare < 0.01)
    }

    @Test("what a hedge has overtaken counts twice, so that hedging does not hide why it is needed")
    func overtaken() throws {
        var hedges = controller(after: Array(repeating: 0.1, count: 95))
        for _ in 0..<4 { hedges.overtaken(after: .seconds(0.15), at: origin) }
        let delay = hedges.delay(at: instant(2))
        #expect(try #require(delay) < .seconds(0.13))
        var blind = controller(after: Array(repeating: 0.1, count: 95) + Array(repeating: 0.15, count: 4))
        let later = blind.delay(at: instant(2))
        #expect(try #require(later) > .seconds(0.14))
    }

    @Test("a budget starts empty, and never pays for more than its share")
    func budget() {
        var budget = HedgeBudget(ratio: 0.03, burst: 2)
        let paysWhenEmpty = budget.spend()
        #expect(!paysWhenEmpty)
        var paid = 0
        for call in 1...10_000 {
            budget.callBegan()
            while budget.spend() { paid += 1 }
            #expect(Double(paid) <= 0.03 * Double(call) + 1e-6)
        }
        #expect(paid >= 299)
        for _ in 0..<1_000 { budget.callBegan() }
        #expect(budget.tokens == 2)
        let payments = (0..<3).map { _ in budget.spend() }
        #expect(payments == [true, true, false])
        budget.refund()
        #expect(budget.tokens == 1)
    }
}
