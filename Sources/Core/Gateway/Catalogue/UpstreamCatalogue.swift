import HTTPMessages
import Resilience
import Synchronization

/// What the upstreams list that answer to every name, remembered for a little while.
final class UpstreamCatalogue: Sendable {
    private struct Entry {
        var models: [ListedModel]
        var until: ContinuousClock.Instant
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let underWay = SingleFlight<String, [ListedModel]>()

    /// A list is asked for again after this.
    static let freshTime = Duration.seconds(60)
    /// After a failure, what was known before holds for so long.
    static let pauseAfterFailure = Duration.seconds(5)

    /// What an endpoint lists: as it was told lately, or as `fetch` tells now. A failure changes nothing.
    ///
    /// - Parameter key: names the endpoint's address.
    /// - Throws: `CancellationError`.
    func models(
        of key: String, time: TimeSource, fetch: @escaping @Sendable () async throws(UpstreamFailure) -> [ListedModel]
    ) async throws -> [ListedModel] {
        let known = entries.withLock { $0[key] }
        if let known, time.now() < known.until { return known.models }
        return try await underWay.value(for: key) { [self] in
            var entry = Entry(models: known?.models ?? [], until: time.now() + Self.pauseAfterFailure)
            do throws(UpstreamFailure) {
                let models = try await fetch()
                entry = Entry(models: models, until: time.now() + Self.freshTime)
            } catch {
                if error.failureClass == .cancelled { throw CancellationError() }
            }
            let found = entry
            entries.withLock { $0[key] = found }
            return found.models
        }.value
    }
}

extension Gateway {
    /// The models that callers may ask for: routes, pools and models of the configuration, and what the endpoints list
    /// that pass on any name. One that does not list them, or not soon, adds none.
    ///
    /// - Throws: `CancellationError`.
    public func models() async throws -> [ListedModel] {
        let plan = current
        let endpoints = plan.routes.openPools.compactMap { plan.pools[$0] }.flatMap(\.endpoints).filter(\.isOpen)
        var models: [String: ListedModel] = [:]
        try await withThrowingTaskGroup(of: [ListedModel].self) { group in
            for endpoint in endpoints {
                group.addTask { try await self.models(of: endpoint) }
            }
            for try await listed in group {
                for model in listed { models[model.name] = models[model.name] ?? model }
            }
        }
        // The gateway's own names are meant first.
        for name in plan.routes.names { models[name] = ListedModel(name: name) }
        return models.values.sorted { $0.name < $1.name }
    }

    private func models(of endpoint: ModelEndpoint) async throws -> [ListedModel] {
        guard case .remote(let dialect, let base) = endpoint.speaker else { return [] }
        let caller = caller.withLock { $0 }
        return try await catalogue.models(of: "\(endpoint.pool)/\(endpoint.name) \(base)", time: services.time) {
            () async throws(UpstreamFailure) in
            try await caller.models(of: endpoint, dialect: dialect, base: base)
        }
    }
}
