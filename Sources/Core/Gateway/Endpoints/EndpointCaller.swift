import Essentials
import Foundation
import HTTPMessages
import JSON
import Networking
import Resilience

/// Makes one call to one endpoint: translates, sends, reads, and tells failures apart.
struct EndpointCaller: Sendable {
    let client: HTTPClient
    let credentials: CredentialStore
    let tokens: AccessTokens
    let network: NetworkConfiguration
    let time: TimeSource
    /// The wall clock, for signatures.
    let date: @Sendable () -> Date

    private static let largestAnswer = 256 << 20
    static let largestError = 1 << 20

    /// - Parameters:
    ///   - ticket: reports how the call went; here for failures and whole answers, later for streams.
    /// - Throws: ``UpstreamFailure``, already accounted for.
    func call(
        _ order: CallOrder, ticket: EndpointTicket, account: CallAccount
    ) async throws(UpstreamFailure) -> EndpointReply {
        let request = order.request
        do throws(UpstreamFailure) {
            switch ticket.endpoint.speaker {
            case .local(let models):
                let answer = try await answerHere(request, models: models, name: ticket.endpoint.name)
                return finish(answer, to: request, ticket: ticket, account: account)
            case .remote(let dialect, let base):
                return try await callOut(order, dialect: dialect, base: base, ticket: ticket, account: account)
            }
        } catch {
            account.failed(ticket, error)
            throw error
        }
    }

    private func callOut(
        _ order: CallOrder, dialect: any Dialect, base: HTTPAddress, ticket: EndpointTicket, account: CallAccount
    ) async throws(UpstreamFailure) -> EndpointReply {
        let request = order.request
        let target = try await self.target(of: ticket.endpoint, base: base, order: order)
        let message: HTTPRequest
        do throws(RequestProblem) {
            message = try dialect.encode(request, for: target)
        } catch {
            // What one provider cannot express, another may.
            ticket.willNotBeSent()
            throw UpstreamFailure(.refused, blame: .request, status: 400, code: error.code, message: error.description)
        }
        let exchange: HTTPExchange
        do throws(TransportError) {
            exchange = try await client.send(message, limits: limits(for: order))
        } catch {
            if error.kind == .invalidRequest { ticket.willNotBeSent() }
            throw UpstreamFailure(error)
        }
        guard (200..<300).contains(exchange.head.status) else {
            let body = (try? await exchange.collect(upTo: Self.largestError)) ?? []
            let response = HTTPResponse(status: exchange.head.status, headers: exchange.head.headers, body: body)
            throw dialect.failure(response, from: target)
        }
        if request.isStreaming, !Self.isPlainJSON(exchange.head) {
            let decoder = dialect.streamDecoder(for: request, from: target)
            let stream = EndpointStream(
                exchange: exchange, decoder: decoder, ticket: ticket, account: account,
                hasOneChoice: request.body["n"]?.int ?? 1 == 1)
            return try await open(stream, endpoint: ticket.endpoint)
        }
        let response = try await whole(exchange)
        let answer = try dialect.decode(response, to: request, from: target)
        return finish(answer, to: request, ticket: ticket, account: account)
    }

    /// Reads on until the first content is there, so that a stream that fails before it can begin elsewhere.
    private func open(_ stream: EndpointStream, endpoint: ModelEndpoint) async throws(UpstreamFailure) -> EndpointReply
    {
        var beginning: [StreamChunk] = []
        while let chunk = try await stream.next() {
            beginning.append(chunk)
            if chunk.hasContent || chunk.finish != nil { break }
        }
        guard !beginning.isEmpty else {
            throw UpstreamFailure(.malformed, message: "\(endpoint.name) answered with an empty stream.")
        }
        return .stream(OpenedStream(beginning: beginning, source: stream, endpoint: endpoint))
    }

    private func whole(_ exchange: HTTPExchange) async throws(UpstreamFailure) -> HTTPResponse {
        do throws(TransportError) {
            let body = try await exchange.collect(upTo: Self.largestAnswer)
            return HTTPResponse(status: exchange.head.status, headers: exchange.head.headers, body: body)
        } catch {
            throw UpstreamFailure(error)
        }
    }

    private func answerHere(
        _ request: ModelRequest, models: [any LocalModel], name: String
    ) async throws(UpstreamFailure) -> ModelAnswer {
        guard let model = models.first(where: { $0.supports(request.operation) }) else {
            throw UpstreamFailure(
                .refused, message: "\(name) has no model for '\(request.operation.rawValue)' in this process.")
        }
        return try await model.answer(request)
    }

    /// A whole answer to a request for a stream is told as one.
    private func finish(
        _ answer: ModelAnswer, to request: ModelRequest, ticket: EndpointTicket, account: CallAccount
    ) -> EndpointReply {
        account.succeeded(ticket, usage: answer.usage)
        guard request.isStreaming, let source = ReplayedStream(answer, to: request) else { return .answer(answer) }
        return .stream(OpenedStream(beginning: [], source: source, endpoint: ticket.endpoint))
    }

    func target(
        of endpoint: ModelEndpoint, base: HTTPAddress, order: CallOrder
    ) async throws(UpstreamFailure) -> CallTarget {
        let configuration = endpoint.configuration
        var credential: Credential?
        do {
            if case .googleServiceAccount(let path)? = configuration.credential {
                credential = try await tokens.token(forServiceAccount: path, deadline: order.patience)
            } else {
                credential = try configuration.credential.map { source throws(CredentialError) in
                    try credentials.credential(from: source, at: time.now())
                }
            }
        } catch is CancellationError {
            throw .cancelled
        } catch let failure as UpstreamFailure {
            throw failure
        } catch {
            throw UpstreamFailure(.refused, blame: .credentials, code: "credential.missing", message: "\(error)")
        }
        return CallTarget(
            base: base, model: endpoint.model(for: order.request), credential: credential, region: configuration.region,
            settings: configuration.settings, time: date())
    }

    func limits(for order: CallOrder) -> CallLimits {
        let patience = max(.zero, order.patience - time.now())
        return CallLimits(
            connect: min(network.connectTimeout, patience), head: min(network.headTimeout, patience),
            idle: network.idleTimeout, deadline: order.deadline)
    }

    private static func isPlainJSON(_ head: HTTPResponseHead) -> Bool {
        head.headers["content-type"]?.lowercased().hasPrefix("application/json") == true
    }
}
