/// Quantiles of the latencies of the last minutes, in 7 KB, with a constant number of steps for each call.
///
/// Latencies are counted in logarithmic buckets, 32 to each doubling, from 16 µs to 36 minutes, so that a quantile is
/// off by at most 1.6 % (as in HdrHistogram). The window slides by halves: there are two histograms, and each half
/// window the older one is emptied and becomes the newer. What is answered covers between half a window and a whole
/// one.
///
/// A pure value: time comes in as an argument.
public struct LatencyQuantile: Sendable {
    public let window: Duration
    private var newer = Histogram()
    private var older = Histogram()
    /// When the newer half began; `nil` before the first latency.
    private var halfStart: ContinuousClock.Instant?

    /// - Parameter window: latencies older than this are forgotten; those younger than half of it are not.
    public init(window: Duration = .seconds(120)) {
        self.window = max(window, .milliseconds(1))
    }

    public mutating func record(_ latency: Duration, at now: ContinuousClock.Instant) {
        slide(to: now)
        newer.add(latency)
    }

    /// How many latencies the window holds.
    public mutating func count(at now: ContinuousClock.Instant) -> Int {
        slide(to: now)
        return newer.total + older.total
    }

    /// The latency that the fraction `quantile` (0...1) of the calls did not exceed; `nil` when there were none.
    public mutating func value(at quantile: Double, now: ContinuousClock.Instant) -> Duration? {
        slide(to: now)
        let total = newer.total + older.total
        guard total > 0 else { return nil }
        let fraction = min(max(quantile.isNaN ? 1 : quantile, 0), 1)
        var rank = max(Int((fraction * Double(total)).rounded(.up)), 1)
        for octave in 0..<Histogram.octaves {
            let inOctave = Int(newer.octaveCounts[octave]) + Int(older.octaveCounts[octave])
            if rank > inOctave {
                rank -= inOctave
                continue
            }
            for bucket in (octave * Histogram.perOctave)..<((octave + 1) * Histogram.perOctave) {
                rank -= Int(newer.counts[bucket]) + Int(older.counts[bucket])
                if rank <= 0 { return .nanoseconds(Histogram.middle(of: bucket)) }
            }
        }
        return nil
    }

    /// The mean of the latencies above `threshold`; `nil` when there are none. Looks at all buckets.
    public mutating func mean(above threshold: Duration, now: ContinuousClock.Instant) -> Duration? {
        slide(to: now)
        var (calls, sum) = (0, 0.0)
        for bucket in (Histogram.bucket(of: threshold) + 1)..<Histogram.size {
            let inBucket = Int(newer.counts[bucket]) + Int(older.counts[bucket])
            calls += inBucket
            sum += Double(inBucket) * Double(Histogram.middle(of: bucket))
        }
        return calls > 0 ? .nanoseconds(Int64(sum / Double(calls))) : nil
    }

    private mutating func slide(to now: ContinuousClock.Instant) {
        guard let start = halfStart else {
            halfStart = now
            return
        }
        let elapsed = start.duration(to: now)
        guard elapsed >= window / 2 else { return }
        if elapsed >= window {
            older.clear()
            newer.clear()
        } else {
            swap(&older, &newer)
            newer.clear()
        }
        halfStart = now
    }
}

/// Counts in logarithmic buckets: the place of the highest bit of the nanoseconds and the five bits after it.
private struct Histogram: Sendable {
    static let perOctave = 32
    private static let lowestBit = 14
    static let octaves = 27
    static let size = octaves * perOctave
    /// The most nanoseconds that have a bucket of their own.
    private static let most = (UInt64(1) << UInt64(lowestBit + octaves)) - 1

    var counts = [UInt32](repeating: 0, count: size)
    var octaveCounts = [UInt32](repeating: 0, count: octaves)
    var total = 0

    mutating func add(_ latency: Duration) {
        let bucket = Self.bucket(of: latency)
        counts[bucket] += 1
        octaveCounts[bucket / Self.perOctave] += 1
        total += 1
    }

    mutating func clear() {
        guard total > 0 else { return }
        for index in counts.indices { counts[index] = 0 }
        for index in octaveCounts.indices { octaveCounts[index] = 0 }
        total = 0
    }

    static func bucket(of latency: Duration) -> Int {
        let (seconds, attoseconds) = latency.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        // 3,600 s lie above the last bucket, so nothing is lost by stopping there, and nothing overflows.
        let exact = UInt64(min(seconds, 3_600)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        let nanoseconds = min(max(exact, UInt64(1) << UInt64(lowestBit)), most)
        let highestBit = UInt64.bitWidth - 1 - nanoseconds.leadingZeroBitCount
        let within = Int(truncatingIfNeeded: nanoseconds >> UInt64(highestBit - 5)) & (perOctave - 1)
        return (highestBit - lowestBit) * perOctave + within
    }

    static func middle(of bucket: Int) -> Int64 {
        let (octave, within) = bucket.quotientAndRemainder(dividingBy: perOctave)
        let width = Int64(1) << Int64(octave + lowestBit - 5)
        return Int64(perOctave + within) * width + width / 2
    }
}
