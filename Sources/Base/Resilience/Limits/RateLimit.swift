/// All the rate limits of one endpoint: a call goes ahead when every one of them allows it, and is charged to all or
/// to none.
///
///     var limit = RateLimit(
///         requests: [GCRA(rate: 600, per: .seconds(60))], tokens: [GCRA(rate: 200_000, per: .seconds(60))])
///     limit.decide(CallCost(tokens: 1200), at: now)
///     limit.correct(estimated: 1200, actual: 870, at: later)     // the answer told what it used
public struct RateLimit: Sendable, Hashable {
    /// Limits on the number of calls; several for several periods.
    public var requests: [GCRA]
    /// Limits on the tokens of a language model.
    public var tokens: [GCRA]
    public var spacing: MinimumSpacing?
    /// The limit that the endpoint enforces without saying so.
    public var learned: LearnedRate?
    /// Nothing goes before this instant.
    private var pauseEnd: ContinuousClock.Instant?

    /// Without an argument: no limit at all.
    public init(
        requests: [GCRA] = [], tokens: [GCRA] = [], spacing: MinimumSpacing? = nil, learned: LearnedRate? = nil
    ) {
        self.requests = requests
        self.tokens = tokens
        self.spacing = spacing
        self.learned = learned
    }

    /// The first instant from `now` on at which `cost` would be allowed if nobody else came.
    public func earliest(for cost: CallCost, at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        var instant = max(now, pauseEnd ?? now)
        for limit in requests { instant = max(instant, limit.earliest(for: cost.requests, at: now)) }
        if cost.tokens > 0 {
            for limit in tokens { instant = max(instant, limit.earliest(for: cost.tokens, at: now)) }
        }
        if let spacing { instant = max(instant, spacing.earliest(at: now)) }
        if let learned { instant = max(instant, learned.earliest(at: now)) }
        return instant
    }

    /// Lets nothing through before `instant`; a longer pause stays what it is.
    public mutating func pause(until instant: ContinuousClock.Instant) {
        pauseEnd = max(pauseEnd ?? instant, instant)
    }

    /// Charges `cost` to every limit if every limit allows it at `now`.
    public mutating func decide(_ cost: CallCost, at now: ContinuousClock.Instant) -> RateDecision {
        let instant = earliest(for: cost, at: now)
        guard instant <= now else { return .wait(until: instant) }
        for index in requests.indices { requests[index].charge(cost.requests, at: now) }
        for index in tokens.indices { tokens[index].charge(cost.tokens, at: now) }
        spacing?.charge(at: now)
        learned?.recordCall(at: now)
        return .allowed
    }

    /// Replaces the estimate of a call's tokens by what it really used.
    public mutating func correct(estimated: Double, actual: Double, at now: ContinuousClock.Instant) {
        for index in tokens.indices { tokens[index].correct(estimated: estimated, actual: actual, at: now) }
    }

    /// Gives back the cost of a call that was not made.
    public mutating func refund(_ cost: CallCost) {
        for index in requests.indices { requests[index].refund(cost.requests) }
        for index in tokens.indices { tokens[index].refund(cost.tokens) }
        learned?.refund()
    }
}
