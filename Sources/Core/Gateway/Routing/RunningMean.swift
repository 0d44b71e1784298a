/// Mean and deviation of values that come one by one (Welford 1962).
public struct RunningMean: Hashable, Sendable {
    public private(set) var count = 0
    public private(set) var mean = 0.0
    private var squares = 0.0

    public init() {}

    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// The standard deviation of the values; 0 for fewer than two.
    public var deviation: Double { count > 1 ? (squares / Double(count - 1)).squareRoot() : 0 }
}
