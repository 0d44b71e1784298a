import Essentials
import Foundation
import Gateway
import HTTPMessages
import JSON
import NIOPosix
import Networking
import Resilience

@testable import GatewayServer

/// A gateway before a scripted upstream, both on real sockets.
struct GatewayTrial: Sendable {
    let port: Int
    let upstream: ScriptedUpstream
    let upstreamPort: Int
    /// What the gateway told its operator.
    let log: Lines
    private let client: HTTPClient

    /// An answer and what came with it.
    struct Answer: Sendable {
        var status: Int
        var headers: HeaderFields
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
        var error: JSONValue? { json["error"] }
        /// What the first choice says.
        var said: String? { json["choices"]?.array?.first?["message"]?["content"]?.string }

        /// The data of each server-sent event.
        var events: [String] {
            text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.map {
                $0.hasPrefix("data: ") ? String($0.dropFirst(6)) : "not data: \($0)"
            }
        }
    }

    func get(_ path: String, key: String? = nil) async throws -> Answer {
        try await call("GET", path, key: key)
    }

    func post(
        _ path: String, _ json: JSONValue, key: String? = nil, headers: HeaderFields = HeaderFields()
    ) async throws -> Answer {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return try await call("POST", path, headers: headers, body: json.serialized(), key: key)
    }

    /// A chat of one message.
    func chat(
        _ text: String = "hello", model: String = "main", stream: Bool = false, key: String? = nil,
        headers: HeaderFields = HeaderFields()
    ) async throws -> Answer {
        try await post(
            "/v1/chat/completions",
            [
                "model": .string(model), "messages": [["role": "user", "content": .string(text)]],
                "stream": .bool(stream),
            ], key: key, headers: headers)
    }

    func call(
        _ method: String, _ path: String, headers: HeaderFields = HeaderFields(), body: [UInt8] = [], key: String? = nil
    ) async throws -> Answer {
        let exchange = try await open(method, path: path, headers: headers, body: body, key: key)
        let body = try await exchange.collect(upTo: 64 << 20)
        return Answer(status: exchange.head.status, headers: exchange.head.headers, body: body)
    }

    /// An answer whose body is yet to be read.
    func open(
        _ method: String = "POST", path: String, headers: HeaderFields = HeaderFields(), body: [UInt8] = [],
        key: String? = nil
    ) async throws -> HTTPExchange {
        var headers = headers
        if let key { headers["Authorization"] = "Bearer \(key)" }
        return try await client.send(
            HTTPRequest(
                method: method, origin: Origin(scheme: .http, host: "127.0.0.1", port: port), target: path,
                headers: headers, body: body),
            limits: CallLimits(deadline: .now + .seconds(30)))
    }
}

extension GatewayTrial {
    /// Runs a gateway while `body` does.
    ///
    /// - Parameter yaml: the configuration; "UPSTREAM" stands for the upstream's address.
    static func run<Result: Sendable>(
        _ yaml: String = GatewayTrial.plain, upstream script: @escaping ScriptedUpstream.Script = ScriptedUpstream.echo,
        file: URL? = nil, spendingFile: URL? = nil, time: TimeSource = .system,
        _ body: @Sendable (GatewayTrial) async throws -> Result
    ) async throws -> Result {
        let upstream = ScriptedUpstream(script)
        let upstreamPort = Signal<Int>()
        let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run(onListening: { upstreamPort.send($0) }) { await upstream.handle($0, $1) }
            }
            let upstreamPort = await upstreamPort.value
            let text = yaml.replacing("UPSTREAM", with: "http://127.0.0.1:\(upstreamPort)/v1")
            if let file { try Data(text.utf8).write(to: file) }
            var configuration = try ConfigurationReader.configuration(from: text)
            configuration.server.port = 0
            configuration.server.threads = 1
            let log = Lines()
            let process = GatewayProcess(
                configuration: configuration, file: file, spendingFile: spendingFile,
                environment: ["PROVIDER_KEY": "upstream-secret"], time: time, log: { log.add($0) })
            let port = Signal<Swift.Result<Int, any Error>>()
            let gateway = Task {
                do {
                    try await process.run { port.send(.success($0)) }
                } catch {
                    port.send(.failure(error))
                    throw error
                }
            }
            defer { group.cancelAll() }
            let client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
            let result: Swift.Result<Result, any Error>
            do {
                let trial = GatewayTrial(
                    port: try await port.value.get(), upstream: upstream, upstreamPort: upstreamPort, log: log,
                    client: client)
                result = .success(try await body(trial))
            } catch {
                result = .failure(error)
            }
            gateway.cancel()
            _ = await gateway.result
            await client.shutdown()
            return try result.get()
        }
    }

    /// One upstream for every name, which is asked again at once.
    static let plain = """
        pools:
          main: { provider: openai, url: UPSTREAM, model: main, key: { env: PROVIDER_KEY }, price: { input: 10, output: 100 } }
          any: { provider: openai, url: UPSTREAM, model: "*" }
        routes:
          quick: { pool: main, retry: { attempts: 2, base: 1ms } }
        """

    static func digest(_ key: String) -> String { ContentDigest(of: key).description }
}
