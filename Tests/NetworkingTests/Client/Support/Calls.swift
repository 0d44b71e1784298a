import HTTPMessages
import NIOPosix
import Testing

@testable import Networking

/// Gives `body` a client and shuts it down afterwards.
func withClient<Result>(
    _ configuration: HTTPClient.Configuration = HTTPClient.Configuration(), names: NameCache? = nil,
    _ body: (HTTPClient) async throws -> Result
) async throws -> Result {
    let client = HTTPClient(
        configuration: configuration, group: MultiThreadedEventLoopGroup.singleton,
        names: names ?? NameCache(freshTime: .seconds(30)))
    do {
        let result = try await body(client)
        await client.shutdown()
        return result
    } catch {
        await client.shutdown()
        throw error
    }
}

extension HTTPClient.Configuration {
    /// The defaults but for what `change` changes.
    static func with(_ change: (inout Self) -> Void) -> Self {
        var configuration = Self()
        change(&configuration)
        return configuration
    }
}

extension ScriptedServer {
    var origin: Origin { Origin(scheme: .http, host: "127.0.0.1", port: port) }

    func request(_ method: String = "GET", _ target: String = "/", body: [UInt8] = []) -> HTTPRequest {
        HTTPRequest(method: method, origin: origin, target: target, body: body)
    }
}

extension HTTPClient {
    /// The whole body as text.
    func text(_ request: HTTPRequest, _ limits: CallLimits = CallLimits()) async throws -> String {
        let exchange = try await send(request, limits: limits)
        return String(decoding: try await exchange.collect(upTo: 1 << 22), as: UTF8.self)
    }

    /// Expects an answer of this text.
    func expect(
        _ text: String, for request: HTTPRequest, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await self.text(request)
        #expect(answer == text, sourceLocation: sourceLocation)
    }

    /// What a call fails with; `nil` when it does not.
    func failure(_ request: HTTPRequest, _ limits: CallLimits = CallLimits()) async -> TransportError.Kind? {
        do {
            let exchange = try await send(request, limits: limits)
            _ = try await exchange.collect(upTo: 1 << 22)
            return nil
        } catch {
            return error.kind
        }
    }
}
