/// A bucket that fills at a steady rate and is emptied by those who pass.
struct TokenBucket: Sendable {
    let perSecond: Double
    let capacity: Double
    private var level: Double
    private var filled: ContinuousClock.Instant

    /// Full at first.
    init(perSecond: Double, capacity: Double, now: ContinuousClock.Instant) {
        self.perSecond = perSecond
        self.capacity = max(capacity, 1)
        level = self.capacity
        filled = now
    }

    /// Seconds until `amount` is there; 0 when it is. More than the bucket holds waits for a full one.
    mutating func wait(for amount: Double, at now: ContinuousClock.Instant) -> Double {
        fill(now)
        // A hair's breadth of tolerance: the level is a sum of many small fractions.
        let missing = min(amount, capacity) - level - 1e-9
        guard missing > 0 else { return 0 }
        return perSecond > 0 ? missing / perSecond : .infinity
    }

    /// Takes `amount` out. More than it holds leaves a debt, so that the rate is kept in the long run.
    mutating func take(_ amount: Double, at now: ContinuousClock.Instant) {
        fill(now)
        level -= amount
    }

    private mutating func fill(_ now: ContinuousClock.Instant) {
        guard now > filled else { return }
        level = min(capacity, level + perSecond * ((now - filled) / .seconds(1)))
        filled = now
    }
}
