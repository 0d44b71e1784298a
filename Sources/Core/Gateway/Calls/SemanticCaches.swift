import JSON
import Resilience
import Synchronization

/// The semantic caches of the routes that ask for one, and the work that they leave for later: learning from an answer,
/// and asking again to see whether a hit was right. ``Gateway/learn()`` does it beside the traffic.
final class SemanticCaches: Sendable {
    /// What a request that found nothing owes when its answer is there.
    struct Debt: Sendable {
        let cache: SemanticCache
        let ticket: SemanticCache.Ticket
    }

    enum Work: Sendable {
        case settle(Debt, ModelAnswer, ModelOperation, lifetime: Duration, Effort)
        case audit(Debt, ModelRequest, Caller)
    }

    private struct Known {
        let configuration: SemanticCacheConfiguration
        let cache: SemanticCache
    }

    private let caches = Mutex<[String: Known]>([:])
    let work: AsyncStream<Work>
    private let queue: AsyncStream<Work>.Continuation

    /// More than this is not worth remembering: what is not learnt now, another answer teaches.
    private static let longestQueue = 256

    init() {
        (work, queue) = AsyncStream<Work>.makeStream(bufferingPolicy: .bufferingNewest(Self.longestQueue))
    }

    /// The cache of a route; `nil` where it asks for none.
    func cache(
        for route: RouteConfiguration, embed: @escaping @Sendable (_ pool: String, [String]) async throws -> [[Float]]
    ) -> SemanticCache? {
        guard let wanted = route.cache.semantic else { return nil }
        return caches.withLock { caches in
            if let known = caches[route.name], known.configuration == wanted { return known.cache }
            let matcher: SemanticSettings.Matcher =
                switch wanted.matcher {
                case .lexical(let overlap): .lexical(leastOverlap: overlap)
                case .embeddings(let pool): .embedding { try await embed(pool, $0) }
                }
            let cache = SemanticCache(
                SemanticSettings(
                    matcher: matcher, capacity: wanted.maximumEntries, bound: wanted.errorBound,
                    auditShare: wanted.auditShare))
            caches[route.name] = Known(configuration: wanted, cache: cache)
            return cache
        }
    }

    func later(_ work: Work) {
        queue.yield(work)
    }

    var statistics: [String: SemanticStatistics] {
        caches.withLock { $0.values.map(\.cache) }.reduce(into: [:]) { all, cache in
            all.merge(cache.statistics) { first, _ in first }
        }
    }
}

extension Gateway {
    /// What the semantic caches did, by route.
    public var semanticStatistics: [String: SemanticStatistics] { semantics.statistics }

    /// Teaches the semantic caches from the answers that come, until the task is cancelled.
    public func learn() async {
        for await work in semantics.work {
            if Task.isCancelled { return }
            switch work {
            case .settle(let debt, let answer, let operation, let lifetime, let effort):
                await debt.cache.settle(
                    debt.ticket, answer: answer, operation: operation, lifetime: lifetime, effort: effort,
                    at: services.time.now())
            case .audit(let debt, let request, let caller): await audit(debt, request, caller)
            }
        }
    }

    /// Asks the model what a hit had answered.
    private func audit(_ debt: SemanticCaches.Debt, _ request: ModelRequest, _ caller: Caller) async {
        var request = request
        request.body["stream"] = nil
        request.body["stream_options"] = nil
        var asker = caller
        asker.cachePolicy = .bypass
        asker.priority = 0
        let began = services.time.now()
        guard let reply = try? await answer(request, for: asker), case .answer(let answer) = reply.content else {
            return
        }
        let now = services.time.now()
        await debt.cache.settle(
            debt.ticket, answer: answer, operation: request.operation, lifetime: nil,
            effort: Effort(time: began.duration(to: now), dollars: reply.report.cost ?? 0), at: now)
    }

    /// Looks for the answer to a question that means the same.
    func lookUpMeaning(of errand: inout Errand) async -> CachedAnswer? {
        guard errand.who.cachePolicy == .use,
            let cache = semantics.cache(
                for: errand.route, embed: { [weak self] in try await self?.embed($1, pool: $0) ?? [] }),
            let question = errand.question
        else { return nil }
        var generator = services.randomness
        switch await cache.lookUp(question, at: services.time.now(), using: &generator) {
        case .hit(let hit):
            if let audit = hit.audit {
                semantics.later(.audit(.init(cache: cache, ticket: audit), errand.request, errand.who))
            }
            return hit.answer
        case .ask(let ticket):
            errand.debt = ticket.map { SemanticCaches.Debt(cache: cache, ticket: $0) }
            return nil
        }
    }

    /// Vectors of length 1, from a pool that makes embeddings.
    private func embed(_ texts: [String], pool: String) async throws -> [[Float]] {
        let input = JSONValue.array(texts.map { .string($0) })
        let request = ModelRequest(
            operation: .embeddings, body: ["model": .string(pool), "input": input, "encoding_format": "float"])
        guard case .answer(let answer) = try await self.answer(request).content else { return [] }
        return (answer.json?["data"]?.array ?? []).map { item in
            let vector = (item["embedding"]?.array ?? []).map { Float($0.double ?? 0) }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length > 0 ? vector.map { $0 / length } : vector
        }
    }
}
