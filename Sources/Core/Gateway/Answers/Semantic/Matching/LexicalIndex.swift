import Essentials

/// Finds texts that differ from another in a few words only.
///
/// Texts that may match have the same hard words, so those are looked at only that have. Of them, two texts with at
/// most `d` different words share one of any `d + 1` words of the first: the rarest of these are looked up in a list
/// of who has which word (the prefix filter of set joins: Chaudhuri, Ganti and Kaushik 2006).
struct LexicalIndex: Sendable {
    private struct Entry {
        var profile: TextProfile
        var group: Group
    }

    /// Texts of one scope with the same hard words.
    private struct Group: Hashable {
        var scope: ContentDigest
        var hardDigest: Int
    }

    private struct Posting: Hashable {
        var group: Group
        var word: Int
    }

    private var entries: [Int: Entry] = [:]
    private var postings: [Posting: Set<Int>] = [:]
    private var groups: [Group: Set<Int>] = [:]
    /// The least share of words that both have.
    let leastOverlap: Double

    /// - Parameter leastOverlap: texts with less in common are never found; 0 to 1.
    init(leastOverlap: Double = 0.85) {
        self.leastOverlap = min(max(leastOverlap, 0), 1)
    }

    /// Adds a text under a number that no other one has.
    ///
    /// - Parameter scope: texts of different scopes never match.
    mutating func insert(_ profile: TextProfile, number: Int, scope: ContentDigest) {
        remove(number)
        let group = Group(scope: scope, hardDigest: profile.hardDigest)
        entries[number] = Entry(profile: profile, group: group)
        groups[group, default: []].insert(number)
        for word in Set(profile.sorted) { postings[Posting(group: group, word: word), default: []].insert(number) }
    }

    mutating func remove(_ number: Int) {
        guard let entry = entries.removeValue(forKey: number) else { return }
        groups[entry.group]?.remove(number)
        if groups[entry.group]?.isEmpty == true { groups[entry.group] = nil }
        for word in Set(entry.profile.sorted) {
            let posting = Posting(group: entry.group, word: word)
            postings[posting]?.remove(number)
            if postings[posting]?.isEmpty == true { postings[posting] = nil }
        }
    }

    /// The text with the most words in common that may share an answer with `profile`.
    func nearest(to profile: TextProfile, scope: ContentDigest) -> (number: Int, similarity: Double)? {
        let group = Group(scope: scope, hardDigest: profile.hardDigest)
        guard let all = groups[group] else { return nil }
        var best: (number: Int, similarity: Double)?
        var seen: Set<Int> = []
        func look(at number: Int) {
            guard seen.insert(number).inserted, let entry = entries[number] else { return }
            // As far apart as their lengths say, at the least.
            let (one, two) = (profile.weight, entry.profile.weight)
            guard 2 * min(one, two) >= (best?.similarity ?? leastOverlap) * (one + two) else { return }
            let comparison = TextComparison(entry.profile, profile)
            guard comparison.isEdit, comparison.overlap >= leastOverlap else { return }
            let isBetter = best.map { ($0.similarity, number) < (comparison.overlap, $0.number) } ?? true
            if isBetter { best = (number, comparison.overlap) }
        }
        let words = Array(Set(profile.sorted))
        // Words missing on either side: 2 × common ≥ overlap × all, so at most this many of ours.
        let spare = Int(Double(profile.weight) * (2 / max(leastOverlap, 0.01)) * (1 - leastOverlap)) + 1
        guard words.count > spare else {
            for number in all { look(at: number) }
            return best
        }
        let lists = words.map { postings[Posting(group: group, word: $0)] ?? [] }.sorted { $0.count < $1.count }
        for list in lists.prefix(spare) {
            for number in list { look(at: number) }
        }
        return best
    }
}
