/// When an endpoint counts as an outlier among its peers, and for how long it is then left alone.
public struct OutlierPolicy: Sendable, Equatable {
    /// This many failures in a row eject at once. 0: never.
    public var consecutiveFailures: Int
    /// How often success rates and latencies are compared.
    public var interval: Duration
    /// Endpoints with fewer calls in an interval are not judged by it.
    public var minimumCalls: Int
    /// How many standard deviations below the middle of its peers a success rate may lie.
    public var deviations: Double
    /// A success rate closer than this to the middle of its peers is never an outlier.
    public var smallestGap: Double
    /// How many times the median of its peers an endpoint's mean latency may be; `nil`: latency is not judged.
    public var latencyFactor: Double?
    /// The first ejection lasts this long, the second twice as long, and so on.
    public var baseEjection: Duration
    public var longestEjection: Duration
    /// At most this share of the endpoints is ejected at one time; one may always be, the last never.
    public var mostEjected: Double

    public init(
        consecutiveFailures: Int = 5, interval: Duration = .seconds(10), minimumCalls: Int = 10,
        deviations: Double = 3, smallestGap: Double = 0.1, latencyFactor: Double? = 5,
        baseEjection: Duration = .seconds(30), longestEjection: Duration = .seconds(300), mostEjected: Double = 0.5
    ) {
        self.consecutiveFailures = consecutiveFailures
        self.interval = interval
        self.minimumCalls = minimumCalls
        self.deviations = deviations
        self.smallestGap = smallestGap
        self.latencyFactor = latencyFactor
        self.baseEjection = baseEjection
        self.longestEjection = longestEjection
        self.mostEjected = mostEjected
    }
}

/// An endpoint is left alone for a while.
public struct Ejection: Sendable, Equatable {
    public enum Cause: String, Sendable {
        case consecutiveFailures
        case successRate
        case latency
    }

    public var id: Int
    public var cause: Cause
    public var until: ContinuousClock.Instant

    public init(id: Int, cause: Cause, until: ContinuousClock.Instant) {
        self.id = id
        self.cause = cause
        self.until = until
    }
}
