/// The curve that a ``LearnedRate`` follows since the rate was last lowered.
struct RateEpoch: Hashable, Sendable {
    var start: ContinuousClock.Instant
    /// How many calls there had been before.
    var firstCall: Int
    /// The rate to which the curve comes back.
    var plateau: Double
    /// How far below the plateau it began, as a share of it.
    var depth: Double
    /// Whether it began because the one before was too short to measure by.
    var isHasty = false
    /// How far along the curve: the calls that were as frequent as the rate allows.
    var progress = 0.0
    /// The time in which nobody called.
    var idle: Duration = .zero
    /// How many calls of this epoch were thrown back.
    var throttled = 0.0
    /// The rate while it is far below what was measured before: it then doubles with time, and the curve begins at
    /// half of that.
    var recovering: Double?
    /// While it is set, the rate stays where it began.
    var trial: RateTrial?

    /// Calls per second now; the curve is back at the plateau after `patience` calls.
    func rate(patience: Double) -> Double {
        if let recovering { return recovering }
        let way = trial == nil ? progress / patience - 1 : -1
        return plateau * (1 + depth * way * way * way)
    }
}

/// What happened since the rate was last measured.
struct RateSpan: Hashable, Sendable {
    var start: ContinuousClock.Instant
    var firstCall: Int
    var throttled = 0.0
    var idle: Duration = .zero
}

/// Epochs in a row, long enough to measure by, that were much shorter than the steady state has them.
struct ShortEpochs: Hashable, Sendable {
    private(set) var count = 0
    private var calls = 0.0
    private var throttled = 0.0

    mutating func add(throttled: Double, of calls: Double, isShort: Bool) {
        guard isShort else {
            self = ShortEpochs()
            return
        }
        count += 1
        self.calls += calls
        self.throttled += throttled
    }

    var trial: RateTrial { RateTrial(throttled: throttled, of: calls) }
}

/// Finds out whether calls are still throttled at a rate at which the endpoint should take them all.
struct RateTrial: Hashable, Sendable {
    static let firstRespite = Duration.seconds(20)
    static let longestRespite = Duration.seconds(320)

    /// Enough calls to see six throttled ones if the share, cautiously estimated, stays what it was.
    let length: Double
    private let most: Double
    private var throttledEarly = 0.0
    private var throttledLate = 0.0

    /// - Parameters: how many of how many calls were throttled before.
    init(throttled: Double, of calls: Double) {
        let calls = max(calls, 1)
        length = min(max(30, 6 / max((throttled - 1) / calls, 0.02)), 300)
        most = min(0.65, 3 * throttled / calls) * length + 5
    }

    /// Notes that the call of this number, counted from the beginning of the trial, was thrown back.
    mutating func record(number: Double) {
        if number <= length / 2 { throttledEarly += 1 } else { throttledLate += 1 }
    }

    /// Whether calls were thrown back all along although the rate fell. Many at the end only, or far more than
    /// before, mean that the endpoint has changed.
    var isUnrelated: Bool {
        min(throttledEarly, throttledLate) >= 1 && throttledEarly + throttledLate <= most
    }
}

/// Counts calls, and knows for the recent past how many there had been at an instant.
struct CallCounter: Hashable, Sendable {
    private struct Mark: Hashable {
        var instant: ContinuousClock.Instant
        var total: Int
    }

    private(set) var total = 0
    /// A ring of the latest marks; `next` is the place of the oldest once it is full.
    private var marks: [Mark] = []
    private var next = 0
    private static let capacity = 256

    /// - Parameter spacing: calls closer together than this (1 ms at least) share a mark.
    mutating func add(at now: ContinuousClock.Instant, spacing: Duration) {
        total += 1
        let latest = marks.isEmpty ? nil : marks[(next + marks.count - 1) % marks.count].instant
        if let latest, now < latest + max(spacing, .milliseconds(1)) { return }
        if marks.count < Self.capacity {
            marks.append(Mark(instant: now, total: total))
        } else {
            marks[next] = Mark(instant: now, total: total)
            next = (next + 1) % Self.capacity
        }
    }

    /// How many calls there had been at an instant; of those that share a mark only the first counts. Before the
    /// oldest mark: as many as at that.
    func count(until instant: ContinuousClock.Instant) -> Int {
        for age in 0..<marks.count {
            let mark = marks[(next + marks.count - 1 - age) % marks.count]
            if mark.instant <= instant { return mark.total }
        }
        return marks.isEmpty ? total : marks[next % marks.count].total
    }

    /// Calls per second over the last second, or since the first call but at least a second.
    func recentRate(at now: ContinuousClock.Instant) -> Double {
        let second = now - .seconds(1)
        guard let first = marks.isEmpty ? nil : marks[next % marks.count] else { return 1 }
        if first.instant <= second { return max(1, Double(total - count(until: second))) }
        // Marks are forgotten only when there are very many within the second.
        guard marks.count == Self.capacity, now > first.instant else { return max(1, Double(total)) }
        return max(1, Double(total - first.total) / (now - first.instant).inSeconds)
    }
}
