import HTTPMessages
import Networking
import Resilience

extension Gateway {
    /// Opens connections to all endpoints, in parallel, so that the first requests find them open, and measures how far
    /// away each is. Takes as long as the slowest; meant to run beside whatever the caller does first.
    public func warmUp() async {
        var endpoints: [Origin: [ModelEndpoint]] = [:]
        for endpoint in current.poolsInOrder.flatMap(\.endpoints) {
            if case .remote(_, let base) = endpoint.speaker { endpoints[base.origin, default: []].append(endpoint) }
        }
        await withDiscardingTaskGroup { group in
            for (origin, endpoints) in endpoints {
                group.addTask {
                    guard let trip = await self.roundTrip(to: origin) else { return }
                    for endpoint in endpoints { endpoint.measured(roundTrip: trip) }
                }
            }
        }
    }

    /// Connections to each host: one is often late, since all are opened at once, and names are looked up and
    /// certificates read for the first of them.
    private static let samples = 3

    /// The least time that a round trip took, of some connections that are opened one after the other.
    ///
    /// - Returns: `nil` when none could be opened, or one was open already: that tells nothing about the distance.
    private func roundTrip(to origin: Origin) async -> Duration? {
        let client = services.client
        var least: Duration?
        for count in 1...Self.samples {
            let before = client.statistics(of: origin)
            let began = services.time.now()
            let open = await client.warmUp(origin, connections: count)
            let span = began.duration(to: services.time.now())
            // Others open connections too, once requests come: theirs are not measured.
            guard before.open == count - 1, open >= count, client.statistics(of: origin).opened == before.opened + 1
            else { break }
            least = min(least ?? span, span)
        }
        // TCP takes one round trip, TLS 1.3 one more.
        return least.map { $0 / (origin.scheme == .https ? 2 : 1) }
    }
}
