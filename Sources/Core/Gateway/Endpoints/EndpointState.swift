import Resilience

/// What is known of one endpoint: a value without clock or lock.
struct EndpointState: Sendable {
    var breaker: CircuitBreaker
    var load = PeakEWMA()
    /// Hedging learns from whole answers and from first tokens apart: they are of different length.
    var wholeHedges: HedgeController
    var streamHedges: HedgeController
    var proximity: Proximity
    var health = EndpointHealth()
    /// How long answers take, streams until their first content: an average over some ten of them. Zero before the
    /// first.
    private(set) var usualLatency = Duration.zero

    init(breaker: BreakerPolicy, hedging: HedgePolicy, proximity: Proximity) {
        self.breaker = CircuitBreaker(policy: breaker)
        wholeHedges = HedgeController(policy: hedging)
        streamHedges = HedgeController(policy: hedging)
        self.proximity = proximity
    }

    /// A whole answer came; for a stream, `latency` is until its first content.
    mutating func succeeded(after latency: Duration, at now: ContinuousClock.Instant) {
        usualLatency = usualLatency == .zero ? latency : usualLatency + (latency - usualLatency) / 10
        load.end(after: latency, at: now)
    }

    mutating func hedgeDelay(streaming: Bool, at now: ContinuousClock.Instant) -> Duration? {
        streaming ? streamHedges.delay(at: now) : wholeHedges.delay(at: now)
    }

    mutating func reachedHedgeDelay(streaming: Bool, at now: ContinuousClock.Instant) -> Bool {
        streaming ? streamHedges.reachedDelay(at: now) : wholeHedges.reachedDelay(at: now)
    }

    /// A call was given up because its hedge had answered.
    mutating func overtaken(after latency: Duration, streaming: Bool, at now: ContinuousClock.Instant) {
        load.wasOvertaken(after: latency, at: now)
        if streaming {
            streamHedges.overtaken(after: latency, at: now)
        } else {
            wholeHedges.overtaken(after: latency, at: now)
        }
    }

    /// The time after which a hedge would have been decided on is over: an answer, or its first token, is there.
    mutating func answered(after latency: Duration, armed: Duration?, streaming: Bool, at now: ContinuousClock.Instant)
    {
        if streaming {
            streamHedges.ended(after: latency, armed: armed, at: now)
        } else {
            wholeHedges.ended(after: latency, armed: armed, at: now)
        }
    }
}

/// Counts since the start, for reports.
public struct EndpointHealth: Sendable, Hashable {
    public internal(set) var calls = 0
    public internal(set) var failures = 0
    public internal(set) var cancelled = 0
    /// Of calls that were made to see whether the endpoint works.
    public internal(set) var probes = 0
    public internal(set) var lastFailure: UpstreamFailure?
    public internal(set) var lastUsed: ContinuousClock.Instant?
    /// How long it takes to open a connection; `nil` before the first measurement.
    public internal(set) var roundTrip: Duration?
}

extension Proximity {
    /// How far apart two regions are, by their names: equal, on one continent ("europe-west1", "europe-north1";
    /// "us-east-1", "us-west-2"), or far. Where one is not known, all are equally near.
    static func named(endpoint: String?, caller: String?) -> Proximity {
        guard let endpoint, let caller else { return .region }
        if endpoint == caller { return .zone }
        return endpoint.split(separator: "-").first == caller.split(separator: "-").first ? .region : .remote
    }
}
