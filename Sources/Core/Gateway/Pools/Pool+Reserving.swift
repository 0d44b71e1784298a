import Resilience

extension Pool {
    /// The right to one call of one of the endpoints.
    enum Reservation: Sendable {
        case ticket(EndpointTicket)
        /// All endpoints rest, at least until then.
        case resting(until: ContinuousClock.Instant)
        /// No endpoint can do what is asked.
        case unsupported
    }

    /// Finds an endpoint that may be called and waits for its limits, if they make everybody wait.
    ///
    /// - Throws: ``UpstreamFailure`` when the limits do not allow the call before the deadline.
    func reserve(_ order: CallOrder, avoiding tried: [Int], now: ContinuousClock.Instant) async throws(UpstreamFailure)
        -> Reservation
    {
        var blocked = tried
        var busy: [ModelEndpoint] = []
        while let endpoint = choose(avoiding: blocked, for: order.request.operation, at: now) {
            if let grant = endpoint.gate.tryAcquire(cost: order.cost) {
                if let ticket = ticket(for: endpoint, grant: grant, order: order, at: now) { return .ticket(ticket) }
            } else {
                busy.append(endpoint)
            }
            blocked.append(endpoint.id)
        }
        guard !busy.isEmpty else {
            if order.mayProbeEarly, let probe = probeEarly(order, avoiding: tried, at: now) { return .ticket(probe) }
            guard let earliest = earliest(for: order.request.operation, at: now) else { return .unsupported }
            // Tried endpoints that are well count as free now: the caller decides whether to try them again.
            return .resting(until: earliest)
        }
        let (grant, endpoint) = try await wait(for: busy, order)
        let later = endpoint.now()
        if let ticket = ticket(for: endpoint, grant: grant, order: order, at: later) { return .ticket(ticket) }
        return .resting(until: endpoint.restEnd(at: later) ?? later)
    }

    /// The right to find out whether an endpoint that rests works again.
    private func probeEarly(_ order: CallOrder, avoiding tried: [Int], at now: ContinuousClock.Instant)
        -> EndpointTicket?
    {
        for endpoint in endpoints where !tried.contains(endpoint.id) && endpoint.supports(order.request.operation) {
            guard endpoint.restEnd(at: now) != nil, let grant = endpoint.gate.tryAcquire(cost: order.cost) else {
                continue
            }
            if let ticket = ticket(for: endpoint, grant: grant, order: order, at: now, early: true) { return ticket }
        }
        return nil
    }

    /// Only what is free now, for hedges: nothing is waited for.
    func reserveAtOnce(_ order: CallOrder, avoiding tried: [Int], at now: ContinuousClock.Instant) -> EndpointTicket? {
        var order = order
        // Nobody hedges a hedge.
        order.hedges = false
        guard let endpoint = choose(avoiding: tried, for: order.request.operation, at: now),
            let grant = endpoint.gate.tryAcquire(cost: order.cost)
        else { return nil }
        return ticket(for: endpoint, grant: grant, order: order, at: now)
    }

    func ticket(
        for endpoint: ModelEndpoint, grant: Grant, order: CallOrder, at now: ContinuousClock.Instant,
        early: Bool = false
    ) -> EndpointTicket? {
        switch endpoint.admit(at: now, early: early) {
        case .refuse:
            grant.release(.unused)
            return nil
        case .call(let permit), .probe(let permit):
            let isStreaming = order.request.isStreaming
            let known = order.hedges ? endpoint.hedgeDelay(streaming: isStreaming, at: now) : nil
            let delay = known.flatMap { $0 > EndpointPolicies.leastHedgeDelay ? $0 : nil }
            return EndpointTicket(
                endpoint: endpoint, permit: permit, grant: grant, isStreaming: isStreaming, hedgeDelay: delay,
                began: now)
        }
    }

    /// Waits for the first of them; for the next only when it is certain that this one cannot be had in time.
    private func wait(
        for busy: [ModelEndpoint], _ order: CallOrder
    ) async throws(UpstreamFailure) -> (Grant, ModelEndpoint) {
        var last = UpstreamFailure.cancelled
        for endpoint in busy {
            do throws(UpstreamFailure) {
                return (try await wait(for: endpoint, order), endpoint)
            } catch {
                last = error
                if error.failureClass == .cancelled || endpoint.now() >= order.patience { throw error }
            }
        }
        throw last
    }

    private func wait(for endpoint: ModelEndpoint, _ order: CallOrder) async throws(UpstreamFailure) -> Grant {
        // Whoever is let through too late to be answered in time only takes the place of one who would be.
        let remaining = max(.zero, order.patience - endpoint.now())
        let latest = order.patience - min(endpoint.usualLatency * 1.5, remaining / 2)
        do {
            return try await endpoint.gate.acquire(cost: order.cost, priority: order.priority, deadline: latest)
        } catch let failure as AdmissionFailure {
            let failureClass: FailureClass = failure == .deadline ? .timeout : .overloaded
            throw UpstreamFailure(failureClass, code: failure.code, message: "\(endpoint.name): \(failure.message)")
        } catch {
            throw .cancelled
        }
    }
}
