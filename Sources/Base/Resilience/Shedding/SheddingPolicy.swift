/// When a queue counts as overloaded, and what is then refused.
public struct SheddingPolicy: Sendable, Equatable {
    /// The time in the queue that is fine. A queue that is always longer than this for a whole interval is overloaded;
    /// a burst that is worked off in between is not.
    public var target: Duration
    /// How often the admission is set anew. It should hold the ends of a few requests at least.
    public var interval: Duration
    /// The most that may wait. The lowest priority may fill half of it, the highest all.
    public var longestQueue: Int
    /// What has waited longer than this is not worth doing any more: whoever asked has gone, or soon will.
    public var longestWait: Duration

    public init(
        target: Duration = .milliseconds(100), interval: Duration = .milliseconds(250), longestQueue: Int = 1_000,
        longestWait: Duration = .seconds(10)
    ) {
        self.target = max(target, .nanoseconds(1))
        self.interval = max(interval, .milliseconds(1))
        self.longestQueue = max(longestQueue, 1)
        self.longestWait = longestWait
    }
}

/// Whether a request is taken.
public enum SheddingDecision: Sendable, Equatable {
    case accept
    /// Not now; worth asking again after this time.
    case refuse(retryAfter: Duration)

    public var isAccepted: Bool { self == .accept }
}
