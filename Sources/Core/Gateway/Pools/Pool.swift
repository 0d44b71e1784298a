import Resilience
import Synchronization

/// Endpoints that answer the same, and what they share: who is an outlier among them, and the budgets that pay for
/// extra calls.
final class Pool: Sendable {
    let name: String
    let endpoints: [ModelEndpoint]
    let health: HealthConfiguration
    /// The share of calls that may be hedged.
    let hedgeBudget: Double
    private let balancer = Balancer()
    private let slowStart: SlowStart
    private let time: TimeSource
    private let randomness: Randomness
    private let state: Mutex<State>

    private struct State {
        var outliers: OutlierDetector
        var retries = RetryBudget()
        var hedges: HedgeBudget
        /// When an endpoint came back after its breaker had kept it away.
        var recoveries: [Int: ContinuousClock.Instant] = [:]
        var wasResting: Set<Int> = []
        /// What requests that come from another pool have saved up for a call when the budget pays for none.
        var trickle = 0.0
    }

    init(
        name: String, endpoints: [ModelEndpoint], health: HealthConfiguration, hedgeBudget: Double,
        slowStart: SlowStart, time: TimeSource, randomness: Randomness
    ) {
        self.name = name
        self.endpoints = endpoints
        self.health = health
        self.hedgeBudget = hedgeBudget
        self.slowStart = slowStart
        self.time = time
        self.randomness = randomness
        state = Mutex(
            State(
                outliers: OutlierDetector(endpoints: endpoints.map(\.id)),
                hedges: HedgeBudget(ratio: hedgeBudget)))
    }

    /// The models that it may answer with.
    func models(for request: ModelRequest) -> [String] {
        var models: [String] = []
        for endpoint in endpoints {
            let model = endpoint.model(for: request)
            if !models.contains(model) { models.append(model) }
        }
        return models
    }

    // MARK: Choosing

    /// The endpoint to call; `nil` when none may be called now.
    func choose(avoiding tried: [Int], for operation: ModelOperation, at now: ContinuousClock.Instant) -> ModelEndpoint?
    {
        if endpoints.count == 1 {
            let only = endpoints[0]
            return tried.contains(only.id) || !only.supports(operation) || only.restEnd(at: now) != nil ? nil : only
        }
        let candidates = state.withLock { state in
            endpoints.map { endpoint in
                let isEjected = state.outliers.isEjected(endpoint.id, at: now)
                var recovery = state.outliers.ejectionEnd(of: endpoint.id)
                if let back = state.recoveries[endpoint.id] { recovery = max(recovery ?? back, back) }
                var candidate = endpoint.candidate(
                    weight: slowStart.weight(since: recovery, at: now), isEjected: isEjected, at: now)
                note(candidate, in: &state, at: now)
                if !endpoint.supports(operation) { candidate.isAvailable = false }
                return candidate
            }
        }
        guard let id = balancer.pick(from: candidates, excluding: tried, drawing: randomness.next()) else { return nil }
        return endpoints.first { $0.id == id }
    }

    /// Remembers who came back from a rest and when: it takes up its work slowly.
    private func note(_ candidate: CandidateLoad, in state: inout State, at now: ContinuousClock.Instant) {
        if !candidate.isAvailable {
            state.wasResting.insert(candidate.id)
        } else if !state.wasResting.isEmpty, state.wasResting.remove(candidate.id) != nil {
            state.recoveries[candidate.id] = now
        }
    }

    /// Whether another endpoint than these may be called now.
    func hasAnother(than tried: [Int], for operation: ModelOperation, at now: ContinuousClock.Instant) -> Bool {
        guard endpoints.count > 1 else { return false }
        return state.withLock { state in
            endpoints.contains { endpoint in
                !tried.contains(endpoint.id) && endpoint.supports(operation) && endpoint.restEnd(at: now) == nil
                    && !state.outliers.isEjected(endpoint.id, at: now)
            }
        }
    }

    /// Whether one of the endpoints beside these can do what is asked, now or later.
    func hasCapable(beside refusing: [Int], for operation: ModelOperation) -> Bool {
        endpoints.contains { !refusing.contains($0.id) && $0.supports(operation) }
    }

    /// When the first of the endpoints may be called again; `nil` when none can do this at all.
    func earliest(
        beside refusing: [Int] = [], for operation: ModelOperation, at now: ContinuousClock.Instant
    ) -> ContinuousClock.Instant? {
        endpoints.filter { !refusing.contains($0.id) && $0.supports(operation) }.map { endpoint in
            let ejection = state.withLock { state in
                state.outliers.isEjected(endpoint.id, at: now) ? state.outliers.ejectionEnd(of: endpoint.id) : nil
            }
            return max(endpoint.restEnd(at: now) ?? now, ejection ?? now)
        }.min()
    }

    // MARK: Budgets

    /// A request begins here.
    func recordFirstAttempt() {
        state.withLock { state in
            state.retries.recordFirstAttempt()
            state.hedges.callBegan()
        }
    }

    /// Pays for a call that is not a request's first.
    func payForExtraCall() -> Bool {
        state.withLock { state in
            guard state.retries.withdraw() else { return false }
            state.hedges.callBegan()
            return true
        }
    }

    /// Pays for the first call of a request that another pool could not answer.
    ///
    /// When the budget is empty, every tenth such request is let through all the same: nobody else would find out
    /// that this pool is well again.
    func payForArrival() -> Bool {
        if endpoints.allSatisfy(\.isLocal) || payForExtraCall() { return true }
        return state.withLock { state in
            state.trickle += 0.1
            guard state.trickle >= 1 - 1e-9 else { return false }
            state.trickle = 0
            return true
        }
    }

    /// Pays for a hedge, from both budgets.
    func payForHedge() -> Bool {
        state.withLock { state in
            guard state.hedges.spend() else { return false }
            if state.retries.withdraw() { return true }
            state.hedges.refund()
            return false
        }
    }

    /// Gives back what was paid for a hedge that could not be made.
    func refundHedge() {
        state.withLock { state in
            state.hedges.refund()
            state.retries.refund()
        }
    }

    /// The next step after a failed attempt, already paid for.
    func next(
        _ machine: inout RetryMachine, after failure: UpstreamFailure, elsewhere: Bool
    ) -> RetryMachine.Decision {
        var generator = randomness
        let now = time.now()
        return state.withLock { state in
            machine.next(
                after: failure.failureClass, retryAfter: failure.retryAfter, elsewhere: elsewhere, at: now,
                budget: &state.retries, using: &generator)
        }
    }

    /// Asks again when the budget was empty.
    func resume(_ machine: inout RetryMachine) -> RetryMachine.Decision {
        var generator = randomness
        let now = time.now()
        return state.withLock { machine.resume(at: now, budget: &$0.retries, using: &generator) }
    }

    // MARK: Outcomes

    func recordSuccess(of endpoint: ModelEndpoint, latency: Duration) {
        let now = time.now()
        state.withLock { state in
            state.retries.recordSuccess()
            if endpoints.count > 1 {
                state.outliers.record(endpoint.id, isSuccess: true, latency: latency, at: now)
            }
        }
    }

    func recordFailure(of endpoint: ModelEndpoint, _ failure: UpstreamFailure, latency: Duration) {
        guard endpoint.blame(for: failure) != .request, !endpoint.isLocal else { return }
        let now = time.now()
        state.withLock { state in
            state.retries.recordFailure()
            // A throttle tells of the caller's rate and an overload of everybody's, not of the endpoint's state.
            guard endpoints.count > 1, ![.throttled, .overloaded].contains(failure.failureClass) else { return }
            state.outliers.record(endpoint.id, isSuccess: false, latency: latency, at: now)
        }
    }

    func isEjected(_ endpoint: ModelEndpoint, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { $0.outliers.isEjected(endpoint.id, at: now) }
    }
}

/// Random numbers from outside, so that a test can repeat them.
public struct Randomness: RandomNumberGenerator, Sendable {
    private let draw: @Sendable () -> UInt64

    public init(_ draw: @escaping @Sendable () -> UInt64) {
        self.draw = draw
    }

    public func next() -> UInt64 { draw() }

    /// The system's own.
    public static let system = Randomness {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
