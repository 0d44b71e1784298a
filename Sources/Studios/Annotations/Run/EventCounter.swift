import Synchronization

/// Passes events on, counts them, and closes with the count.
final class EventCounter: Sendable {
    private let tally = Mutex(AnnotationTally())
    private let listener: @Sendable (AnnotationEvent) -> Void
    private let now: @Sendable () -> ContinuousClock.Instant
    private let began: ContinuousClock.Instant

    init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        _ listener: @escaping @Sendable (AnnotationEvent) -> Void
    ) {
        self.now = now
        self.listener = listener
        began = now()
    }

    func tell(_ event: AnnotationEvent) {
        tally.withLock { $0.count(event) }
        listener(event)
    }

    /// To be called once, when all work has ended.
    func end() {
        var tally = tally.withLock { $0 }
        tally.seconds = (now() - began) / .seconds(1)
        listener(.ended(tally))
    }
}
