import Caching
import Synchronization

/// Whole answers by the exact request, in memory, up to a number of bytes.
///
///     let cache = AnswerCache(capacity: 256 << 20)
///     let key = AnswerKey(of: request, model: endpoint.model, tenant: caller.tenant)
///     if let hit = cache.lookUp(key, field: "alt-text", at: .now) { return hit.answer }
///     …
///     cache.store(answer, for: key, operation: .chat, field: "alt-text", lifetime: .seconds(3600),
///         effort: Effort(time: .seconds(8.8), dollars: 0.0004), at: .now)
///
/// A lookup takes about a microsecond and never touches a disk. Safe to use from any thread.
public final class AnswerCache: Sendable {
    private let memory: MemoryTier<AnswerKey, CachedAnswer>
    private let fields = Mutex<[String: AnswerStatistics]>([:])
    private let log: AnswerLog?
    private let largest: Int

    /// - Parameters:
    ///   - capacity: what all answers together may take, in bytes. One answer takes at most an eighth of it.
    ///   - log: where answers survive a restart. The ones in it that have not expired are there from the start.
    ///   - now: the time of the start.
    public init(capacity: Int, log: AnswerLog? = nil, at now: ContinuousClock.Instant = .now) {
        memory = MemoryTier(capacity: capacity)
        largest = max(capacity, 0) / 8
        self.log = log
        log?.readAll(at: now) { key, answer in
            if let answer { memory.insert(answer, for: key, weight: answer.weight) } else { memory.remove(key) }
        }
    }

    /// The answer, unless it is not there or has expired. Counts a hit, and what it saves, or a miss.
    public func lookUp(_ key: AnswerKey, field: String, at now: ContinuousClock.Instant) -> CachedAnswer? {
        var found = memory.value(for: key)
        if let expiry = found?.expiresAt, expiry <= now {
            memory.remove(key)
            found = nil
        }
        let effort = found?.effort
        fields.withLock { fields in
            if let effort {
                fields[field, default: AnswerStatistics()].recordHit(effort)
            } else {
                fields[field, default: AnswerStatistics()].misses += 1
            }
        }
        return found
    }

    /// Keeps an answer under the model that made it: `key` must be made with that model, whichever was asked first.
    ///
    /// - Parameters:
    ///   - lifetime: how long it may be given out; `nil` for as long as there is room.
    ///   - effort: what making it took.
    /// - Returns: why it is not kept, or `nil` if it is.
    @discardableResult
    public func store(
        _ answer: ModelAnswer, for key: AnswerKey, operation: ModelOperation, field: String, lifetime: Duration?,
        effort: Effort, at now: ContinuousClock.Instant
    ) -> AnswerRefusal? {
        if let lifetime, lifetime <= .zero { return count(.unusable, field) }
        if let refusal = AnswerRefusal(of: answer, to: operation) { return count(refusal, field) }
        let kept = CachedAnswer(
            answer: answer, effort: effort, storedAt: now, expiresAt: lifetime.map { now.advanced(by: $0) })
        guard kept.weight <= largest, memory.insert(kept, for: key, weight: kept.weight) else {
            return count(.tooLarge, field)
        }
        log?.append(kept, for: key, at: now)
        return count(nil, field)
    }

    /// Takes an answer out, such as one that a caller reported as wrong.
    public func remove(_ key: AnswerKey) {
        memory.remove(key)
        log?.forget(key)
    }

    /// What happened so far, by field.
    public var statistics: [String: AnswerStatistics] { fields.withLock { $0 } }

    /// What is held: entries and bytes.
    public var size: (entries: Int, bytes: Int) {
        let statistics = memory.statistics
        return (statistics.entries, statistics.weight)
    }

    private func count(_ refusal: AnswerRefusal?, _ field: String) -> AnswerRefusal? {
        fields.withLock { fields in
            if refusal == nil {
                fields[field, default: AnswerStatistics()].stored += 1
            } else {
                fields[field, default: AnswerStatistics()].refused += 1
            }
        }
        return refusal
    }
}
