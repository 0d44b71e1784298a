/// When a call that takes long is asked for a second time.
public struct HedgePolicy: Sendable, Equatable {
    /// The share of an endpoint's calls that must have been answered sooner, 0...1.
    public var quantile: Double
    /// A hedge never begins sooner than this.
    public var minimumDelay: Duration
    /// There is no hedge before this many latencies are known.
    public var minimumSamples: Int
    /// The share of recent calls that may reach the delay, 0...1. When more do, everything is slow and a second call
    /// would only add to it: there is no hedge until the share has fallen or the quantile has risen.
    public var mostSlow: Double
    /// For how long latencies count.
    public var window: Duration

    public init(
        quantile: Double = 0.95, minimumDelay: Duration = .milliseconds(2), minimumSamples: Int = 20,
        mostSlow: Double = 0.25, window: Duration = .seconds(120)
    ) {
        self.quantile = min(max(quantile, 0.5), 0.999)
        self.minimumDelay = minimumDelay
        self.minimumSamples = max(minimumSamples, 1)
        self.mostSlow = mostSlow
        self.window = window
    }
}

/// What hedges may cost, over all calls of a pool: each call adds a fraction of a token, each hedge takes a whole
/// one. It starts empty, so that there never are more hedges than that fraction of the calls.
///
/// The budget that retries and hedges share comes on top: the caller asks both.
public struct HedgeBudget: Sendable, Equatable {
    /// Extra calls per call.
    public let ratio: Double
    /// The most hedges that can be saved up.
    public let burst: Double
    public private(set) var tokens = 0.0

    public init(ratio: Double = 0.03, burst: Double = 10) {
        self.ratio = max(ratio, 0)
        self.burst = max(burst, 1)
    }

    /// A call has begun (the hedges themselves are not counted).
    public mutating func callBegan() {
        tokens = min(tokens + ratio, burst)
    }

    /// Pays for one hedge; `false` when there is not enough.
    public mutating func spend() -> Bool {
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Gives back what was paid for a hedge that was not made.
    public mutating func refund() {
        tokens = min(tokens + 1, burst)
    }
}
