import HTTPMessages
import JSON
import Networking
import Resilience

extension EndpointCaller {
    private static let listingTime = Duration.seconds(5)

    /// Asks an endpoint for the models that it has.
    func models(
        of endpoint: ModelEndpoint, dialect: any Dialect, base: HTTPAddress
    ) async throws(UpstreamFailure) -> [ListedModel] {
        let order = CallOrder(
            ModelRequest(operation: .chat, body: [:]), priority: 0, deadline: time.now() + Self.listingTime,
            hedges: false)
        let target = try await target(of: endpoint, base: base, order: order)
        guard let message = try? dialect.listing(of: target) else { return [] }
        let response: HTTPResponse
        do throws(TransportError) {
            let exchange = try await client.send(message, limits: limits(for: order))
            let body = try await exchange.collect(upTo: Self.largestError * 4)
            response = HTTPResponse(status: exchange.head.status, headers: exchange.head.headers, body: body)
        } catch {
            throw UpstreamFailure(error)
        }
        guard response.head.status == 200 else { throw dialect.failure(response, from: target) }
        guard let json = try? JSONValue(parsing: response.body), let models = ListedModel.models(in: json) else {
            throw .malformed("\(endpoint.name) lists its models in no form that is known.")
        }
        return models
    }
}
