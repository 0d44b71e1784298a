/// How a semantic cache is set up. One for each route that asks for it; none does by itself.
public struct SemanticSettings: Sendable {
    public enum Matcher: Sendable {
        /// Texts with at least this share of words in common that differ in nothing that matters.
        case lexical(leastOverlap: Double)
        /// Texts whose embeddings are near, and which do not contradict each other.
        case embedding(@Sendable ([String]) async throws -> [[Float]])
    }

    public var matcher: Matcher
    /// Entries of one field. When there are more, the least used fifth goes.
    public var capacity: Int
    /// Of the hits, so many may be wrong.
    public var bound: Double
    /// Of the hits, so many are checked by asking the model after all.
    public var auditShare: Double
    public var judge: AnswerJudge

    public init(
        matcher: Matcher = .lexical(leastOverlap: 0.85), capacity: Int = 1_000, bound: Double = 0.01,
        auditShare: Double = 0.02, judge: AnswerJudge = .lexical()
    ) {
        self.matcher = matcher
        self.capacity = max(capacity, 1)
        self.bound = bound
        self.auditShare = min(max(auditShare, 0), 1)
        self.judge = judge
    }
}
