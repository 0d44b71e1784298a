/// Finds the endpoints of a pool that do worse than their peers, and ejects them for a while.
///
/// After Envoy's outlier detection, with two differences that matter in small pools. An endpoint is compared with the
/// *others*: with its own value among them, no endpoint of a pool of three could ever lie two deviations below the
/// mean. And the middle and spread of the others are their median and median deviation, so that a second bad one does
/// not hide the first. The spread is at least what chance alone gives that number of calls.
///
/// A pure value: time comes in as an argument, and there is no timer. Intervals are closed by the first call that
/// ends after them.
///
///     var outliers = OutlierDetector(endpoints: [0, 1, 2])
///     outliers.record(1, isSuccess: false, latency: .seconds(2), at: now)
///     outliers.isEjected(1, at: now)   // true after the fifth in a row
public struct OutlierDetector: Sendable {
    public let policy: OutlierPolicy
    private var records: [Int: Record] = [:]
    private var intervalEnd: ContinuousClock.Instant?

    private struct Record {
        var failuresInRow = 0
        var calls = 0
        var successes = 0
        /// Seconds that the successes of this interval took together.
        var latency = 0.0
        var ejectedUntil: ContinuousClock.Instant?
        /// How often it was ejected, less one for each interval that it has stayed.
        var ejections = 0

        var successRate: Double { Double(successes) / Double(max(calls, 1)) }
        var meanLatency: Double { latency / Double(max(successes, 1)) }

        mutating func beginInterval() {
            (calls, successes, latency) = (0, 0, 0)
        }

        func isEjected(at now: ContinuousClock.Instant) -> Bool {
            ejectedUntil.map { now < $0 } ?? false
        }
    }

    public init(policy: OutlierPolicy = OutlierPolicy(), endpoints: [Int] = []) {
        self.policy = policy
        for id in endpoints { add(id) }
    }

    /// Takes an endpoint in. One that is known keeps its record.
    public mutating func add(_ id: Int) {
        if records[id] == nil { records[id] = Record() }
    }

    public mutating func remove(_ id: Int) {
        records[id] = nil
    }

    public func isEjected(_ id: Int, at now: ContinuousClock.Instant) -> Bool {
        records[id]?.isEjected(at: now) ?? false
    }

    /// When the endpoint's last ejection ends or ended: the recovery for ``SlowStart``. `nil`: it never was ejected.
    public func ejectionEnd(of id: Int) -> ContinuousClock.Instant? {
        records[id]?.ejectedUntil
    }

    /// A call has ended. Cancelled calls are not recorded.
    ///
    /// - Returns: whom this ejects: rarely anybody.
    @discardableResult
    public mutating func record(
        _ id: Int, isSuccess: Bool, latency: Duration, at now: ContinuousClock.Instant
    ) -> [Ejection] {
        var ejections = closeInterval(at: now)
        // Calls that were under way when it was ejected tell nothing new.
        guard var record = records[id], !record.isEjected(at: now) else { return ejections }
        record.calls += 1
        if isSuccess {
            record.successes += 1
            record.latency += max(latency / .seconds(1), 0)
            record.failuresInRow = 0
        } else {
            record.failuresInRow += 1
        }
        records[id] = record
        if policy.consecutiveFailures > 0, record.failuresInRow >= policy.consecutiveFailures,
            let ejection = eject(id, for: .consecutiveFailures, at: now)
        {
            ejections.append(ejection)
        }
        return ejections
    }

    /// Compares the endpoints when an interval is over. ``record(_:isSuccess:latency:at:)`` does it too.
    public mutating func closeInterval(at now: ContinuousClock.Instant) -> [Ejection] {
        guard let end = intervalEnd else {
            intervalEnd = now + policy.interval
            return []
        }
        guard now >= end else { return [] }
        intervalEnd = now + policy.interval

        var ejections: [Ejection] = []
        for (id, cause) in outliers(at: now) {
            if let ejection = eject(id, for: cause, at: now) { ejections.append(ejection) }
        }
        for id in records.keys {
            guard var record = records[id] else { continue }
            if !record.isEjected(at: now), record.calls > 0 { record.ejections = max(record.ejections - 1, 0) }
            record.beginInterval()
            records[id] = record
        }
        return ejections
    }
}

extension OutlierDetector {
    /// The outliers of this interval, the worst first.
    private func outliers(at now: ContinuousClock.Instant) -> [(id: Int, cause: Ejection.Cause)] {
        let judged = records.filter { $0.value.calls >= max(policy.minimumCalls, 1) && !$0.value.isEjected(at: now) }
        guard judged.count >= 2 else { return [] }
        var found: [(id: Int, cause: Ejection.Cause, badness: Double)] = []
        for (id, record) in judged {
            let peers = judged.filter { $0.key != id }.values
            if let gap = successGap(of: record, below: peers.map(\.successRate)) {
                found.append((id, .successRate, 1 + gap))
            } else if let factor = policy.latencyFactor, record.successes > 0 {
                let median = Self.median(of: peers.filter { $0.successes > 0 }.map(\.meanLatency))
                if median > 0, record.meanLatency > factor * median {
                    found.append((id, .latency, 1 - factor * median / record.meanLatency))
                }
            }
        }
        return found.sorted { ($0.badness, $0.id) > ($1.badness, $1.id) }.map { ($0.id, $0.cause) }
    }

    /// How far the success rate lies below the least that is tolerated; `nil` when it does not.
    private func successGap(of record: Record, below peers: [Double]) -> Double? {
        let middle = Self.median(of: peers)
        // 1.4826 median deviations are one standard deviation of a normal distribution.
        let spread = 1.4826 * Self.median(of: peers.map { abs($0 - middle) })
        let chance = (middle * (1 - middle) / Double(max(record.calls, 1))).squareRoot()
        let tolerance = max(policy.deviations * max(spread, chance), policy.smallestGap)
        let gap = middle - tolerance - record.successRate
        return gap > 0 ? gap : nil
    }

    private static func median(of values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Ejects an endpoint if the limits allow it.
    private mutating func eject(
        _ id: Int, for cause: Ejection.Cause, at now: ContinuousClock.Instant
    ) -> Ejection? {
        let ejected = records.values.count { $0.isEjected(at: now) }
        let most = max(Int(policy.mostEjected * Double(records.count)), 1)
        guard var record = records[id], !record.isEjected(at: now), ejected < most, ejected + 1 < records.count
        else { return nil }
        record.ejections = min(record.ejections + 1, 1_000)
        let until = now + min(policy.baseEjection * record.ejections, policy.longestEjection)
        record.ejectedUntil = until
        record.failuresInRow = 0
        record.beginInterval()
        records[id] = record
        return Ejection(id: id, cause: cause, until: until)
    }
}
