/// Keeps calls away from an endpoint that fails, and finds out with single probes when it works again
/// (Nygard, "Release It!", 2007).
///
/// It is a value without clock or lock: instants come in as arguments and decisions go out. Admission and outcome
/// are two steps, since a streamed answer is a success only at its end:
///
///     switch breaker.admit(at: now) {
///     case .call(let permit), .probe(let permit):
///         …                                                 // call; read the stream to its end
///         breaker.record(.success, for: permit, at: later)
///     case .refuse(let until):
///         …                                                 // another endpoint
///     }
///
/// A permit remembers under which state of the breaker it was given. What a call reports that was admitted before
/// a trip, or before the last recovery, changes nothing: it tells of a time that is over.
///
/// Being turned away for load is another thing than failing (Finagle's "nack", and the client-side throttling of
/// Google's SRE book): an endpoint that answers some calls and turns the others away works, and is helped by fewer calls
/// and not by none. So it counts only when nothing at all is answered, and of calls that were under way together one.
public struct CircuitBreaker: Sendable {
    /// What became of an admitted call.
    public enum Outcome: Sendable, Hashable {
        /// The answer came whole. An endpoint that rejects a faulty request works, too.
        case success
        case failure
        /// The endpoint said at once that it has too much to do. From a probe it is a failure.
        case overloaded
        /// The call says nothing about the endpoint: the caller left, or the call was never sent. It frees the
        /// place of a probe and counts as nothing.
        case cancelled
    }

    /// The right to one call; to be handed back with its outcome, once.
    public struct Permit: Sendable, Hashable {
        let generation: UInt64
        let probe: UInt64?
        /// How often in a row the endpoint had turned calls away when this one was admitted.
        var overloads = 0
    }

    /// The answer to whether a call may be made.
    public enum Admission: Sendable, Hashable {
        case call(Permit)
        /// Go ahead, but alone: whether the endpoint is used again depends on this call.
        case probe(Permit)
        /// Not before `until`. While a probe is under way this is when its place is free at the latest; it may be
        /// free sooner.
        case refuse(until: ContinuousClock.Instant)
    }

    /// The state as reports show it.
    public enum State: Sendable, Hashable {
        case closed
        case open(until: ContinuousClock.Instant)
        /// The rest is over; the next call, or the one under way, is a probe.
        case halfOpen
    }

    private struct Probe {
        var number: UInt64
        var started: ContinuousClock.Instant
    }

    private enum Phase {
        case closed
        /// Rests until an instant, and thereafter admits one probe at a time.
        case tripped(until: ContinuousClock.Instant, probe: Probe?)
    }

    /// Failures in a row that are less likely than this are no chance.
    private static let smallestChance = 1e-4

    public let policy: BreakerPolicy
    private var phase = Phase.closed
    /// When the present rest began, or the last probe before its end.
    private var restBegan: ContinuousClock.Instant?
    /// A rest that was imposed from outside and after which the breaker is what it was before.
    private var imposedRest: ContinuousClock.Instant?
    /// How long the next rest will be.
    private var nextRest: Duration
    private var failuresInARow = 0
    /// How often in a row the endpoint turned calls away for its load. Calls under way together count once.
    public private(set) var overloadsInARow = 0
    private var window: FailureWindow
    /// Changes with every trip and every recovery.
    private var generation: UInt64 = 0
    private var probes: UInt64 = 0

    public init(policy: BreakerPolicy = BreakerPolicy()) {
        self.policy = policy
        nextRest = policy.rest
        window = FailureWindow(length: policy.window)
    }

    /// How often the breaker has tripped.
    public private(set) var trips = 0

    public func state(at now: ContinuousClock.Instant) -> State {
        switch phase {
        case .closed:
            return rest(at: now).map { .open(until: $0) } ?? .closed
        case .tripped(let until, _):
            let end = max(until, imposedRest ?? until)
            return now < end ? .open(until: end) : .halfOpen
        }
    }

    /// Asks to make a call.
    public mutating func admit(at now: ContinuousClock.Instant) -> Admission {
        if let until = rest(at: now) {
            guard case .tripped(let other, _) = phase else { return .refuse(until: until) }
            return .refuse(until: max(until, other))
        }
        guard case .tripped(let until, let probe) = phase else {
            return .call(Permit(generation: generation, probe: nil, overloads: overloadsInARow))
        }
        if now < until { return .refuse(until: until) }
        if let probe, now < probe.started + policy.probePatience {
            return .refuse(until: probe.started + policy.probePatience)
        }
        probes += 1
        phase = .tripped(until: until, probe: Probe(number: probes, started: now))
        return .probe(Permit(generation: generation, probe: probes))
    }

    /// Asks for a probe although the endpoint rests, for when there is nobody else to call: then waiting for the end of
    /// the rest would only make an outage longer than it is. A rest that was imposed is kept all the same.
    ///
    /// - Parameter pause: between two probes, and after the trip.
    public mutating func admitEarly(
        at now: ContinuousClock.Instant, pause: Duration = .seconds(1)
    ) -> Admission {
        guard rest(at: now) == nil, case .tripped(let until, let probe) = phase, now < until, let began = restBegan
        else { return admit(at: now) }
        if let probe, now < probe.started + policy.probePatience { return .refuse(until: until) }
        guard now >= began + pause else { return .refuse(until: min(until, began + pause)) }
        restBegan = now
        probes += 1
        phase = .tripped(until: until, probe: Probe(number: probes, started: now))
        return .probe(Permit(generation: generation, probe: probes))
    }

    /// Reports what became of a call.
    ///
    /// A probe that outstayed its patience may still recover the endpoint by succeeding (answers can be long), but
    /// not trip it again: that is up to the probe that took its place.
    public mutating func record(_ outcome: Outcome, for permit: Permit, at now: ContinuousClock.Instant) {
        guard permit.generation == generation else { return }
        guard let number = permit.probe else {
            return outcome == .overloaded ? recordOverload(permit, at: now) : recordCall(outcome, at: now)
        }
        guard case .tripped(let until, let probe) = phase else { return }
        switch outcome {
        case .success:
            recover()
        case .failure where probe?.number == number, .overloaded where probe?.number == number:
            nextRest = min(nextRest * 2, policy.longestRest)
            trip(at: now)
        case .cancelled where probe?.number == number:
            phase = .tripped(until: until, probe: nil)
        case .failure, .overloaded, .cancelled:
            break
        }
    }

    /// Lets the endpoint rest because it, or its owner, asked for it: a `Retry-After`, an expired key.
    ///
    /// A rest never ends sooner because of a shorter or earlier one. Afterwards calls go on as before, or, with
    /// `thenProbe`, carefully: one probe decides, as after a trip.
    public mutating func rest(until: ContinuousClock.Instant, thenProbe: Bool = false) {
        imposedRest = max(imposedRest ?? until, until)
        guard thenProbe else { return }
        switch phase {
        case .closed: startRest(until: until)
        case .tripped(let present, _): startRest(until: max(present, until))
        }
    }

    private func rest(at now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        imposedRest.flatMap { now < $0 ? $0 : nil }
    }

    private mutating func recordCall(_ outcome: Outcome, at now: ContinuousClock.Instant) {
        switch outcome {
        case .cancelled, .overloaded:
            return
        case .success:
            failuresInARow = 0
            overloadsInARow = 0
            window.record(isFailure: false, at: now)
        case .failure:
            failuresInARow += 1
            window.record(isFailure: true, at: now)
        }
        if shouldTrip(at: now) { trip(at: now) }
    }

    private mutating func recordOverload(_ permit: Permit, at now: ContinuousClock.Instant) {
        guard permit.overloads == overloadsInARow else { return }
        overloadsInARow += 1
        if let most = policy.consecutiveOverloads, overloadsInARow >= most { trip(at: now) }
    }

    private mutating func shouldTrip(at now: ContinuousClock.Instant) -> Bool {
        if isStreak(at: now) { return true }
        guard let ratio = policy.failureRatio else { return false }
        let (calls, failures) = window.totals(at: now)
        return calls >= policy.minimumCalls && failures > 0 && Double(failures) >= ratio * Double(calls)
    }

    /// Whether the last calls failed one after the other, and not by chance.
    ///
    /// Of an endpoint that fails now and then anyway a few failures in a row say little: where one of six calls fails,
    /// three in a row come once in 270 calls. There, so many are needed that chance alone would not bring them.
    private mutating func isStreak(at now: ContinuousClock.Instant) -> Bool {
        guard let most = policy.consecutiveFailures, failuresInARow >= most else { return false }
        let (calls, failures) = window.totals(at: now)
        let (earlierCalls, earlierFailures) = (calls - failuresInARow, failures - failuresInARow)
        guard earlierFailures > 0, earlierCalls >= policy.minimumCalls else { return true }
        let share = Double(earlierFailures) / Double(earlierCalls)
        var chance = 1.0
        for _ in 0..<failuresInARow where chance > Self.smallestChance { chance *= share }
        return chance <= Self.smallestChance
    }

    private mutating func trip(at now: ContinuousClock.Instant) {
        restBegan = now
        startRest(until: now + nextRest)
    }

    private mutating func startRest(until: ContinuousClock.Instant) {
        generation += 1
        trips += 1
        overloadsInARow = 0
        phase = .tripped(until: until, probe: nil)
    }

    private mutating func recover() {
        generation += 1
        phase = .closed
        nextRest = policy.rest
        failuresInARow = 0
        window.clear()
    }
}
