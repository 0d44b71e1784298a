import Resilience
import TestKit
import Testing

@Suite("Retry machine")
struct RetryMachineTests {
    let start = ContinuousClock.now
    static let retryable = FailureClass.allCases.filter(\.mayBeRetried)

    func newCall(deadline: Double = 1e6, isIdempotent: Bool = true, seed: UInt64 = 1) -> Call {
        let deadline = start + .seconds(deadline)
        return Call(RetryMachine(deadline: deadline, isIdempotent: isIdempotent), seed: seed)
    }

    @Test("pauses 1, 2, 4, 8, 16 and then 30 seconds, a quarter more or less", arguments: retryable)
    func exponential(failure: FailureClass) {
        var generator = SeededGenerator(seed: 1)
        let policy = RetryPolicy()
        for (retry, nominal) in [1.0, 2, 4, 8, 16, 30, 30].enumerated() {
            let pauses = (0..<400).map { _ in
                policy.pause(beforeRetry: retry + 1, after: failure, using: &generator) / .seconds(1)
            }
            let (least, most) = (pauses.min() ?? 0, pauses.max() ?? 0)
            #expect(least >= nominal * 0.75 && least < nominal * 0.77, "retry \(retry + 1): \(least)")
            let top = min(nominal * 1.25, 30)
            #expect(most <= top && most > top - nominal * 0.02, "retry \(retry + 1): \(most)")
        }
        #expect(policy.pause(beforeRetry: .max, after: failure, using: &generator) <= .seconds(30))
    }

    @Test("gives up after the attempts of the class, and after those of the whole call")
    func attempts() {
        let server = newCall()
        for _ in 1...4 { #expect(server.next(after: .server, at: start).instant != nil) }
        #expect(server.next(after: .server, at: start) == .giveUp(.attempts))

        let mixed = newCall()
        for attempt in 1...9 {
            let failure = [FailureClass.server, .network, .timeout][attempt % 3]
            #expect(mixed.next(after: failure, at: start).instant != nil)
        }
        #expect(mixed.next(after: .throttled, at: start) == .giveUp(.attempts))
        #expect(mixed.machine.failures == 10)
    }

    @Test("never retries what was refused or cancelled, nor work that must not be done twice")
    func neverRetried() {
        let refused = newCall()
        #expect(refused.next(after: .refused, retryAfter: .seconds(1), at: start) == .giveUp(.refused))
        let cancelled = newCall()
        #expect(cancelled.next(after: .cancelled, at: start) == .giveUp(.cancelled))
        let once = newCall(isIdempotent: false)
        #expect(once.next(after: .network, at: start) == .giveUp(.notIdempotent))
    }

    @Test("obeys what the endpoint asks for exactly")
    func retryAfter() {
        for milliseconds in [1, 250, 1500, 59_999] {
            let call = newCall()
            let wait = Duration.milliseconds(milliseconds)
            #expect(call.next(after: .throttled, retryAfter: wait, at: start) == .retry(at: start + wait))
        }
        let zero = newCall()
        let decision = zero.next(after: .throttled, retryAfter: .zero, at: start)
        #expect((decision.instant ?? start) > start, "zero is no information")
    }

    @Test("goes to another endpoint without a pause")
    func elsewhere() {
        let call = newCall()
        let decision = call.next(after: .throttled, retryAfter: .seconds(90), elsewhere: true, at: start)
        #expect(decision == .retry(at: start))
    }

    @Test("says at once when the next attempt could not begin before the deadline")
    func deadline() {
        let call = newCall(deadline: 10)
        #expect(call.next(after: .throttled, retryAfter: .seconds(10), at: start) == .giveUp(.deadline))
        let decision = call.next(after: .throttled, retryAfter: .seconds(9.5), at: start)
        #expect(decision == .retry(at: start + .seconds(9.5)))
    }

    @Test("holds while the budget is empty, goes on when it fills, and gives up when it stays empty")
    func holdsForBudget() throws {
        let call = newCall()
        call.budget = .empty
        var decision = call.pay(after: .server, at: start)
        guard case .hold(let until) = decision else { throw Unexpected(decision) }
        #expect(until > start)
        call.budget = RetryBudget()
        #expect(call.resume(at: until) == .retry(at: until))

        call.budget = .empty
        decision = call.pay(after: .server, at: until)
        var now = until
        var holds = 0
        while case .hold(let instant) = decision {
            holds += 1
            now = instant
            decision = call.resume(at: now)
        }
        #expect(decision == .giveUp(.budget))
        #expect(holds > 3 && now - until <= .seconds(32.5) && now - until > .seconds(25))
        #expect(call.machine.failures == 2, "holding is not an attempt")
    }

    @Test("a held retry still obeys the endpoint, and waiting for that does not use up the patience")
    func heldRetryAfter() throws {
        let call = newCall()
        call.budget = .empty
        let decision = call.pay(after: .throttled, retryAfter: .seconds(300), at: start)
        #expect(decision == .hold(until: start + .seconds(300)))
        let next = call.resume(at: start + .seconds(300))
        guard case .hold(let instant) = next else { throw Unexpected(next) }
        #expect(instant > start + .seconds(300))
    }

    @Test("never decides on an instant in the past or after the deadline", arguments: 0..<20)
    func property(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let seconds = Double.random(in: 0...200, using: &generator)
            var machine = RetryMachine(deadline: start + .seconds(seconds), isIdempotent: true)
            var budget = RetryBudget(policy: .init(reserve: Double.random(in: 0...3, using: &generator)))
            var now = start
            for _ in 0..<40 {
                let failure = Self.retryable.randomElement(using: &generator) ?? .server
                let wait: Duration? =
                    Bool.random(using: &generator) ? nil : .seconds(Double.random(in: 0...60, using: &generator))
                var decision = machine.next(
                    after: failure, retryAfter: wait, at: now, budget: &budget, using: &generator)
                while case .hold(let instant) = decision {
                    #expect(instant > now && instant < machine.deadline)
                    now = instant
                    decision = machine.resume(at: now, budget: &budget, using: &generator)
                }
                guard let instant = decision.instant else { break }
                #expect(instant >= now && instant < machine.deadline)
                now = instant
            }
            #expect(machine.failures <= 10)
        }
    }
}

/// One call with a budget and a random generator of its own.
final class Call {
    var machine: RetryMachine
    var budget = RetryBudget()
    var generator: SeededGenerator

    init(_ machine: RetryMachine, seed: UInt64) {
        self.machine = machine
        generator = SeededGenerator(seed: seed)
    }

    func next(
        after failure: FailureClass, retryAfter: Duration? = nil, elsewhere: Bool = false,
        at now: ContinuousClock.Instant
    ) -> RetryMachine.Decision {
        machine.next(after: failure, retryAfter: retryAfter, elsewhere: elsewhere, at: now, using: &generator)
    }

    /// As `next`, paid from the budget.
    func pay(
        after failure: FailureClass, retryAfter: Duration? = nil, at now: ContinuousClock.Instant
    ) -> RetryMachine.Decision {
        machine.next(after: failure, retryAfter: retryAfter, at: now, budget: &budget, using: &generator)
    }

    func resume(at now: ContinuousClock.Instant) -> RetryMachine.Decision {
        machine.resume(at: now, budget: &budget, using: &generator)
    }
}

extension RetryBudget {
    static let empty = RetryBudget(policy: .init(reserve: 0))
}

struct Unexpected: Error {
    let decision: RetryMachine.Decision
    init(_ decision: RetryMachine.Decision) { self.decision = decision }
}

extension RetryMachine.Decision {
    /// When to try again.
    var instant: ContinuousClock.Instant? {
        guard case .retry(let instant) = self else { return nil }
        return instant
    }
}
