/// Counts the calls and failures of the last while in buckets of time, so that old ones drop out a bucket at a time
/// and no call is remembered by itself.
struct FailureWindow: Sendable {
    private struct Bucket {
        var calls = 0
        var failures = 0
    }

    private let bucketLength: Duration
    private var buckets: [Bucket]
    /// The instant at which bucket number zero began.
    private var origin: ContinuousClock.Instant?
    /// The number of the newest bucket, counted from the origin.
    private var newest = 0

    init(length: Duration, buckets count: Int = 10) {
        bucketLength = length / count
        buckets = Array(repeating: Bucket(), count: count)
    }

    mutating func record(isFailure: Bool, at now: ContinuousClock.Instant) {
        advance(to: now)
        buckets[newest % buckets.count].calls += 1
        if isFailure { buckets[newest % buckets.count].failures += 1 }
    }

    /// How many calls ended within the window, and how many of them failed.
    mutating func totals(at now: ContinuousClock.Instant) -> (calls: Int, failures: Int) {
        advance(to: now)
        return buckets.reduce(into: (calls: 0, failures: 0)) {
            $0.calls += $1.calls
            $0.failures += $1.failures
        }
    }

    mutating func clear() {
        for index in buckets.indices { buckets[index] = Bucket() }
    }

    /// Empties the buckets whose turn comes again. Instants out of order fall into the newest bucket.
    private mutating func advance(to now: ContinuousClock.Instant) {
        guard let start = origin else {
            origin = now
            return
        }
        let steps = (now - start) / bucketLength
        if steps >= Double(newest + buckets.count) || steps > 1e15 {
            // Nothing is left of what was counted: begin anew, which also keeps the bucket numbers small.
            clear()
            origin = now
            newest = 0
            return
        }
        while newest < Int(max(steps, 0)) {
            newest += 1
            buckets[newest % buckets.count] = Bucket()
        }
    }
}
