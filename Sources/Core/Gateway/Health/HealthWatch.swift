import HTTPMessages
import JSON
import Networking
import Resilience
import Synchronization

extension Gateway {
    /// What an endpoint said when it was called to see whether it works.
    public struct ProbeResult: Sendable {
        public var endpoint: String
        public var latency: Duration
        /// `nil`: it answered.
        public var failure: UpstreamFailure?
    }

    /// Watches the endpoints until the task is cancelled: one that had no traffic for its pool's interval, or that
    /// rests, gets a cheap call, so that it is known before a caller comes.
    public func watchHealth() async {
        while !Task.isCancelled {
            let plan = current
            let intervals = plan.poolsInOrder.compactMap(\.health.interval)
            let pause = max(min(intervals.min() ?? .seconds(5), .seconds(5)), .milliseconds(100))
            do { try await services.time.sleep(services.time.now() + pause) } catch { return }
            let now = services.time.now()
            await withDiscardingTaskGroup { group in
                for pool in plan.poolsInOrder {
                    guard let interval = pool.health.interval else { continue }
                    for endpoint in pool.endpoints where Self.isDue(endpoint, interval: interval, at: now) {
                        group.addTask { _ = await self.probe(endpoint, in: pool) }
                    }
                }
            }
        }
    }

    /// Calls every endpoint once, in parallel.
    public func probeAll() async -> [ProbeResult] {
        await withTaskGroup(of: (Int, ProbeResult).self) { group in
            let all = current.poolsInOrder.flatMap { pool in pool.endpoints.map { (pool, $0) } }
            for (place, (pool, endpoint)) in all.enumerated() {
                group.addTask { (place, await self.probe(endpoint, in: pool)) }
            }
            var results: [(Int, ProbeResult)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private static func isDue(
        _ endpoint: ModelEndpoint, interval: Duration, at now: ContinuousClock.Instant
    ) -> Bool {
        if endpoint.isLocal || endpoint.isOpen || endpoint.restEnd(at: now) != nil { return false }
        if case .halfOpen = endpoint.breakerState { return true }
        guard let used = endpoint.snapshot.health.lastUsed else { return true }
        return used.duration(to: now) >= interval
    }

    /// One cheap call: the shortest answer that the endpoint can give.
    private func probe(_ endpoint: ModelEndpoint, in pool: Pool) async -> ProbeResult {
        if endpoint.isOpen, case .remote(_, let base) = endpoint.speaker { return await knock(endpoint, at: base) }
        let now = services.time.now()
        let request = Self.cheapRequest(for: endpoint)
        let order = CallOrder(request, priority: 9, deadline: now + pool.health.timeout, hedges: false)
        guard let ticket = pool.ticket(for: endpoint, order, at: now) else {
            let failure = UpstreamFailure(.overloaded, message: "\(endpoint.name) is resting, or has no room.")
            return ProbeResult(endpoint: endpoint.name, latency: .zero, failure: failure)
        }
        endpoint.probed()
        let attempt = await pool.attempt(
            order, with: ticket, caller: caller.withLock { $0 }, observer: services.observer)
        let latency = now.duration(to: services.time.now())
        switch attempt.result {
        case .success: return ProbeResult(endpoint: endpoint.name, latency: latency)
        case .failure(let failure): return ProbeResult(endpoint: endpoint.name, latency: latency, failure: failure)
        }
    }

    /// Of an endpoint that takes whatever model the caller names, only the connection can be tried.
    private func knock(_ endpoint: ModelEndpoint, at base: HTTPAddress) async -> ProbeResult {
        let began = services.time.now()
        endpoint.probed()
        let isOpen = await services.client.warmUp(base.origin, connections: 1) > 0
        let failure = UpstreamFailure(.network, message: "No connection to \(endpoint.name) could be opened.")
        return ProbeResult(
            endpoint: endpoint.name, latency: began.duration(to: services.time.now()), failure: isOpen ? nil : failure)
    }

    private static func cheapRequest(for endpoint: ModelEndpoint) -> ModelRequest {
        let name = JSONValue.string(endpoint.configuration.model)
        if endpoint.supports(.chat), endpoint.configuration.settings["operation"] != "embeddings" {
            return ModelRequest(
                operation: .chat,
                body: ["model": name, "max_tokens": 1, "messages": [["role": "user", "content": "Hi."]]])
        }
        if endpoint.supports(.embeddings) {
            return ModelRequest(operation: .embeddings, body: ["model": name, "input": "Hi."])
        }
        return ModelRequest(operation: .speech, body: ["model": name, "input": "Hi.", "voice": "alloy"])
    }
}

extension Pool {
    /// The right to call this very endpoint, if it may be called now.
    func ticket(for endpoint: ModelEndpoint, _ order: CallOrder, at now: ContinuousClock.Instant) -> EndpointTicket? {
        guard let grant = endpoint.gate.tryAcquire(cost: order.cost) else { return nil }
        return ticket(for: endpoint, grant: grant, order: order, at: now)
    }
}
