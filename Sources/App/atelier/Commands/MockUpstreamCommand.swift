import ArgumentParser
import Essentials
import Foundation
import JSON
import MockUpstream
import NIOCore
import NIOPosix

/// `atelier mock-upstream`
struct MockUpstreamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mock-upstream", abstract: "Pretend to be a model provider, for tests and capacity planning.",
        discussion: """
            It speaks the shapes of OpenAI, Anthropic, Amazon Bedrock and Google on one port. A scenario says how fast \
            it is and how it fails:

              latency: {first_token: {mean: 800ms, p95: 2s}, per_token: 20ms}
              throttle: {requests_per_minute: 600, burst: 20, retry_after: seconds}
              rules:
                - {calls: {first: 3}, fault: 503}
                - {from: 5s, to: 65s, fault: refused}
                - {share: 0.05, fault: {kind: cut, after_tokens: 7}}

            GET /mock/log tells what it received; PUT /mock/scenario changes the scenario while it runs.
            """)

    @Option(name: .long, help: "The port to listen on; 0 for any.")
    var port = 4010

    @Option(name: .long, help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(name: .long, help: "How it behaves: a file of YAML or JSON. Without it, it answers everything at once.")
    var scenario: String?

    @Option(name: .long, help: "The same seed and the same order of calls give the same faults.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "Write the log of calls to this file (JSON) at the end.")
    var log: String?

    @Option(name: .customLong("log-capacity"), help: "How many calls the log keeps; 0 counts only, which is fastest.")
    var logCapacity = 10_000

    @Option(name: .long, help: "Threads (default: one for each core, at most 4).")
    var threads: Int?

    func run() async throws {
        guard (0...65535).contains(port) else { throw UsageProblem("--port must be from 0 to 65535, not \(port).") }
        guard (0...10_000_000).contains(logCapacity) else {
            throw UsageProblem("--log-capacity must be from 0 to 10000000, not \(logCapacity).")
        }
        let count = threads ?? min(max(System.coreCount, 1), 4)
        guard (1...256).contains(count) else { throw UsageProblem("--threads must be from 1 to 256.") }
        let upstream = MockUpstream(scenario: try readScenario(), seed: seed, logCapacity: logCapacity)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: count)
        let console = Console()
        let host = host
        let result: Result<Void, any Error>
        do {
            try await upstream.run(host: host, port: port, group: group) { port in
                console.note("Pretending to be a provider on http://\(host):\(port)/v1.")
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try? await group.shutdownGracefully()
        if let log { try write(upstream.log, to: log) }
        try result.get()
    }

    private func readScenario() throws -> Scenario {
        guard let scenario else { return Scenario() }
        guard let text = try? String(contentsOfFile: scenario, encoding: .utf8) else {
            throw UsageProblem("\(scenario) cannot be read.", remedy: "Check the path and its permissions.")
        }
        return try Scenario(reading: text)
    }

    private func write(_ log: RequestLog, to path: String) throws {
        do {
            try Data(log.json().pretty().utf8).write(to: URL(filePath: path))
        } catch {
            throw UsageProblem("The log cannot be written to \(path).", remedy: "Check the folder and its permissions.")
        }
    }
}
