/// Decides, for one call, whether and when the next attempt is made.
///
///     var machine = RetryMachine(policy: policy, deadline: start + .seconds(60), isIdempotent: true)
///     // an attempt failed:
///     switch machine.next(after: .throttled, retryAfter: wait, at: now, budget: &budget, using: &generator) {
///     case .retry(let instant): …        // sleep until then, and call again
///     case .hold(let instant): …         // sleep until then, and ask `resume`: the budget is empty
///     case .giveUp(let reason): …        // hand the last failure to the caller
///     }
public struct RetryMachine: Sendable {
    public enum Decision: Sendable, Hashable {
        /// Try again at this instant, which may be now. The budget has been charged.
        case retry(at: ContinuousClock.Instant)
        /// The budget is empty, which passes as soon as some calls succeed: ask again at this instant, by
        /// ``RetryMachine/resume(at:budget:using:)``. Nothing was charged.
        case hold(until: ContinuousClock.Instant)
        case giveUp(Reason)
    }

    /// Why a call is not tried again.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The failure is of a kind that another try does not heal.
        case refused
        case cancelled
        /// The work may have been done, and doing it twice would matter.
        case notIdempotent
        /// The policy's number of attempts is used up.
        case attempts
        /// The next attempt could not begin before the deadline.
        case deadline
        /// Too many calls fail just now to add more.
        case budget
    }

    public let policy: RetryPolicy
    /// No attempt begins at or after this instant.
    public let deadline: ContinuousClock.Instant
    /// Whether the work may be done twice.
    public let isIdempotent: Bool
    /// How many attempts have failed.
    public private(set) var failures = 0
    private var failuresByClass: [FailureClass: Int] = [:]
    /// For how long retries have waited for the budget.
    private var held: Duration = .zero
    /// The failure whose retry waits for the budget, and when that retry was due.
    private var pending: (failure: FailureClass, due: ContinuousClock.Instant)?

    public init(policy: RetryPolicy = RetryPolicy(), deadline: ContinuousClock.Instant, isIdempotent: Bool) {
        self.policy = policy
        self.deadline = deadline
        self.isIdempotent = isIdempotent
    }

    /// Reports that an attempt failed, and decides about the next one. The retry is paid from `budget`.
    ///
    /// A `retryAfter` that the endpoint sent is obeyed exactly: without jitter, and in place of the policy's pause.
    /// Zero is taken as no information. With `elsewhere` the next attempt goes to another endpoint, which neither
    /// needs the pause nor sent the `retryAfter`: it begins at once.
    public mutating func next(
        after failure: FailureClass, retryAfter: Duration? = nil, elsewhere: Bool = false,
        at now: ContinuousClock.Instant, budget: inout RetryBudget, using generator: inout some RandomNumberGenerator
    ) -> Decision {
        let decision = next(
            after: failure, retryAfter: retryAfter, elsewhere: elsewhere, at: now, using: &generator)
        guard case .retry(let instant) = decision, !budget.withdraw() else { return decision }
        return hold(failure, due: instant, at: now, using: &generator)
    }

    /// Decides without a budget.
    public mutating func next(
        after failure: FailureClass, retryAfter: Duration? = nil, elsewhere: Bool = false,
        at now: ContinuousClock.Instant, using generator: inout some RandomNumberGenerator
    ) -> Decision {
        failures += 1
        let sameFailures = failuresByClass[failure, default: 0] + 1
        failuresByClass[failure] = sameFailures
        if failure == .cancelled { return .giveUp(.cancelled) }
        guard failure.mayBeRetried, let rule = policy.rules[failure] else { return .giveUp(.refused) }
        guard isIdempotent else { return .giveUp(.notIdempotent) }
        guard failures < policy.attempts, sameFailures < rule.attempts else { return .giveUp(.attempts) }

        var instant = now
        if !elsewhere {
            let pause = policy.pause(beforeRetry: sameFailures, after: failure, using: &generator)
            instant += retryAfter.flatMap { $0 > .zero ? $0 : nil } ?? pause
        }
        return instant < deadline ? .retry(at: instant) : .giveUp(.deadline)
    }

    /// Asks again after ``Decision/hold(until:)``.
    public mutating func resume(
        at now: ContinuousClock.Instant, budget: inout RetryBudget, using generator: inout some RandomNumberGenerator
    ) -> Decision {
        guard let (failure, due) = pending else { return .giveUp(.budget) }
        pending = nil
        held += max(.zero, now - due)
        if now >= deadline { return .giveUp(.deadline) }
        if budget.withdraw() { return .retry(at: now) }
        return hold(failure, due: now, at: now, using: &generator)
    }

    private mutating func hold(
        _ failure: FailureClass, due: ContinuousClock.Instant, at now: ContinuousClock.Instant,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        let pause = max(
            policy.pause(beforeRetry: 1, after: failure, using: &generator), policy.budgetPatience / 64)
        let instant = max(due, now + pause)
        // Only what the call waits longer than it would have waited anyway counts against the patience.
        guard held + (instant - due) <= policy.budgetPatience else { return .giveUp(.budget) }
        guard instant < deadline else { return .giveUp(.deadline) }
        pending = (failure, due)
        return .hold(until: instant)
    }
}
