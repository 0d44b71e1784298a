import Essentials
import HTTPMessages
import Networking

/// Finds out at once that nobody is at the endpoints of `--upstream`. The gateway would wait for them to come back, which
/// is right for a server and long for a person.
struct UpstreamGreeting {
    let addresses: [HTTPAddress]

    /// - Throws: ``NobodyThere`` when there is no connection to any of them; `CancellationError`.
    func meet(with client: HTTPClient) async throws {
        for address in addresses {
            let request = HTTPRequest(
                method: "GET", origin: address.origin, target: address.path.isEmpty ? "/" : address.path,
                headers: ["Accept": "*/*"])
            let limits = CallLimits(head: .seconds(5), idle: .seconds(5), deadline: .now + .seconds(6))
            do {
                // Whatever it answers, somebody is there.
                try await client.send(request, limits: limits).abandon()
                return
            } catch {
                try Task.checkCancellation()
                switch error.kind {
                case .refused, .unreachable, .dns, .connectTimeout: continue
                default: return
                }
            }
        }
        if let first = addresses.first { throw NobodyThere(address: "\(first.origin)", count: addresses.count) }
    }
}

/// No endpoint can be connected to.
struct NobodyThere: DescribedFailure {
    var address: String
    var count: Int

    var code: String { "annotate.no-upstream" }
    var message: String {
        count == 1
            ? "Nothing answers at \(address)." : "Nothing answers at \(address), nor at the other --upstream addresses."
    }
    var remedy: String? { "Start it, or correct --upstream, or write without a model (--offline)." }
    var category: FailureCategory { .failed }
}
