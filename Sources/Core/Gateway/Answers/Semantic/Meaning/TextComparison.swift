/// How two texts differ.
public struct TextComparison: Sendable {
    /// The share of words that both have, 0 to 1, light ones for a fifth: 2 × common ÷ all.
    public private(set) var overlap: Double
    /// Words other than light ones that only the first has, and only the second.
    public private(set) var onlyFirst: Int
    public private(set) var onlySecond: Int
    /// How many of these are one side of an opposition.
    public private(set) var onlyTurning: Int
    /// Whether the common words stand in another order.
    public private(set) var isReordered: Bool
    /// Whether one of them says something that must agree exactly and does not: then they never share an answer,
    /// however near they are.
    public private(set) var contradicts: Bool

    /// Whether something was put in place of something else.
    var isSubstitution: Bool { onlyFirst > 0 && onlySecond > 0 }

    /// Whether they differ in light words only, or in a word or two that one of them adds.
    var isEdit: Bool { !contradicts && !isSubstitution && !isReordered && onlyTurning == 0 }

    init(_ first: TextProfile, _ second: TextProfile) {
        let (onlyFirst, onlySecond) = Self.difference(first.sorted, second.sorted)
        let (lightFirst, lightSecond) = Self.difference(first.lightSorted, second.lightSorted)
        self.onlyFirst = onlyFirst.count
        self.onlySecond = onlySecond.count
        let missing =
            Double(onlyFirst.count + onlySecond.count)
            + TextProfile.lightWeight * Double(lightFirst.count + lightSecond.count)
        overlap = 1 - missing / max(first.weight + second.weight, 1e-9)
        guard !onlyFirst.isEmpty || !onlySecond.isEmpty || first.sequence != second.sequence else {
            (onlyTurning, isReordered, contradicts) = (0, false, false)
            return
        }
        let missingFirst = onlyFirst.count + lightFirst.count
        let missingSecond = onlySecond.count + lightSecond.count
        let one = Share(first.words, without: onlyFirst)
        let two = Share(second.words, without: onlySecond)
        onlyTurning = one.turning + two.turning
        isReordered = one.common != two.common
        contradicts =
            first.hardDigest != second.hardDigest || one.hasLostName || two.hasLostName
            || one.anchors != two.anchors || one.turning > 0 && two.turning > 0
            || one.turning > 0 && missingSecond <= Self.fewWords || two.turning > 0 && missingFirst <= Self.fewWords
            || one.hasLostLeading && !onlySecond.isEmpty || two.hasLostLeading && !onlyFirst.isEmpty
            || isReordered && overlap >= Self.sameWords
            || Self.isOpposite(one.plain, two.plain)
    }

    /// Texts that share so much and stand in another order were turned round, not put in other words.
    private static let sameWords = 0.8
    /// A word such as "after" that came in for so few others is a change, not a part of other wording.
    private static let fewWords = 2

    /// What one text shares with the other, and what not.
    private struct Share {
        /// The identities of the common words, in the order of this text.
        var common: [Int] = []
        /// Those of them that are hard or may be names.
        var anchors: [Int] = []
        var turning = 0
        var hasLostName = false
        var hasLostLeading = false
        /// The other words that are missing on the other side.
        var plain: [Word] = []

        init(_ words: [Word], without only: [Int]) {
            var missing: [Int: Int] = [:]
            for identity in only { missing[identity, default: 0] += 1 }
            for word in words where word.kind != .light {
                guard let count = missing[word.identity], count > 0 else {
                    common.append(word.identity)
                    if word.kind == .hard || word.kind == .cased { anchors.append(word.identity) }
                    continue
                }
                missing[word.identity] = count - 1
                switch word.kind {
                case .turning: turning += 1
                case .cased, .hard: hasLostName = true
                case .leading:
                    hasLostLeading = true
                    plain.append(word)
                case .content, .light: plain.append(word)
                }
            }
        }
    }

    /// Whether a word of one is a word of the other with a prefix, such as "stable" and "unstable".
    private static func isOpposite(_ first: [Word], _ second: [Word]) -> Bool {
        for one in first {
            for two in second where one.negated.contains(two.identity) || two.negated.contains(one.identity) {
                return true
            }
        }
        return false
    }

    /// What only one of two sorted lists has.
    private static func difference(_ first: [Int], _ second: [Int]) -> ([Int], [Int]) {
        var onlyFirst: [Int] = []
        var onlySecond: [Int] = []
        var (one, two) = (0, 0)
        while one < first.count || two < second.count {
            if two == second.count || one < first.count && first[one] < second[two] {
                onlyFirst.append(first[one])
                one += 1
            } else if one == first.count || second[two] < first[one] {
                onlySecond.append(second[two])
                two += 1
            } else {
                one += 1
                two += 1
            }
        }
        return (onlyFirst, onlySecond)
    }
}
