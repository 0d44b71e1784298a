import Gateway
import GatewayServer
import HTTPMessages
import MockUpstream
import NIOCore
import NIOPosix
import Networking

/// Mock providers that listen, and gateways before them: all in this process, and all on real sockets.
struct GatewayRig: Sendable {
    let mocks: [MockUpstream]
    let origins: [Origin]
    let client: HTTPClient
    /// All are equally near: measured while so much begins at once, some would seem far away.
    static let region = "here"

    /// Runs so many mocks while `body` does.
    static func run<Result: Sendable>(
        mocks count: Int, client: HTTPClient, _ body: @Sendable (GatewayRig) async throws -> Result
    ) async throws -> Result {
        let mocks = (0..<count).map { MockUpstream(seed: UInt64($0 + 1)) }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            defer { tasks.cancelAll() }
            var origins: [Origin] = []
            for mock in mocks {
                let (ports, told) = AsyncStream<Int>.makeStream()
                tasks.addTask {
                    defer { told.finish() }
                    try await mock.run(group: MultiThreadedEventLoopGroup.singleton) { told.yield($0) }
                }
                origins.append(try await Self.origin(ports))
            }
            return try await body(GatewayRig(mocks: mocks, origins: origins, client: client))
        }
    }

    /// Runs a gateway that knows nothing yet while `body` does, and returns when it has ended.
    ///
    /// - Parameter environment: where its keys are.
    func gateway<Result: Sendable>(
        _ configuration: GatewayConfiguration, environment: [String: String] = [:],
        _ body: @Sendable (ChatCaller) async throws -> Result
    ) async throws -> Result {
        var configuration = configuration
        configuration.server.port = 0
        let process = GatewayProcess(configuration: configuration, environment: environment)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            defer { tasks.cancelAll() }
            let (ports, told) = AsyncStream<Int>.makeStream()
            tasks.addTask {
                defer { told.finish() }
                try await process.run { told.yield($0) }
            }
            return try await body(ChatCaller(client: client, origin: try await Self.origin(ports)))
        }
    }

    /// An endpoint at a mock; its key is the environment's "KEY_" and its name.
    func endpoint(_ name: String, mock: Int, settings: [String: String] = [:]) -> EndpointConfiguration {
        EndpointConfiguration(
            name: name, provider: "openai", base: HTTPAddress("\(origins[mock])/v1"), model: "mock",
            region: Self.region, credential: .environment("KEY_\(name)"), settings: settings)
    }

    /// Closes the doors of some mocks until their next scenario, or sees to it that all are open.
    func close(_ places: Set<Int>) async throws {
        for place in places { mocks[place].refuseConnections(for: .seconds(3600)) }
        for (place, origin) in origins.enumerated() {
            let wanted = !places.contains(place)
            for _ in 0..<2000 where (await client.warmUp(origin, connections: 1) > 0) != wanted {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    /// What the mocks received.
    var entries: [LogEntry] { mocks.flatMap(\.log.entries) }

    private static func origin(_ ports: AsyncStream<Int>) async throws -> Origin {
        guard let port = await ports.first(where: { _ in true }) else {
            throw BenchmarkError("a server did not listen")
        }
        return Origin(scheme: .http, host: "127.0.0.1", port: port)
    }
}

/// Does all the work with so many workers, each with mocks of its own; results in the order of the work.
func withRigs<Work: Sendable, Result: Sendable>(
    _ work: [Work], workers: Int, mocks: Int, _ body: @escaping @Sendable (Work, GatewayRig) async throws -> Result
) async throws -> [Result] {
    let client = HTTPClient(group: MultiThreadedEventLoopGroup.singleton)
    let results = try await withThrowingTaskGroup(of: [(Int, Result)].self) { group in
        for worker in 0..<min(workers, work.count) {
            group.addTask {
                try await GatewayRig.run(mocks: mocks, client: client) { rig in
                    var results: [(Int, Result)] = []
                    for place in stride(from: worker, to: work.count, by: workers) {
                        results.append((place, try await body(work[place], rig)))
                    }
                    return results
                }
            }
        }
        var all: [(Int, Result)] = []
        for try await results in group { all += results }
        return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
    await client.shutdown()
    return results
}
