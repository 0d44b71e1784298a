/// When a ``CircuitBreaker`` trips, and for how long it then rests.
public struct BreakerPolicy: Sendable, Hashable {
    /// Trips after so many failures with no success between them; `nil` switches this trigger off.
    public var consecutiveFailures: Int?
    /// Trips when the endpoint turned calls away so often for its load, each time after the time before was known, with
    /// no success between them; `nil` switches this trigger off.
    public var consecutiveOverloads: Int?
    /// Trips when at least this share of the calls of the last ``window`` failed; `nil` switches this trigger off.
    public var failureRatio: Double?
    /// The share of failures says nothing before so many calls ended within the window.
    public var minimumCalls: Int
    /// How far back the share of failures looks.
    public var window: Duration
    /// The rest after a trip. Each failed probe doubles it.
    public var rest: Duration
    /// The longest rest to which doubling leads.
    public var longestRest: Duration
    /// A probe that has not reported back for so long no longer keeps other probes away.
    public var probePatience: Duration

    public init(
        consecutiveFailures: Int? = 3,
        consecutiveOverloads: Int? = 10,
        failureRatio: Double? = 0.5,
        minimumCalls: Int = 20,
        window: Duration = .seconds(30),
        rest: Duration = .seconds(30),
        longestRest: Duration = .seconds(60),
        probePatience: Duration = .seconds(60)
    ) {
        self.consecutiveFailures = consecutiveFailures.map { max(1, $0) }
        self.consecutiveOverloads = consecutiveOverloads.map { max(1, $0) }
        self.failureRatio = failureRatio
        self.minimumCalls = max(1, minimumCalls)
        self.window = max(.milliseconds(1), window)
        self.rest = max(.zero, rest)
        self.longestRest = max(self.rest, longestRest)
        self.probePatience = max(.zero, probePatience)
    }
}
