/// Decides after what delay a call to one endpoint is hedged, from the latencies that the endpoint has shown.
///
/// The delay is the ``HedgePolicy/quantile`` of the latencies, with two corrections:
///
/// - Stragglers as frequent as the quantile's complement would lift the quantile to their own latency. So it is at
///   most a quarter above the quantile of twice the complement (p90 for p95).
/// - Where those who pass the quantile are mostly done soon after (the remaining time is shorter than the median
///   call), a second call cannot win. Then the delay is half as long again: only what never happened before, such as
///   a hang, reaches it.
///
/// When everything is slow, many calls reach the delay; their share is followed, and above ``HedgePolicy/mostSlow``
/// there is no hedge. It is counted when the delay passes and not when the answer comes, since in a slowdown answers
/// come late.
///
/// After Dean and Barroso, "The tail at scale" (2013). A pure value: time comes in as an argument.
///
///     let delay = hedges.delay(at: now)                    // nil: call without a hedge
///     hedges.reachedDelay(at: later)                       // true: a hedge makes sense, if a budget pays for it
///     hedges.ended(after: latency, armed: delay, at: end)  // or overtaken(…), when the hedge answered first
public struct HedgeController: Sendable {
    public let policy: HedgePolicy
    private var latencies: LatencyQuantile
    /// The share of recent calls that reached the delay, an average over some twenty calls.
    public private(set) var slowShare = 0.0
    private var plan: Plan?

    /// A delay stays in use for a while, since finding it means looking at the whole histogram.
    private struct Plan {
        var delay: Duration
        var made: ContinuousClock.Instant
        var endedSince = 0
    }

    private static let shareWeight = 0.05
    private static let planAge = Duration.seconds(1)
    private static let planCalls = 16

    public init(policy: HedgePolicy = HedgePolicy()) {
        self.policy = policy
        latencies = LatencyQuantile(window: policy.window)
    }

    /// After what time a call that begins now is hedged; `nil` when it is not: too little is known, or everything is
    /// slow.
    public mutating func delay(at now: ContinuousClock.Instant) -> Duration? {
        guard let delay = threshold(at: now), slowShare <= policy.mostSlow else { return nil }
        return delay
    }

    /// A call has lasted as long as the delay that it was given.
    ///
    /// - Returns: whether a hedge makes sense.
    public mutating func reachedDelay(at now: ContinuousClock.Instant) -> Bool {
        slowShare += Self.shareWeight * (1 - slowShare)
        return slowShare <= policy.mostSlow
    }

    /// A call to the endpoint has been answered.
    ///
    /// - Parameters:
    ///   - latency: how long it lasted.
    ///   - armed: the delay that it had been given, if any.
    public mutating func ended(after latency: Duration, armed: Duration?, at now: ContinuousClock.Instant) {
        if let threshold = armed ?? threshold(at: now) {
            if latency < threshold {
                slowShare -= Self.shareWeight * slowShare
            } else if armed == nil {
                slowShare += Self.shareWeight * (1 - slowShare)
            }
        }
        latencies.record(latency, at: now)
        plan?.endedSince += 1
    }

    /// A call was given up after `latency` because its hedge had answered. It would have taken longer, nobody knows how
    /// much: it counts twice.
    public mutating func overtaken(after latency: Duration, at now: ContinuousClock.Instant) {
        latencies.record(latency * 2, at: now)
        plan?.endedSince += 1
    }

    private mutating func threshold(at now: ContinuousClock.Instant) -> Duration? {
        if let plan, plan.endedSince < Self.planCalls, plan.made.duration(to: now) < Self.planAge { return plan.delay }
        plan = nil
        guard latencies.count(at: now) >= policy.minimumSamples,
            let median = latencies.value(at: 0.5, now: now),
            let high = latencies.value(at: policy.quantile, now: now),
            let lower = latencies.value(at: 1 - 2 * (1 - policy.quantile), now: now)
        else { return nil }
        var delay = min(high, lower * 5 / 4)
        let remaining = (latencies.mean(above: delay, now: now) ?? delay) - delay
        if remaining < median { delay = max(delay, high) * 3 / 2 }
        delay = max(delay, policy.minimumDelay)
        plan = Plan(delay: delay, made: now)
        return delay
    }
}
