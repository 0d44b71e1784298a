import Synchronization

/// Keeps the events for whoever asks: tests, mostly.
///
///     _ = try await engine.value(of: Draw(page: 1))
///     log.drain()   // ["ran slide.draw"]
public final class EventLog: StepObserver {
    private let events = Mutex<[StepEvent]>([])

    public init() {}

    public func observe(_ event: StepEvent) {
        events.withLock { $0.append(event) }
    }

    public var all: [StepEvent] { events.withLock { $0 } }

    /// What ran and what was reused since the last call, in words.
    public func drain() -> [String] {
        let drained = events.withLock { events in
            defer { events = [] }
            return events
        }
        return drained.compactMap { event in
            switch event.happening {
            case .didRun: "ran \(event.kind)"
            case .didReuse(let tier): "reused \(event.kind) (\(tier.rawValue))"
            case .didFail: "failed \(event.kind)"
            case .didCancel: "cancelled \(event.kind)"
            case .willRun, .didProgress: nil
            }
        }
    }
}
