import Resilience
import Synchronization

/// Writes down how each call of a pool went: for its endpoint, for the comparison with its peers, for the budget of
/// extra calls, and for whoever observes.
struct CallAccount: Sendable {
    let pool: Pool
    let model: String
    let isHedge: Bool
    let observer: any GatewayObserver

    func succeeded(_ ticket: EndpointTicket, usage: TokenUsage?) {
        guard let latency = ticket.succeed(usage: usage) else { return }
        pool.recordSuccess(of: ticket.endpoint, latency: ticket.firstToken ?? latency)
        observe(ticket, failure: nil, latency: latency, usage: usage)
    }

    func failed(_ ticket: EndpointTicket, _ failure: UpstreamFailure) {
        if failure.failureClass == .cancelled { return cancelled(ticket) }
        guard ticket.wasSent else {
            _ = ticket.cancel()
            return
        }
        // The caller's time was over soon after the call began: that says nothing about the endpoint.
        let lasted = ticket.began.duration(to: ticket.endpoint.now())
        if failure.isOutOfTime, lasted < ticket.endpoint.usualLatency * 3 { return cancelled(ticket) }
        guard let latency = ticket.fail(failure) else { return }
        pool.recordFailure(of: ticket.endpoint, failure, latency: latency)
        observe(ticket, failure: failure.failureClass, latency: latency, usage: nil)
    }

    func cancelled(_ ticket: EndpointTicket) {
        guard let latency = ticket.cancel() else { return }
        observe(ticket, failure: .cancelled, latency: latency, usage: nil)
    }

    private func observe(_ ticket: EndpointTicket, failure: FailureClass?, latency: Duration, usage: TokenUsage?) {
        let price = ticket.endpoint.configuration.price
        observer.attemptEnded(
            AttemptRecord(
                pool: pool.name, endpoint: ticket.endpoint.name, model: model, failure: failure, isHedge: isHedge,
                latency: latency, firstToken: ticket.firstToken, usage: usage,
                cost: usage.flatMap { price?.cost(of: $0) }))
    }
}
