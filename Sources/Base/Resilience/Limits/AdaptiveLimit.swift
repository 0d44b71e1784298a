/// A limit on the number of calls under way that follows what the endpoint bears.
///
/// By latency it works like "gradient2" of Netflix' concurrency-limits: once per round trip it compares the latency of
/// that round trip with the usual one, a long average. While they agree, the limit grows by a queue allowance (its
/// square root); when the latency is more than `tolerance` times the usual one, the limit shrinks in proportion. By
/// throttling and overload it works like TCP: each round trip with such an answer cuts the limit by a tenth.
///
/// An endpoint that turns calls away at once, since all its places are taken, tells more. How many calls it serves at once
/// is known from its answers (Little's law: answers a second times how long each takes). When calls are turned away and the limit
/// is above that number, places are wasted: the limit becomes it, and then grows beyond it carefully, by a sixteenth of a
/// place a round trip and faster the longer that goes well (as TCP beyond its slow-start threshold). When calls are turned
/// away though the limit is used to the full, the number of calls is not the reason, and nothing changes.
///
/// The usual latency is learned five times slower from round trips that look as if calls had queued, since otherwise
/// a lasting queue would soon be usual.
///
/// It grows only while it is used: at least half of it must be under way.
///
///     if limit.tryBegin() { … limit.end(.success(latency: elapsed), started: start, at: now) }
///
/// A value without clock or lock.
public struct AdaptiveLimit: Sendable, Hashable {
    public struct Policy: Sendable, Hashable {
        public var initial: Double
        public var least: Double
        public var most: Double
        /// How much the recent latency may exceed the usual one before the limit shrinks.
        public var tolerance: Double
        /// The share of a reduction that takes effect at once.
        public var smoothing: Double
        /// The number of round trips over which the usual latency is averaged.
        public var longWindow: Double
        /// The factor by which throttling or overload cuts the limit.
        public var backoff: Double

        public init(
            initial: Double = 20, least: Double = 1, most: Double = 200, tolerance: Double = 1.5,
            smoothing: Double = 0.5, longWindow: Double = 100, backoff: Double = 0.9
        ) {
            self.least = max(1, least)
            self.most = max(self.least, most)
            self.initial = min(max(initial, self.least), self.most)
            self.tolerance = max(1, tolerance)
            self.smoothing = min(max(smoothing, 0.01), 1)
            self.longWindow = max(1, longWindow)
            self.backoff = min(max(backoff, 0.1), 1)
        }

        /// A limit that does not adapt.
        public static func fixed(_ limit: Int) -> Policy {
            Policy(initial: Double(limit), least: Double(limit), most: Double(limit))
        }
    }

    public enum Outcome: Sendable, Hashable {
        case success(latency: Duration)
        /// The endpoint threw the call back, or let it time out, since it has too much to do.
        case overloaded
        /// The endpoint turned the call away at once, since it has too much to do.
        case refused
        /// The call tells nothing about the load.
        case ignored
    }

    public let policy: Policy
    private var estimate: Double
    private var roundTrip: RoundTrip?
    /// The usual latency in seconds, and from how many round trips it is known.
    private var usualLatency = 0.0
    private var roundTrips = 0.0
    private var lastCut: ContinuousClock.Instant?
    /// How many calls are served at once, an average.
    private var served = 0.0
    /// Calls turned away in the present round trip.
    private var refusals = 0
    /// The most calls that were under way beside one of them.
    private var mostBeside = 0.0
    /// The number of calls that the endpoint is believed to take.
    private var wall: Double?
    /// Calls under way.
    public private(set) var inFlight = 0

    public init(policy: Policy = Policy()) {
        self.policy = policy
        estimate = policy.initial
    }

    /// How many calls may be under way at once.
    public var limit: Int { Int(estimate) }

    public var hasRoom: Bool { inFlight < limit }

    /// Takes a place; `false` when there is none.
    public mutating func tryBegin() -> Bool {
        guard hasRoom else { return false }
        inFlight += 1
        return true
    }

    /// Frees a place, and learns from what became of the call.
    ///
    /// - Parameter started: when the call began: one that began before the limit was last cut does not cut it again.
    public mutating func end(
        _ outcome: Outcome, started: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) {
        let used = inFlight
        inFlight = max(0, inFlight - 1)
        switch outcome {
        case .ignored:
            break
        case .overloaded:
            cut(started: started, at: now)
        case .refused:
            refuse(beside: Double(used - 1))
        case .success(let latency):
            record(
                max(latency.inSeconds, 1e-9), lasted: max((now - started).inSeconds, 0), used: used, at: now)
        }
    }

    private mutating func cut(started: ContinuousClock.Instant, at now: ContinuousClock.Instant) {
        // Refusals come at once: a round trip is at least as long as an answer usually takes.
        if let lastCut, started <= lastCut || (now - lastCut).inSeconds < usualLatency { return }
        lastCut = now
        estimate = max(policy.least, estimate * policy.backoff)
    }

    private mutating func refuse(beside others: Double) {
        // An endpoint that turns away the only call is not helped by fewer at once.
        guard others >= 1 else { return }
        refusals += 1
        mostBeside = max(mostBeside, others)
        // Before the first round trip nothing else is known, and a storm cannot wait for its end.
        guard roundTrips == 0 || Double(refusals) > estimate + 8 else { return }
        shrink(to: max(others, estimate / 2), isWall: roundTrips > 0)
        (refusals, mostBeside) = (0, 0)
    }

    private mutating func shrink(to number: Double, isWall: Bool) {
        guard number < estimate else { return }
        estimate = max(policy.least, number)
        if isWall { wall = estimate }
    }

    /// Collects the latencies of a round trip: as many calls as say something, for as long as one of them takes.
    ///
    /// - Parameter lasted: how long the call took its place: for a stream, longer than its latency.
    private mutating func record(
        _ latency: Double, lasted: Double, used: Int, at now: ContinuousClock.Instant
    ) {
        var current = roundTrip ?? RoundTrip(start: now)
        current.sum += latency
        current.lasted += lasted
        current.calls += 1
        current.mostUsed = max(current.mostUsed, used)
        roundTrip = current
        let average = current.sum / current.calls
        guard current.calls >= min(max(3, estimate), 10), (now - current.start).inSeconds >= average else { return }
        let present = current.lasted / max((now - current.start).inSeconds, 1e-9)
        served = roundTrips == 0 ? present : served + (present - served) * 0.15
        learn(average)
        let full = max(mostBeside, (served + 0.75).rounded(.down))
        if refusals > 0, full < estimate.rounded(.down) {
            shrink(to: full, isWall: true)
        } else if Double(current.mostUsed) >= estimate / 2 {
            adapt(to: average)
        }
        (refusals, mostBeside) = (0, 0)
        roundTrip = RoundTrip(start: now)
    }

    private mutating func learn(_ latency: Double) {
        roundTrips = min(roundTrips + 1, policy.longWindow)
        let looksQueued = roundTrips > 1 && latency > usualLatency * policy.tolerance.squareRoot()
        let weight = max(1 / roundTrips, 2 / (policy.longWindow + 1))
        usualLatency += (latency - usualLatency) * (looksQueued ? weight / 5 : weight)
        // After a time of overload the usual latency is too high and would hide the next one: let it come down.
        if usualLatency > 2 * latency { usualLatency *= 0.95 }
    }

    private mutating func adapt(to latency: Double) {
        let gradient = min(max(policy.tolerance * usualLatency / latency, 0.5), 1)
        let target = estimate * gradient + estimate.squareRoot()
        let change = target - estimate
        let next = change < 0 ? estimate + change * policy.smoothing : min(target, highest)
        estimate = min(max(next, policy.least), policy.most)
        if let wall, estimate > 2 * wall + 1 { self.wall = nil }
    }

    /// How far one round trip may raise the limit.
    private var highest: Double {
        guard let wall else { return .infinity }
        return max(wall, estimate + (max(0, estimate - wall) + 1) / 16)
    }
}

/// What was seen of the present round trip.
private struct RoundTrip: Hashable, Sendable {
    var start: ContinuousClock.Instant
    var calls = 0.0
    var sum = 0.0
    /// Seconds that all of them took their places.
    var lasted = 0.0
    var mostUsed = 0
}
