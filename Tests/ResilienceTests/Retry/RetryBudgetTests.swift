import Resilience
import TestKit
import Testing

@Suite("Retry budget")
struct RetryBudgetTests {
    @Test("allows retries at the start, and stops when the reserve is used up")
    func reserve() {
        var budget = RetryBudget()
        var extra = 0
        while budget.withdraw() { extra += 1 }
        #expect(extra == 10)
    }

    @Test("in a total outage there are at most max(reserve, a tenth of the requests) extra calls", arguments: 0..<40)
    func totalOutage(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let reserve = Double(Int.random(in: 0...20, using: &generator))
        // Without the health bucket, which would end the extra calls much sooner: the bound must hold by itself.
        var budget = RetryBudget(policy: .init(reserve: reserve, healthCapacity: 1e9))
        // A healthy time of any length first, with many calls under way when the outage begins.
        for _ in 0..<Int.random(in: 0...300, using: &generator) {
            budget.recordFirstAttempt()
            if Bool.random(using: &generator) { _ = budget.withdraw() }
            if Bool.random(using: &generator) { budget.recordSuccess() }
            if Int.random(in: 0..<10, using: &generator) == 0, budget.withdraw() { budget.refund() }
        }
        budget.recordSuccess()
        var requests = 0
        var extra = 0
        for _ in 0..<5000 {
            // Bursts of requests, and of as many retries as the budget allows.
            if Int.random(in: 0..<3, using: &generator) > 0 {
                for _ in 0..<Int.random(in: 0...8, using: &generator) {
                    requests += 1
                    budget.recordFirstAttempt()
                }
            } else {
                for _ in 0..<Int.random(in: 0...20, using: &generator) {
                    if budget.withdraw() { extra += 1 }
                    budget.recordFailure()
                }
            }
            let allowed = max(reserve, Double(requests) * 0.1)
            #expect(Double(extra) <= allowed + 1e-3, "\(extra) extra calls for \(requests) requests")
            if Double(extra) > allowed + 1e-3 { return }
        }
        // A small reserve cannot save what bursts earn between two retries.
        if reserve >= 5 { #expect(Double(extra) > Double(requests) * 0.08, "the tenth is really granted") }
    }

    @Test("a lasting outage ends extra calls altogether, and successes bring them back")
    func health() {
        var budget = RetryBudget()
        for _ in 0..<1000 {
            budget.recordFirstAttempt()
            budget.recordFailure()
        }
        #expect(!budget.isWilling)
        for _ in 1...20 { budget.recordSuccess() }
        #expect(!budget.isWilling)
        budget.recordSuccess()
        #expect(budget.isWilling)
    }

    @Test("a refunded call costs nothing")
    func refund() {
        var budget = RetryBudget()
        for _ in 1...100 {
            let isPaid = budget.withdraw()
            #expect(isPaid)
            budget.refund()
        }
    }
}
