/// What the semantic cache did for one field.
public struct SemanticStatistics: Hashable, Sendable {
    public var hits = 0
    /// Requests for which there was no match, or none that was sure enough.
    public var misses = 0
    /// Of the misses, those with a match that was not sure enough: the model's answer taught the curve.
    public var explored = 0
    /// Questions whose text could not be embedded.
    public var unembedded = 0
    /// The greatest similarity that each request found, in twentieths: the last one counts 0.95 to 1.
    public var similarities = [Int](repeating: 0, count: 20)
    /// Of these, the hits.
    public var hitSimilarities = [Int](repeating: 0, count: 20)
    /// Hits that were checked by asking again, and those that were wrong.
    public var checked = 0
    public var checkedWrong = 0
    /// The share of wrong hits: by the checks where there are some, otherwise as the curve expects it.
    public var wrongShare = 0.0
    /// The 95 % interval of it.
    public var wrongShareLower = 0.0
    public var wrongShareUpper = 1.0
    /// What the hits would have taken.
    public var saved = Effort.none
    public var entries = 0

    public init() {}

    mutating func record(similarity: Double, isHit: Bool) {
        let bin = min(max(Int(similarity * 20), 0), 19)
        similarities[bin] += 1
        if isHit { hitSimilarities[bin] += 1 }
    }
}
