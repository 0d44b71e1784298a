/// Keeps at least a certain span between the beginnings of two calls.
///
/// Unlike a rate with a burst it allows no two calls at once, however long the pause before.
public struct MinimumSpacing: Sendable, Hashable {
    public let spacing: Duration
    private var latest: ContinuousClock.Instant?

    public init(_ spacing: Duration) {
        self.spacing = max(.zero, spacing)
    }

    public func earliest(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        latest.map { max(now, $0 + spacing) } ?? now
    }

    public mutating func decide(at now: ContinuousClock.Instant) -> RateDecision {
        let instant = earliest(at: now)
        guard instant <= now else { return .wait(until: instant) }
        charge(at: now)
        return .allowed
    }

    public mutating func charge(at now: ContinuousClock.Instant) {
        latest = max(latest ?? now, now)
    }
}
