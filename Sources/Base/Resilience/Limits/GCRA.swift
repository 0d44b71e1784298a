/// The generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): a token bucket in a single instant.
///
/// It keeps the theoretical arrival time: the instant at which everything charged so far would have been used up at
/// the sustained rate. A charge is allowed while that instant is no further ahead of the present than the burst
/// allows. There is nothing to refill, and a cost may be any number: requests, or tokens of a language model.
///
///     var perMinute = GCRA(rate: 600, per: .seconds(60), burst: 10)
///     switch perMinute.decide(cost: 1, at: now) { … }
///
/// A value without clock or lock.
public struct GCRA: Sendable, Hashable {
    /// The time that one unit takes at the sustained rate.
    private let interval: Double
    /// How many units may be taken at once.
    private let burst: Double
    private var theoreticalArrival: ContinuousClock.Instant?

    /// - Parameters:
    ///   - rate: units per `period`, above zero.
    ///   - burst: units that may be taken at once after a pause; by default all of one period, as providers mean by
    ///     "per minute". At least one.
    public init(rate: Double, per period: Duration, burst: Double? = nil) {
        let sane = rate.isFinite ? max(rate, 1e-9) : 1e12
        interval = max(period.inSeconds, 1e-9) / sane
        self.burst = max(1, burst ?? sane)
    }

    /// Units per second.
    public var rate: Double { 1 / interval }

    /// The first instant from `now` on at which `cost` would be allowed if nobody else came.
    ///
    /// A cost above the burst is allowed as soon as nothing is owed, and leaves a debt.
    public func earliest(for cost: Double = 1, at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        guard let theoreticalArrival else { return now }
        let allowance = burst - min(sane(cost), burst)
        return max(now, theoreticalArrival - .saturating(seconds: allowance * interval))
    }

    /// Charges `cost` if it is allowed at `now`.
    public mutating func decide(cost: Double = 1, at now: ContinuousClock.Instant) -> RateDecision {
        let instant = earliest(for: cost, at: now)
        guard instant <= now else { return .wait(until: instant) }
        charge(cost, at: now)
        return .allowed
    }

    /// Charges `cost` whether or not it is allowed, so that later calls wait for it: a reservation, or more used
    /// than was estimated.
    public mutating func charge(_ cost: Double, at now: ContinuousClock.Instant) {
        let start = max(theoreticalArrival ?? now, now)
        theoreticalArrival = start + .saturating(seconds: sane(cost) * interval)
    }

    /// Gives back what was charged and not used.
    public mutating func refund(_ cost: Double) {
        guard let arrival = theoreticalArrival else { return }
        theoreticalArrival = arrival - .saturating(seconds: sane(cost) * interval)
    }

    /// Replaces an estimate, charged before, by what was really used.
    public mutating func correct(estimated: Double, actual: Double, at now: ContinuousClock.Instant) {
        let (estimated, actual) = (sane(estimated), sane(actual))
        if actual > estimated { charge(actual - estimated, at: now) } else { refund(estimated - actual) }
    }

    private func sane(_ cost: Double) -> Double { cost.isFinite ? min(max(cost, 0), 1e12) : 0 }
}
