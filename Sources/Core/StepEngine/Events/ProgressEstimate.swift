/// How far a piece of work is and how long it will still take, from what its steps took in the past.
///
/// A value without a clock: events and times come in. The fraction never goes backwards; it is 1 only when everything
/// expected is done.
package struct ProgressEstimate: Sendable {
    /// Seconds that one step of a kind is expected to take.
    private let durations: [String: Double]
    /// How many steps run side by side, for the estimate before anything has been measured.
    private let parallelism: Double
    private var expected: [StepKind: Int] = [:]
    private var finished: [StepKind: Int] = [:]
    private var running: [Int: (kind: StepKind, part: Double)] = [:]
    /// What was really made, in expected seconds, and since when.
    private var made = 0.0
    private var firstRun: ContinuousClock.Instant?
    private var highest = 0.0

    /// What a step counts whose kind has never run.
    private static let unknownDuration = 0.5
    /// A reused step still takes a moment.
    private static let leastDuration = 0.001

    /// - Parameter durations: the mean seconds of past runs by kind.
    package init(durations: [String: Double], parallelism: Int) {
        self.durations = durations
        self.parallelism = Double(max(1, parallelism))
    }

    /// Says that so many steps of a kind will be asked for.
    package mutating func expect(_ kind: StepKind, _ count: Int) {
        expected[kind, default: 0] += count
    }

    package mutating func note(_ event: StepEvent, at now: ContinuousClock.Instant) {
        guard expected[event.kind] != nil else { return }
        switch event.happening {
        case .willRun:
            firstRun = firstRun ?? now
            running[event.run] = (event.kind, 0)
        case .didProgress(let part):
            running[event.run]?.part = part
        case .didRun:
            running[event.run] = nil
            finished[event.kind, default: 0] += 1
            made += weight(event.kind)
        case .didReuse:
            finished[event.kind, default: 0] += 1
        case .didFail, .didCancel:
            running[event.run] = nil
        }
        highest = max(highest, done / max(total, Self.leastDuration))
    }

    /// From 0 to 1.
    package var fraction: Double { min(highest, isComplete ? 1 : 0.999) }

    package var isComplete: Bool {
        expected.allSatisfy { finished[$0.key, default: 0] >= $0.value }
    }

    /// How many steps of each kind are done, of how many.
    package var counts: [(kind: StepKind, finished: Int, expected: Int)] {
        expected.map { ($0.key, min(finished[$0.key, default: 0], $0.value), $0.value) }
            .sorted { $0.kind.name < $1.kind.name }
    }

    /// The kinds at work now.
    package var runningKinds: [StepKind] {
        Array(Set(running.values.map(\.kind))).sorted { $0.name < $1.name }
    }

    /// How long it will still take: from the pace so far, or, before there is one, from the past alone.
    package func remaining(at now: ContinuousClock.Instant) -> Duration {
        let left = max(0, total - done)
        let past = left / parallelism
        guard let firstRun else { return .seconds(past) }
        let elapsed = (now - firstRun).seconds
        let progress = made + running.values.reduce(0) { $0 + $1.part * weight($1.kind) }
        guard progress > 0, elapsed > 0 else { return .seconds(past) }
        // The pace counts the more, the more of it there is.
        let trust = min(1, progress / max(left, Self.leastDuration))
        return .seconds(trust * left * elapsed / progress + (1 - trust) * past)
    }

    private func weight(_ kind: StepKind) -> Double {
        max(Self.leastDuration, durations[kind.name] ?? Self.unknownDuration)
    }

    private var total: Double {
        expected.reduce(0) { $0 + Double($1.value) * weight($1.key) }
    }

    private var done: Double {
        let whole = expected.reduce(0) { sum, entry in
            sum + Double(min(finished[entry.key, default: 0], entry.value)) * weight(entry.key)
        }
        return whole + running.values.reduce(0) { $0 + $1.part * weight($1.kind) }
    }
}
