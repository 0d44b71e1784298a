/// What a ``MemoryTier`` did since it was made, and what it holds.
public struct MemoryStatistics: Sendable, Equatable {
    public var hits = 0
    public var misses = 0
    /// Entries put in, including those that took the place of an older value.
    public var insertions = 0
    /// Entries given up to make room for others.
    public var evictions = 0
    /// Entries not kept because they are heavier than the whole capacity.
    public var refusals = 0
    /// How many entries there are now.
    public var entries = 0
    /// What they weigh together.
    public var weight = 0
    /// What they may weigh together.
    public var capacity = 0

    public init() {}

    /// Hits per request; zero before the first.
    public var hitRatio: Double {
        hits == 0 ? 0 : Double(hits) / (Double(hits) + Double(misses))
    }
}
