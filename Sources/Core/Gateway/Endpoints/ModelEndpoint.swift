import HTTPMessages
import Resilience
import Synchronization

/// One place that a model can be called at, and everything that is known of it: whether it rests, how fast and how
/// busy it is, and what it allows.
final class ModelEndpoint: Sendable {
    /// Who answers in the end.
    enum Speaker: Sendable {
        case remote(any Dialect, base: HTTPAddress)
        case local([any LocalModel])
    }

    let configuration: EndpointConfiguration
    let pool: String
    /// Its number among the endpoints of its pool. It keeps it when others come and go.
    let id: Int
    let speaker: Speaker
    /// Requests wait here for what the endpoint allows: rate, tokens, concurrency.
    let gate: AdmissionGate
    private let time: TimeSource
    private let state: Mutex<EndpointState>
    /// Whether names of regions say how far away it is; otherwise that is measured.
    private let hasKnownPlace: Bool

    init(
        _ configuration: EndpointConfiguration, pool: String, id: Int, speaker: Speaker, caller region: String?,
        policies: EndpointPolicies, time: TimeSource
    ) {
        self.configuration = configuration
        self.pool = pool
        self.id = id
        self.speaker = speaker
        self.time = time
        hasKnownPlace = configuration.region != nil && region != nil
        gate = policies.gate(for: configuration.limits, time: time)
        state = Mutex(
            EndpointState(
                breaker: policies.breaker, hedging: policies.hedging,
                proximity: .named(endpoint: configuration.region, caller: region)))
    }

    var name: String { configuration.name }
    var now: @Sendable () -> ContinuousClock.Instant { time.now }

    /// Whether it passes on whatever model the caller names.
    var isOpen: Bool { configuration.model == RouteTable.anyModel }

    var isLocal: Bool {
        if case .local = speaker { true } else { false }
    }

    func supports(_ operation: ModelOperation) -> Bool {
        switch speaker {
        case .remote(let dialect, _): dialect.supports(operation)
        case .local(let models): models.contains { $0.supports(operation) }
        }
    }

    /// The model's name at the provider for a request.
    func model(for request: ModelRequest) -> String {
        isOpen ? request.model ?? "" : configuration.model
    }

    // MARK: What it is like now

    func candidate(weight: Double, isEjected: Bool, at now: ContinuousClock.Instant) -> CandidateLoad {
        state.withLock { state in
            var isAvailable = !isEjected
            if case .open = state.breaker.state(at: now) { isAvailable = false }
            return CandidateLoad(
                id: id, load: state.load.estimate(at: now), proximity: state.proximity,
                weight: weight * configuration.weight, isAvailable: isAvailable)
        }
    }

    /// How long its answers take, streams until their first content; zero before the first.
    var usualLatency: Duration { state.withLock { $0.usualLatency } }

    func hedgeDelay(streaming: Bool, at now: ContinuousClock.Instant) -> Duration? {
        state.withLock { $0.hedgeDelay(streaming: streaming, at: now) }
    }

    func reachedHedgeDelay(streaming: Bool, at now: ContinuousClock.Instant) -> Bool {
        state.withLock { $0.reachedHedgeDelay(streaming: streaming, at: now) }
    }

    var breakerState: CircuitBreaker.State {
        let now = time.now()
        return state.withLock { $0.breaker.state(at: now) }
    }

    var snapshot: EndpointState { state.withLock { $0 } }

    /// When it may be called again; `nil`: now.
    func restEnd(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        guard case .open(let until) = state.withLock({ $0.breaker.state(at: now) }) else { return nil }
        return until
    }

    // MARK: Calls

    /// Asks for the right to one call; `early` also while the endpoint rests, if there is nobody else.
    func admit(at now: ContinuousClock.Instant, early: Bool = false) -> CircuitBreaker.Admission {
        state.withLock { state in
            let admission = early ? state.breaker.admitEarly(at: now) : state.breaker.admit(at: now)
            if case .refuse = admission { return admission }
            state.load.begin(at: now)
            state.health.calls += 1
            state.health.lastUsed = now
            return admission
        }
    }

    func answered(after latency: Duration, ticket: EndpointTicket) {
        let now = time.now()
        state.withLock {
            $0.answered(after: latency, armed: ticket.hedgeDelay, streaming: ticket.isStreaming, at: now)
        }
    }

    /// - Parameter latency: for a stream, until its first content.
    func succeeded(permit: CircuitBreaker.Permit, after latency: Duration) {
        let now = time.now()
        state.withLock { state in
            state.breaker.record(.success, for: permit, at: now)
            state.succeeded(after: latency, at: now)
        }
    }

    /// - Parameter isOvertaken: whether it was given up because its hedge had answered, and not by the caller.
    func cancelled(
        permit: CircuitBreaker.Permit, after latency: Duration, isOvertaken: Bool, streaming: Bool
    ) {
        let now = time.now()
        state.withLock { state in
            state.breaker.record(.cancelled, for: permit, at: now)
            state.health.cancelled += 1
            if isOvertaken {
                state.overtaken(after: latency, streaming: streaming, at: now)
            } else {
                state.load.abandon(at: now)
            }
        }
    }

    /// - Parameter isRefusal: whether it turned the call away at once for its load.
    func failed(
        _ failure: UpstreamFailure, permit: CircuitBreaker.Permit, latency: Duration, isRefusal: Bool
    ) {
        let now = time.now()
        let (before, refusals) = state.withLock { state in
            let before = state.breaker.overloadsInARow
            note(failure, permit: permit, latency: latency, isRefusal: isRefusal, in: &state, at: now)
            return (before, state.breaker.overloadsInARow)
        }
        guard refusals > before,
            let rest = EndpointPolicies.overloadRest(
                after: refusals, places: gate.snapshot.limit, latency: usualLatency)
        else { return }
        // It rests at the gate, where those who wait keep their places.
        gate.updateRate { $0.pause(until: now + rest) }
    }

    private func note(
        _ failure: UpstreamFailure, permit: CircuitBreaker.Permit, latency: Duration, isRefusal: Bool,
        in state: inout EndpointState, at now: ContinuousClock.Instant
    ) {
        switch blame(for: failure) {
        case .request:
            // It works: it read the request and declined it.
            state.breaker.record(.success, for: permit, at: now)
            state.load.end(after: latency, at: now)
            return
        case .credentials:
            state.breaker.record(.failure, for: permit, at: now)
            state.breaker.rest(until: now + EndpointPolicies.credentialRest, thenProbe: true)
        case .endpoint:
            // A throttle is no fault: it asks for a pause, which is given.
            // And what a local model declines it declines for good, without being any worse for others.
            let isFault = failure.failureClass != .throttled && !failure.isOwn && !isLocal
            let outcome: CircuitBreaker.Outcome = isRefusal ? .overloaded : isFault ? .failure : .cancelled
            state.breaker.record(outcome, for: permit, at: now)
            if let pause = failure.retryAfter, pause > .zero {
                state.breaker.rest(until: now + min(pause, EndpointPolicies.longestRest))
            }
        }
        state.load.fail(after: latency, at: now)
        state.health.failures += 1
        state.health.lastFailure = failure
    }

    /// Where callers name the model, one that is not there is the caller's mistake: nobody else is to suffer for it.
    func blame(for failure: UpstreamFailure) -> UpstreamFailure.Blame {
        isOpen && failure.blame == .credentials && failure.status == 404 ? .request : failure.blame
    }

    /// Takes in how far away it is by measurement, and how long a connection took.
    func measured(roundTrip: Duration) {
        state.withLock { state in
            state.health.roundTrip = roundTrip
            if !hasKnownPlace { state.proximity = Proximity(roundTrip: roundTrip) }
        }
    }

    func probed() {
        state.withLock { $0.health.probes += 1 }
    }
}
