/// Where a driver gets its time from: the clock of the machine, or one that a test moves by hand.
///
/// The state machines of this module take an instant as an argument and need no source of time. Drivers, which
/// really wait, take one of these. It is a pair of closures and not a `Clock`, so that the types that hold it
/// need not be generic.
public struct TimeSource: Sendable {
    /// The present instant.
    public var now: @Sendable () -> ContinuousClock.Instant

    /// Waits until the instant has come; returns at once when it already has.
    ///
    /// Throws `CancellationError` as soon as the waiting task is cancelled.
    public var sleep: @Sendable (_ until: ContinuousClock.Instant) async throws -> Void

    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (_ until: ContinuousClock.Instant) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's own clock, which goes on counting while the machine is asleep.
    public static let system = TimeSource(
        now: { ContinuousClock.now },
        sleep: { try await Task.sleep(until: $0, clock: .continuous) })
}
