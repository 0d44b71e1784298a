import Essentials

/// The entries of one field, and what was learnt from them. Pure: no clock, lock or random numbers.
struct SemanticField: Sendable {
    struct Entry: Sendable {
        let profile: TextProfile
        let scope: ContentDigest
        var answer: CachedAnswer
        var evidence = ErrorLedger.Evidence()
        var uses = 0
        var lastUse: Int
    }

    /// A near question, with the answer that was kept for it.
    struct Match: Sendable {
        let number: Int
        let similarity: Double
        let answer: CachedAnswer
    }

    private let settings: SemanticSettings
    private var entries: [Int: Entry] = [:]
    private var lexical: LexicalIndex
    private var vectors: VectorIndex?
    /// The entry of each row of `vectors`, and the row of each entry.
    private var numbers: [Int] = []
    private var rows: [Int: Int] = [:]
    /// What has to agree, in one number for each row, so that most rows are passed over without a look at the entry.
    private var marks: [Int] = []
    private var ledger: ErrorLedger
    private var counter = 0
    var statistics = SemanticStatistics()

    init(_ settings: SemanticSettings) {
        self.settings = settings
        switch settings.matcher {
        case .lexical(let leastOverlap):
            lexical = LexicalIndex(leastOverlap: leastOverlap)
            ledger = ErrorLedger(bound: settings.bound, curve: .overlap)
        case .embedding:
            lexical = LexicalIndex()
            ledger = ErrorLedger(bound: settings.bound, curve: .similarity)
        }
    }

    /// The nearest question that may share its answer, and whether its answer may be given out.
    mutating func find(
        _ profile: TextProfile, vector: [Float]?, scope: ContentDigest, at now: ContinuousClock.Instant
    ) -> (match: Match, isHit: Bool)? {
        counter += 1
        guard let (number, similarity) = nearest(profile, vector, scope), let entry = entries[number] else {
            statistics.misses += 1
            return nil
        }
        if let expiry = entry.answer.expiresAt, expiry <= now {
            remove(number)
            statistics.misses += 1
            return nil
        }
        let isHit = ledger.admits(similarity, entry.evidence)
        statistics.record(similarity: similarity, isHit: isHit)
        if isHit {
            statistics.hits += 1
            statistics.saved.time += entry.answer.effort.time
            statistics.saved.dollars += entry.answer.effort.dollars
            entries[number]?.uses += 1
            entries[number]?.lastUse = counter
        } else {
            statistics.misses += 1
            statistics.explored += 1
        }
        return (Match(number: number, similarity: similarity, answer: entry.answer), isHit)
    }

    /// What the model's own answer said of a match.
    mutating func learn(_ match: Match, isRight: Bool, isAudit: Bool) {
        var evidence = entries[match.number]?.evidence ?? ErrorLedger.Evidence()
        if isAudit {
            ledger.audit(match.similarity, isRight: isRight, for: &evidence)
        } else {
            ledger.observe(match.similarity, isRight: isRight, for: &evidence)
        }
        entries[match.number]?.evidence = evidence
    }

    mutating func insert(_ profile: TextProfile, vector: [Float]?, scope: ContentDigest, answer: CachedAnswer) {
        counter += 1
        if entries.count >= settings.capacity { evict() }
        let number = counter
        if case .embedding = settings.matcher {
            guard let vector else { return }
            if vectors == nil { vectors = VectorIndex(dimensions: vector.count) }
            guard vectors?.set(vector) == true else { return }
            rows[number] = numbers.count
            numbers.append(number)
            marks.append(Self.mark(profile, scope))
        } else {
            lexical.insert(profile, number: number, scope: scope)
        }
        entries[number] = Entry(profile: profile, scope: scope, answer: answer, lastUse: counter)
    }

    var report: SemanticStatistics {
        var report = statistics
        report.entries = entries.count
        (report.checked, report.checkedWrong) = (ledger.checked, ledger.checkedWrong)
        (report.wrongShare, report.wrongShareLower, report.wrongShareUpper) = ledger.wrongShare
        return report
    }

    private func nearest(_ profile: TextProfile, _ vector: [Float]?, _ scope: ContentDigest) -> (Int, Double)? {
        guard case .embedding = settings.matcher else { return lexical.nearest(to: profile, scope: scope) }
        guard let vector, let vectors else { return nil }
        let mark = Self.mark(profile, scope)
        let near = vectors.nearest(to: vector, limit: 8) { marks[$0] == mark }
        // Among equally near ones that with the most common words.
        var best: (number: Int, cosine: Double, overlap: Double)?
        for (row, cosine) in near {
            guard let entry = entries[numbers[row]], entry.scope == scope else { continue }
            let comparison = TextComparison(entry.profile, profile)
            guard !comparison.contradicts else { continue }
            let isBetter = best.map { ($0.cosine, $0.overlap) < (cosine, comparison.overlap) } ?? true
            if isBetter { best = (numbers[row], cosine, comparison.overlap) }
        }
        return best.map { ($0.number, $0.cosine) }
    }

    private static func mark(_ profile: TextProfile, _ scope: ContentDigest) -> Int {
        var hasher = Hasher()
        hasher.combine(scope)
        hasher.combine(profile.hardDigest)
        return hasher.finalize()
    }

    private mutating func evict() {
        let least = entries.sorted { ($0.value.uses, $0.value.lastUse) < ($1.value.uses, $1.value.lastUse) }
        for (number, _) in least.prefix(max(entries.count / 5, 1)) { remove(number) }
    }

    private mutating func remove(_ number: Int) {
        entries[number] = nil
        lexical.remove(number)
        guard let row = rows.removeValue(forKey: number) else { return }
        vectors?.remove(at: row)
        let (moved, mark) = (numbers.removeLast(), marks.removeLast())
        if row < numbers.count {
            numbers[row] = moved
            marks[row] = mark
            rows[moved] = row
        }
    }
}
