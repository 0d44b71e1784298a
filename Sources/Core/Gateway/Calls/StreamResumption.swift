import JSON
import Resilience

/// Goes on with an answer whose endpoint failed in the middle: another one is given what was said so far.
struct StreamResumption: Sendable {
    let request: ModelRequest
    let pool: Pool
    let priority: Int
    let deadline: ContinuousClock.Instant
    let caller: EndpointCaller
    let observer: any GatewayObserver

    /// A request is gone on with at so many endpoints at most.
    private static let mostCalls = 3

    /// - Returns: `nil` where no endpoint of the pool may be given the beginning of an answer, or none may be called.
    func resume(after said: AnswerStream.Said, failed: ModelEndpoint) async throws -> OpenedStream? {
        let order = CallOrder(request, priority: priority, deadline: deadline, hedges: false)
        // Others come first, then the one that failed; those that refuse to go on are not asked again.
        var tried = [failed.id]
        var refusing: [Int] = []
        var hasAskedOthers = false
        var calls = 0
        while calls < Self.mostCalls, caller.time.now() < deadline {
            let reservation = try await pool.reserve(order, avoiding: tried, now: caller.time.now())
            guard case .ticket(let ticket) = reservation else {
                if hasAskedOthers || refusing.contains(failed.id) { return nil }
                hasAskedOthers = true
                tried = refusing
                continue
            }
            let id = ticket.endpoint.id
            guard let continued = continuation(after: said, at: ticket.endpoint) else {
                ticket.willNotBeSent()
                _ = ticket.cancel()
                tried.append(id)
                refusing.append(id)
                continue
            }
            guard pool.payForExtraCall() else {
                ticket.willNotBeSent()
                return nil
            }
            var rest = order
            rest.request = continued
            calls += 1
            switch await pool.attempt(rest, with: ticket, caller: caller, observer: observer).result {
            case .success(.stream(let opened)): return opened
            case .success(.answer): return nil
            case .failure(let failure):
                if failure.failureClass == .cancelled { throw CancellationError() }
                tried.append(id)
                // Also when it calls the request wrong: that is its own form of saying that it cannot go on.
                if !failure.failureClass.mayBeRetried { refusing.append(id) }
            }
        }
        return nil
    }

    private func continuation(after said: AnswerStream.Said, at endpoint: ModelEndpoint) -> ModelRequest? {
        guard case .remote(let dialect, let base) = endpoint.speaker else { return nil }
        let target = CallTarget(
            base: base, model: endpoint.model(for: request), region: endpoint.configuration.region,
            settings: endpoint.configuration.settings, time: caller.date())
        guard var continued = dialect.continuation(of: request, after: said.text, for: target) else { return nil }
        // What was said counts towards the caller's limit.
        for limit in ["max_tokens", "max_completion_tokens"] {
            guard let tokens = continued.body[limit]?.int else { continue }
            continued.body[limit] = JSONValue(max(1, tokens - min(said.pieces, max(tokens, 0))))
        }
        return continued
    }
}
