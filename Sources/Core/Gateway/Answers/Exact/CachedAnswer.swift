/// An answer that was kept, and what making it took.
public struct CachedAnswer: Hashable, Sendable {
    public var answer: ModelAnswer
    /// What the caller is spared by this answer.
    public var effort: Effort
    /// When it was stored.
    public var storedAt: ContinuousClock.Instant
    /// From then on it is not given out; `nil` if it does not age.
    public var expiresAt: ContinuousClock.Instant?

    public init(
        answer: ModelAnswer, effort: Effort, storedAt: ContinuousClock.Instant,
        expiresAt: ContinuousClock.Instant? = nil
    ) {
        self.answer = answer
        self.effort = effort
        self.storedAt = storedAt
        self.expiresAt = expiresAt
    }

    /// What it weighs in memory, in bytes: its text twice (as bytes and as JSON, which takes about three times as
    /// much as the text) and a few hundred bytes of structure.
    var weight: Int {
        let text = answer.payload.count
        return 256 + (answer.json == nil ? text : 4 * text)
    }
}

/// What a model call took.
public struct Effort: Hashable, Sendable {
    /// From the question to the end of the answer.
    public var time: Duration
    /// In US dollars, by the price list of the configuration; 0 where there is none.
    public var dollars: Double

    public init(time: Duration, dollars: Double) {
        self.time = time
        self.dollars = dollars
    }

    public static let none = Effort(time: .zero, dollars: 0)
}

/// What a cache did for one field (a route, or a field type such as "alt-text").
public struct AnswerStatistics: Hashable, Sendable {
    public var hits = 0
    public var misses = 0
    /// Answers put in.
    public var stored = 0
    /// Answers that were not to be kept, see ``AnswerRefusal``.
    public var refused = 0
    /// What the hits would have taken.
    public var saved = Effort.none

    public init() {}

    /// Hits per lookup; zero before the first.
    public var hitRatio: Double { hits == 0 ? 0 : Double(hits) / Double(hits + misses) }

    mutating func recordHit(_ effort: Effort) {
        hits += 1
        saved.time += effort.time
        saved.dollars += effort.dollars
    }
}
