/// Lets an endpoint that has just recovered take up its work by and by: its weight rises in a straight line from
/// ``initialWeight`` to 1 over ``window``, while its caches and connections warm up.
public struct SlowStart: Sendable, Equatable {
    public var window: Duration
    /// The weight at the instant of recovery, 0...1.
    public var initialWeight: Double

    public init(window: Duration = .seconds(30), initialWeight: Double = 0.1) {
        self.window = window
        self.initialWeight = min(max(initialWeight, 0), 1)
    }

    /// - Parameter recovery: when the endpoint became available again; `nil` when it never was away.
    /// - Returns: the weight for ``CandidateLoad``, ``initialWeight``...1.
    public func weight(since recovery: ContinuousClock.Instant?, at now: ContinuousClock.Instant) -> Double {
        guard let recovery, window > .zero else { return 1 }
        let progress = min(max(recovery.duration(to: now) / window, 0), 1)
        return initialWeight + (1 - initialWeight) * progress
    }
}
