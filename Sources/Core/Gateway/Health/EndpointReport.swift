public import Resilience

/// What is known of one endpoint now, for reports.
public struct EndpointReport: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable {
        case healthy
        /// Its breaker keeps calls away for now.
        case resting
        /// The rest is over: one call finds out whether it works.
        case probing
        /// It does worse than its peers and is left out for a while.
        case ejected
    }

    public var name: String
    public var pool: String
    public var provider: String
    public var model: String
    public var region: String?
    public var status: Status
    /// For `resting`: so much longer.
    public var restsFor: Duration?
    public var counts: EndpointHealth
    /// Expected latency; `nil` before the first answer.
    public var latency: Duration?
    public var gate: AdmissionGate.Snapshot
}

extension Gateway {
    /// All endpoints, in the order of the configuration.
    public func endpointReports() -> [EndpointReport] {
        let now = services.time.now()
        return current.poolsInOrder.flatMap { pool in
            pool.endpoints.map { Self.report(on: $0, in: pool, at: now) }
        }
    }

    private static func report(
        on endpoint: ModelEndpoint, in pool: Pool, at now: ContinuousClock.Instant
    ) -> EndpointReport {
        let state = endpoint.snapshot
        var status = EndpointReport.Status.healthy
        var rest: Duration?
        switch state.breaker.state(at: now) {
        case .closed: status = pool.isEjected(endpoint, at: now) ? .ejected : .healthy
        case .halfOpen: status = .probing
        case .open(let until):
            status = .resting
            rest = now.duration(to: until)
        }
        let load = state.load.estimate(at: now)
        return EndpointReport(
            name: endpoint.name, pool: pool.name, provider: endpoint.configuration.provider,
            model: endpoint.configuration.model, region: endpoint.configuration.region, status: status,
            restsFor: rest, counts: state.health, latency: load.isKnown ? .seconds(load.latency) : nil,
            gate: endpoint.gate.snapshot)
    }

    /// What is known of the variants of each route that has several.
    public func experiments() -> [String: [VariantRecord]] { current.experiments }

    /// Takes in a caller's judgement of an answer.
    ///
    /// - Parameters:
    ///   - id: of the ``CallReport``.
    ///   - value: 0 (useless) to 1 (perfect).
    /// - Returns: whether the call is known and was made by a variant.
    public func score(id: String, value: Double) -> Bool {
        guard (0...1).contains(value), let call = scores.take(id: id) else { return false }
        var isKnown = false
        current.updateChooser(of: call.route) { chooser in
            guard let index = chooser.records.firstIndex(where: { $0.variant.name == call.variant }) else { return }
            chooser.record(index, score: value)
            isKnown = true
        }
        return isKnown
    }

    /// What the exact cache did, by route.
    public var cacheStatistics: [String: AnswerStatistics] { cache.statistics }
}
