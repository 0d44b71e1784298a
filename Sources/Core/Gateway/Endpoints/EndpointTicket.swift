import Resilience
import Synchronization

/// The right to one call of an endpoint. It reports how the call went, exactly once: as a success, as a failure,
/// or, when nobody says anything any more, as cancelled.
final class EndpointTicket: Sendable {
    let endpoint: ModelEndpoint
    let began: ContinuousClock.Instant
    private let permit: CircuitBreaker.Permit
    private let grant: Grant
    let isStreaming: Bool
    /// After what time a hedge was to be made.
    let hedgeDelay: Duration?
    private let progress: Mutex<Progress>

    private struct Progress {
        var isOver = false
        var firstToken: Duration?
        var isOvertaken = false
        var isUnsent = false
    }

    init(
        endpoint: ModelEndpoint, permit: CircuitBreaker.Permit, grant: Grant, isStreaming: Bool,
        hedgeDelay: Duration?, began: ContinuousClock.Instant
    ) {
        self.endpoint = endpoint
        self.permit = permit
        self.grant = grant
        self.isStreaming = isStreaming
        self.hedgeDelay = hedgeDelay
        self.began = began
        progress = Mutex(Progress())
    }

    deinit {
        _ = cancel()
    }

    var firstToken: Duration? { progress.withLock { $0.firstToken } }

    /// The first content of a stream is there.
    func sawFirstToken() {
        let latency = began.duration(to: endpoint.now())
        let isFirst = progress.withLock { progress in
            defer { progress.firstToken = progress.firstToken ?? latency }
            return progress.firstToken == nil && !progress.isOver
        }
        if isFirst { endpoint.answered(after: latency, ticket: self) }
    }

    /// Its hedge has answered: when it is cancelled now, it was too slow.
    func wasOvertaken() {
        progress.withLock { $0.isOvertaken = true }
    }

    /// The call ends before anything was sent.
    func willNotBeSent() {
        progress.withLock { $0.isUnsent = true }
    }

    /// Whether the endpoint may have seen the call.
    var wasSent: Bool { progress.withLock { !$0.isUnsent } }

    /// The whole answer is there.
    ///
    /// - Returns: how long it took; `nil` when its end was told already.
    func succeed(usage: TokenUsage?) -> Duration? {
        let latency = began.duration(to: endpoint.now())
        guard close() else { return nil }
        if firstToken == nil { endpoint.answered(after: latency, ticket: self) }
        endpoint.succeeded(permit: permit, after: firstToken ?? latency)
        grant.release(
            .success, latency: firstToken ?? latency, actualTokens: usage.map { Double($0.input + $0.output) })
        return latency
    }

    /// - Returns: how long it lasted; `nil` when its end was told already.
    func fail(_ failure: UpstreamFailure) -> Duration? {
        let latency = began.duration(to: endpoint.now())
        guard close() else { return nil }
        let isRefusal = failure.isRefusal(after: latency, usual: endpoint.usualLatency)
        let isUncharged = isRefusal || failure.failureClass == .throttled
        endpoint.failed(failure, permit: permit, latency: latency, isRefusal: isRefusal)
        grant.release(
            failure.gateOutcome(isRefusal: isRefusal), latency: latency, actualTokens: isUncharged ? 0 : nil)
        return latency
    }

    /// The caller left, or somebody else was faster: it says nothing about the endpoint.
    ///
    /// - Returns: how long it lasted; `nil` when its end was told already.
    func cancel() -> Duration? {
        guard close() else { return nil }
        let latency = began.duration(to: endpoint.now())
        let (isOvertaken, isUnsent) = progress.withLock { ($0.isOvertaken && $0.firstToken == nil, $0.isUnsent) }
        endpoint.cancelled(permit: permit, after: latency, isOvertaken: isOvertaken, streaming: isStreaming)
        grant.release(isUnsent ? .unused : .cancelled, latency: latency)
        return latency
    }

    private func close() -> Bool {
        progress.withLock { progress in
            defer { progress.isOver = true }
            return !progress.isOver
        }
    }
}
