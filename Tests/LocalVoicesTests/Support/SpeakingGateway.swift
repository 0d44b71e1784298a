import Foundation
import Gateway
import GatewayServer
import HTTPMessages
import JSON
import MediaTools
import NIOPosix
import Networking

@testable import LocalVoices

/// A gateway with nobody behind it but this machine.
struct SpeakingGateway: Sendable {
    let port: Int
    private let client: HTTPClient

    struct Answer: Sendable {
        var status: Int
        var headers: HeaderFields
        var body: [UInt8]

        var json: JSONValue? { try? JSONValue(parsing: body) }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    func post(_ path: String, _ body: [UInt8], type: String = "application/json") async throws -> Answer {
        let exchange = try await client.send(
            HTTPRequest(
                origin: Origin(scheme: .http, host: "127.0.0.1", port: port), target: path,
                headers: ["Content-Type": type], body: body), limits: CallLimits(deadline: .now + .seconds(60)))
        let answer = try await exchange.collect(upTo: 64 << 20)
        return Answer(status: exchange.head.status, headers: exchange.head.headers, body: answer)
    }

    func speak(_ fields: JSONObject) async throws -> Answer {
        var body: JSONValue = ["model": "speech", "input": "The quick brown fox jumps over the lazy dog."]
        for (name, value) in fields { body[name] = value }
        return try await post("/v1/audio/speech", body.serialized())
    }

    /// Runs a gateway whose route `speech` is this machine while `body` does.
    static func run<Result: Sendable>(
        runner: any ToolRunner = SubprocessRunner(), _ body: @Sendable (SpeakingGateway) async throws -> Result
    ) async throws -> Result {
        var configuration = try ConfigurationReader.configuration(from: "routes: { speech: { pool: local } }")
        configuration.server.port = 0
        configuration.server.threads = 1
        let process = GatewayProcess(
            configuration: configuration, localModels: [LocalSpeaker(runner: runner, width: 2)])
        let (ports, told) = AsyncStream<Int>.makeStream()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                defer { told.finish() }
                try await process.run { told.yield($0) }
            }
            let client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
            guard let port = await ports.first(where: { _ in true }) else { throw CancellationError() }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(SpeakingGateway(port: port, client: client)))
            } catch {
                result = .failure(error)
            }
            await client.shutdown()
            return try result.get()
        }
    }
}

/// A machine without any program.
struct EmptyMachine: ToolRunner {
    func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        throw ToolError.missing(invocation.tool, install: nil)
    }
}
