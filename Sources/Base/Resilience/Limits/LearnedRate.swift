#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds out how many calls per second an endpoint really allows, from the calls that it throttles, and then keeps
/// just below.
///
/// Until the first throttled call there is no limit. A throttled call tells that the endpoint's bucket is empty;
/// between two such moments the endpoint took exactly its rate, so counting what it took in between **measures** the
/// rate, and no guess is needed. From there the rate follows a cubic curve, as in the congestion control CUBIC
/// (RFC 9438): it starts `caution` below the measured rate, comes back to it after `patience` calls, stays near it
/// for long, and then probes upwards ever faster in case the endpoint allows more by now. CUBIC's clock is the wall
/// clock; here it is the number of calls, so that the *share* of calls that are throttled in the steady state is the
/// same for slow and fast endpoints: about one in `2 x patience`.
///
/// When the rate has fallen far, as in a time in which every call is throttled, it doubles every few seconds until
/// half of what was measured before.
///
/// Some endpoints throttle a share of the calls at any rate, since others use them too, and slowing down would only
/// slow down. So when reductions do not help, a trial of some dozens of calls at a much lower rate decides: if the
/// share stays, there is no limit for a while.
///
/// Calls that were under way when the rate was lowered, and are throttled afterwards, do not lower it again.
///
/// A value without clock or lock.
public struct LearnedRate: Sendable, Hashable {
    public struct Policy: Sendable, Hashable {
        /// How far below the measured rate to begin again, as a share of it.
        public var caution: Double
        /// The number of calls after which the rate is back at what was measured.
        public var patience: Double
        /// By how much the rate falls while there is nothing yet to measure by.
        public var backoff: Double
        /// Calls per second below which the rate never falls.
        public var slowest: Double
        /// The time in which the rate doubles while it is far below what was measured before.
        public var doubling: Duration

        public init(
            caution: Double = 0.05, patience: Double = 200, backoff: Double = 0.7, slowest: Double = 1.0 / 60,
            doubling: Duration = .seconds(3)
        ) {
            self.doubling = max(.milliseconds(1), doubling)
            self.caution = min(max(caution, 0.001), 0.5)
            self.patience = max(patience, 10)
            self.backoff = min(max(backoff, 0.1), 0.95)
            self.slowest = max(slowest, 1e-6)
        }
    }

    public let policy: Policy
    private var epoch: RateEpoch?
    /// The rate that was measured last.
    private var measured = 0.0
    /// What happened since then, over any number of epochs too short to measure by.
    private var span: RateSpan?
    /// How many epochs in a row, long enough to measure by, were much shorter than the steady state has them.
    private var shortEpochs = ShortEpochs()
    /// Throttled calls are not taken as a matter of rate before this instant, and for how long the next time.
    private var respiteEnd: ContinuousClock.Instant?
    private var respite = RateTrial.firstRespite
    private var calls = CallCounter()
    /// How long the latest throttled call took to come back.
    private var reportDelay: Duration = .zero
    /// The limit that the endpoint told, in calls per second.
    private var declared: Double?
    /// Nothing goes before this instant: the endpoint said that nothing is left.
    private var exhaustedUntil: ContinuousClock.Instant?
    private var latestCall: ContinuousClock.Instant?
    /// When the next call is due at the present rate.
    private var due: ContinuousClock.Instant?

    public init(policy: Policy = Policy()) {
        self.policy = policy
    }

    /// The calls per second that are let through; `nil` while no limit is known.
    public var rate: Double? {
        guard let epoch else { return declared }
        return min(max(epoch.rate(patience: policy.patience), policy.slowest), declared ?? 1e6, 1e6)
    }

    /// The first instant from `now` on at which a call may go.
    public func earliest(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        var instant = max(now, exhaustedUntil ?? now)
        if let due, rate != nil { instant = max(instant, due) }
        return instant
    }

    public mutating func decide(at now: ContinuousClock.Instant) -> RateDecision {
        let instant = earliest(at: now)
        guard instant <= now else { return .wait(until: instant) }
        recordCall(at: now)
        return .allowed
    }

    /// Notes that a call goes out at `now`.
    public mutating func recordCall(at now: ContinuousClock.Instant) {
        calls.add(at: now, spacing: reportDelay / 128)
        defer { latestCall = max(latestCall ?? now, now) }
        guard let rate else { return }
        let interval = Duration.saturating(seconds: 1 / rate)
        // Who wakes a little late may catch up, so that the rate is reached although timers are coarse.
        let lateness = min(interval, .milliseconds(20))
        due = max(due ?? now, now - lateness) + interval
        guard var current = epoch, let latestCall else { return }
        let gap = max(now - max(latestCall, current.start), .zero)
        // An idle limit teaches nothing: neither does the rate grow, nor is the pause part of the measurement.
        if gap <= interval * 2 {
            current.progress += 1
        } else {
            current.idle += gap - interval
            span?.idle += gap - interval
        }
        if let recovering = current.recovering {
            let next = recovering * exp2(min(gap / policy.doubling, 10))
            current.recovering = next
            if next >= measured / 2 {
                current = RateEpoch(start: current.start, firstCall: current.firstCall, plateau: measured, depth: 0.5)
            }
        }
        epoch = current
        // The last calls of a trial may not have reported back yet: those after them are waited for.
        let known = Double(calls.count(until: now - reportDelay) - current.firstCall)
        if let trial = current.trial, known >= trial.length { conclude(trial, at: now) }
    }

    /// Notes that the endpoint threw a call back because of its rate.
    ///
    /// - Parameter admitted: when the call went out.
    public mutating func recordThrottle(admitted: ContinuousClock.Instant, at now: ContinuousClock.Instant) {
        if let respiteEnd, now < respiteEnd { return }
        reportDelay = min(max(now - admitted, .zero), .seconds(5))
        guard var current = epoch else {
            return measure(calls.recentRate(at: now), depth: 1 - policy.backoff, at: now)
        }
        if let span, admitted > span.start { self.span?.throttled += 1 }
        guard admitted > current.start, let present = rate else { return }
        current.throttled += 1
        epoch = current
        // Calls that went out after this one may be thrown back as well: they do not count yet.
        let known = Double(calls.count(until: admitted) - current.firstCall)
        if var trial = current.trial {
            trial.record(number: known)
            epoch?.trial = trial
            if known >= trial.length { conclude(trial, at: now) }
            return
        }
        let taken = known - current.throttled
        let seconds = (admitted - current.start - current.idle).inSeconds
        if taken < 20 || seconds <= 0 {
            lower(from: present, in: current, known: known, admitted: admitted, at: now)
        } else if current.recovering == nil, present <= current.plateau * (1 + 2 * policy.caution) {
            let found = min(max(taken / seconds, present * policy.backoff), present)
            shortEpochs.add(throttled: current.throttled, of: known, isShort: known < policy.patience / 2)
            if shortEpochs.count >= 3 { return tryLower(found, trial: shortEpochs.trial, at: now) }
            measure(found, at: now)
        } else {
            // On a steep way up what was taken on average says little.
            measure(present, at: now)
        }
    }

    /// Takes back a call that was admitted but not made.
    public mutating func refund() {
        guard let rate, let due else { return }
        self.due = due - .saturating(seconds: 1 / rate)
    }

    /// Takes over a limit that the endpoint tells (`x-ratelimit-limit-requests`). The learned rate stays below it.
    public mutating func learn(limit: Double, per period: Duration) {
        let perSecond = limit / max(period.inSeconds, 1e-3)
        guard perSecond.isFinite, perSecond > 0 else { return }
        declared = max(perSecond, policy.slowest)
    }

    /// Takes over what the endpoint says is left (`x-ratelimit-remaining-requests`) until it allows calls again.
    public mutating func learn(remaining: Double, reset: Duration, at now: ContinuousClock.Instant) {
        guard remaining <= 0, reset > .zero else { return }
        exhaustedUntil = max(exhaustedUntil ?? now, now + min(reset, .seconds(3600)))
    }
}

extension LearnedRate {
    private mutating func measure(_ found: Double, depth: Double? = nil, at now: ContinuousClock.Instant) {
        measured = max(found, policy.slowest)
        span = RateSpan(start: now, firstCall: calls.total)
        begin(RateEpoch(start: now, firstCall: calls.total, plateau: measured, depth: depth ?? policy.caution))
    }

    /// Lowers the rate although the last reduction is too recent to measure by what was taken since.
    ///
    /// Once, that is bad luck: calls arrive unevenly. Twice, the rate is far too high. What was measured before is
    /// remembered, for the endpoint may only have had a bad moment, until enough calls were taken over several such
    /// epochs to know better.
    private mutating func lower(
        from present: Double, in current: RateEpoch, known: Double, admitted: ContinuousClock.Instant,
        at now: ContinuousClock.Instant
    ) {
        guard known >= 5 else { return }
        var floor = policy.slowest
        if let span, admitted > span.start {
            let spanKnown = Double(calls.count(until: admitted) - span.firstCall)
            let taken = spanKnown - span.throttled
            let seconds = (admitted - span.start - span.idle).inSeconds
            if taken >= 20, seconds > 0 {
                let trial = RateTrial(throttled: span.throttled, of: spanKnown)
                return tryLower(min(taken / seconds, present), trial: trial, at: now)
            }
            if spanKnown >= 20, taken < 0.05 * spanKnown {
                // Nearly nothing is taken: an outage, which does not measure the rate, or a rate far too high.
                self.span = RateSpan(start: now, firstCall: calls.total)
                measured *= 0.9
            }
            // Far below what the endpoint is seen to take there is nothing to find.
            if taken >= 8, seconds > 0 { floor = min(present, taken / seconds / 2) }
        }
        measured = max(measured, present)
        let lowered = max(present * (current.isHasty ? policy.backoff : 1 - policy.caution), floor)
        var next = RateEpoch(
            start: now, firstCall: calls.total, plateau: measured, depth: 1 - lowered / measured, isHasty: true)
        if lowered < measured / 2 { next.recovering = max(lowered, measured / 50, policy.slowest) }
        begin(next)
    }

    /// Begins a trial: goes well below the rate at which the endpoint was seen to take calls, and counts how many it
    /// throws back there. It would be none, if the rate were the reason.
    private mutating func tryLower(_ found: Double, trial: RateTrial, at now: ContinuousClock.Instant) {
        measure(found, depth: 1 - policy.backoff, at: now)
        shortEpochs = ShortEpochs()
        epoch?.trial = trial
    }

    private mutating func conclude(_ trial: RateTrial, at now: ContinuousClock.Instant) {
        if trial.isUnrelated {
            (epoch, span, due) = (nil, nil, nil)
            respiteEnd = now + respite
            respite = min(respite * 2, RateTrial.longestRespite)
        } else {
            respite = max(respite / 2, RateTrial.firstRespite)
            epoch = RateEpoch(start: now, firstCall: calls.total, plateau: measured, depth: policy.caution)
            span = RateSpan(start: now, firstCall: calls.total)
        }
    }

    private mutating func begin(_ next: RateEpoch) {
        epoch = next
        // The endpoint's bucket is empty. A short break besides the usual interval puts back what calls that arrive
        // unevenly need.
        due = next.start + .saturating(seconds: 1 / (rate ?? 1)) + .milliseconds(50)
    }
}
