import Synchronization

/// One series of a ``MetricRegistry``, for those who change it often: a change looks nothing up.
///
/// It is not exposed before its first change.
public final class MetricSeries: Sendable {
    struct Values {
        var value = 0.0
        /// One more than there are bounds; not cumulative.
        var buckets: [Int]
        var count = 0
        var isChanged = false
    }

    private let bounds: [Double]
    private let values: Mutex<Values>

    init(_ kind: MetricDefinition.Kind) {
        if case .histogram(let bounds) = kind { self.bounds = bounds } else { bounds = [] }
        values = Mutex(Values(buckets: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// Adds to a counter, or to a gauge.
    public func add(_ amount: Double = 1) {
        values.withLock { values in
            values.value += amount
            values.isChanged = true
        }
    }

    /// Sets a gauge.
    public func set(to value: Double) {
        values.withLock { values in
            values.value = value
            values.isChanged = true
        }
    }

    /// Takes a value into a histogram.
    public func observe(_ value: Double) {
        guard !bounds.isEmpty, value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        values.withLock { values in
            values.buckets[bucket] += 1
            values.count += 1
            values.value += value
            values.isChanged = true
        }
    }

    var snapshot: Values { values.withLock { $0 } }
}
