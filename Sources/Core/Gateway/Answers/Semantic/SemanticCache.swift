import Synchronization

/// Answers by what is asked, however it is worded.
///
///     switch await cache.lookUp(question, at: .now, using: &random) {
///     case .hit(let hit):
///         // give hit.answer out; if hit.audit is there, ask the model later on and tell: cache.settle(hit.audit, …)
///     case .ask(let ticket):
///         // ask the model and tell: cache.settle(ticket, answer: …)
///     }
///
/// Safe to use from any thread; the lock is never held over a call of the embedder or the judge.
public final class SemanticCache: Sendable {
    private let settings: SemanticSettings
    private let fields = Mutex<[String: SemanticField]>([:])

    public init(_ settings: SemanticSettings) {
        self.settings = settings
    }

    public enum Outcome: Sendable {
        case hit(Hit)
        /// There is no answer that is sure enough. The ticket is `nil` where nothing can be kept or learnt.
        case ask(Ticket?)
    }

    public struct Hit: Sendable {
        public let answer: CachedAnswer
        public let similarity: Double
        /// Where the hit was chosen to be checked: ask the model too, for the cache's own sake, and settle it.
        public let audit: Ticket?
    }

    /// What has to be known when the model's answer comes.
    public struct Ticket: Sendable {
        let question: SemanticQuestion
        let profile: TextProfile
        let vector: [Float]?
        let match: SemanticField.Match?
        let isAudit: Bool
    }

    /// Looks for an answer to a question like this one.
    ///
    /// - Parameter random: decides which hits are checked.
    public func lookUp(
        _ question: SemanticQuestion, at now: ContinuousClock.Instant,
        using random: inout some RandomNumberGenerator
    ) async -> Outcome {
        guard let profile = TextProfile(question.text) else { return .ask(nil) }
        var vector: [Float]?
        if case .embedding(let embed) = settings.matcher {
            vector = try? await embed([question.text]).first
            guard vector != nil else {
                withField(question.field) {
                    $0.statistics.unembedded += 1
                    $0.statistics.misses += 1
                }
                return .ask(nil)
            }
        }
        let scope = question.scope
        let found = withField(question.field) { $0.find(profile, vector: vector, scope: scope, at: now) }
        func ticket(isAudit: Bool) -> Ticket {
            Ticket(question: question, profile: profile, vector: vector, match: found?.match, isAudit: isAudit)
        }
        guard let found, found.isHit else { return .ask(ticket(isAudit: false)) }
        let isAudited = Double.random(in: 0..<1, using: &random) < settings.auditShare
        return .hit(
            Hit(
                answer: found.match.answer, similarity: found.match.similarity,
                audit: isAudited ? ticket(isAudit: true) : nil))
    }

    /// The model's answer came: what it says of the match is learnt, and it is kept where the match was not right.
    ///
    /// - Parameter operation: what was asked; answers that the exact cache would refuse are refused here, too.
    public func settle(
        _ ticket: Ticket, answer: ModelAnswer, operation: ModelOperation, lifetime: Duration?, effort: Effort,
        at now: ContinuousClock.Instant
    ) async {
        guard AnswerRefusal(of: answer, to: operation) == nil else { return }
        var isRight = false
        if let match = ticket.match, let kept = match.answer.answer.comparableText, let fresh = answer.comparableText {
            isRight = await settings.judge.isSame(kept, fresh)
        }
        let kept = CachedAnswer(
            answer: answer, effort: effort, storedAt: now, expiresAt: lifetime.map { now.advanced(by: $0) })
        let scope = ticket.question.scope
        withField(ticket.question.field) { field in
            if let match = ticket.match { field.learn(match, isRight: isRight, isAudit: ticket.isAudit) }
            if !isRight { field.insert(ticket.profile, vector: ticket.vector, scope: scope, answer: kept) }
        }
    }

    /// What happened so far, by field.
    public var statistics: [String: SemanticStatistics] { fields.withLock { $0.mapValues(\.report) } }

    @discardableResult
    private func withField<Result: Sendable>(_ name: String, _ body: (inout SemanticField) -> Result) -> Result {
        fields.withLock { body(&$0[name, default: SemanticField(settings)]) }
    }
}
