/// The answer of a rate limit.
public enum RateDecision: Sendable, Hashable {
    /// Go ahead; the call has been charged.
    case allowed
    /// Not before this instant; nothing was charged. Ask again then: others may have been faster.
    case wait(until: ContinuousClock.Instant)
}

/// What a call takes from a rate limit.
public struct CallCost: Sendable, Hashable {
    public var requests: Double
    /// Tokens in and out, as estimated before the call.
    public var tokens: Double

    public init(requests: Double = 1, tokens: Double = 0) {
        self.requests = requests
        self.tokens = tokens
    }
}
