import Essentials
public import Foundation
public import Gateway
import NIOCore
import NIOPosix
public import Networking
public import Resilience
import Telemetry

/// A running gateway: its server, its network, its watch over endpoints and over its configuration file. Everything
/// that is begun here has ended when ``run(onListening:)`` returns.
public struct GatewayProcess: Sendable {
    public var configuration: GatewayConfiguration
    /// The file that the configuration came from: when it changes, the change is taken into use.
    public var file: URL?
    /// Where it is written down what keys have spent; `nil`: nowhere, and a restart forgets it.
    public var spendingFile: URL?
    /// Where secrets are looked up.
    public var environment: [String: String]
    public var localModels: [any LocalModel]
    /// Paces the looks at the configuration file and the writing of what was spent.
    public var time: TimeSource
    /// Told what an operator should know, one line at a time.
    public var log: @Sendable (String) -> Void

    public init(
        configuration: GatewayConfiguration, file: URL? = nil, spendingFile: URL? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        localModels: [any LocalModel] = [ExtractiveWriter(), HashedEmbeddings()], time: TimeSource = .system,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.file = file
        self.spendingFile = spendingFile
        self.environment = environment
        self.localModels = localModels
        self.time = time
        self.log = log
    }

    /// Serves until the task is cancelled; then lets running requests finish.
    ///
    /// - Throws: ``ConfigurationProblem``, `NetworkingError` when the port cannot be had.
    public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        try configuration.checkExposure()
        let accounts = KeyAccounts(keys: configuration.keys, time: time)
        let book = spendingFile.map { SpendingBook(file: $0, accounts: accounts) }
        try await book?.open()
        let answers = try await openAnswers()
        let result: Swift.Result<Void, any Error>
        do {
            result = .success(try await serve(accounts, book, answers, onListening: onListening))
        } catch {
            result = .failure(error)
        }
        await answers?.flush()
        try result.get()
    }

    private func serve(
        _ accounts: KeyAccounts, _ book: SpendingBook?, _ answers: AnswerLog?,
        onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        try await withNetwork { client, group in
            let metrics = MetricRegistry()
            var services = services(client, GatewayObservers([GatewayMetrics(metrics), accounts]))
            services.answerLog = answers
            let gateway = try await Self.gateway(configuration, services)
            let server = GatewayServer(gateway: gateway, metrics: metrics, accounts: accounts)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await gateway.warmUp() }
                tasks.addTask { await gateway.watchHealth() }
                tasks.addTask { await gateway.learn() }
                if let book { tasks.addTask { await book.run(log: log) } }
                if let file {
                    let watch = ConfigurationWatch(file: file, server: server, time: time, log: log)
                    tasks.addTask { await watch.run() }
                }
                defer { tasks.cancelAll() }
                try await httpServer(group).run(onListening: onListening) { request, writer in
                    await server.handle(request, writer)
                }
            }
        }
    }

    /// The folder of answers, where one is asked for.
    private func openAnswers() async throws -> AnswerLog? {
        guard let store = configuration.answerStore else { return nil }
        let path = (store.folder as NSString).expandingTildeInPath
        let folder = URL(filePath: path, relativeTo: file?.deletingLastPathComponent()).absoluteURL
        // Two files take turns, and the larger part of what both hold is there at any time.
        return try await Self.besides { try AnswerLog(folder: folder, capacity: store.maximumBytes / 2) }
    }

    /// A gateway that has read all the answers that were kept.
    private static func gateway(
        _ configuration: GatewayConfiguration, _ services: GatewayServices
    ) async throws -> Gateway {
        guard services.answerLog != nil else { return try Gateway(configuration, services: services) }
        return try await besides { try Gateway(configuration, services: services) }
    }

    /// Files are read on a thread that may wait.
    private static func besides<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
        -> Result
    {
        try await NIOThreadPool.singleton.runIfActive(work)
    }

    /// Calls every endpoint once, and says how each did.
    public func check() async throws -> [Gateway.ProbeResult] {
        try await withNetwork { client, _ in
            let gateway = try Gateway(configuration, services: services(client, GatewayObservers([])))
            return await gateway.probeAll()
        }
    }

    /// Gives `body` a gateway without a server, for work in this process; endpoints are warmed up and watched meanwhile.
    public func inProcess<Result: Sendable>(
        asks: Bool = true, _ body: @Sendable (Gateway, HTTPClient) async throws -> Result
    ) async throws -> Result {
        let answers = asks ? try await openAnswers() : nil
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(
                try await withNetwork { client, _ in
                    var services = services(client, GatewayObservers([]))
                    services.answerLog = answers
                    let gateway = try await Self.gateway(configuration, services)
                    return try await withThrowingTaskGroup(of: Void.self) { tasks in
                        if asks {
                            tasks.addTask { await gateway.warmUp() }
                            tasks.addTask { await gateway.watchHealth() }
                            tasks.addTask { await gateway.learn() }
                        }
                        defer { tasks.cancelAll() }
                        return try await body(gateway, client)
                    }
                })
        } catch {
            result = .failure(error)
        }
        await answers?.flush()
        return try result.get()
    }

    private func withNetwork<Result: Sendable>(
        _ body: (HTTPClient, MultiThreadedEventLoopGroup) async throws -> Result
    ) async throws -> Result {
        let threads = configuration.server.threads ?? min(max(System.coreCount, 1), 4)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let client = HTTPClient(configuration: clientConfiguration, group: group)
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(client, group)) } catch { result = .failure(error) }
        await client.shutdown()
        try? await group.shutdownGracefully()
        return try result.get()
    }

    private var clientConfiguration: HTTPClient.Configuration {
        let network = configuration.network
        var client = HTTPClient.Configuration()
        client.maximumConnections = network.maximumConnections
        client.maximumConnectionsPerOrigin = network.maximumConnectionsPerHost
        client.connectTimeout = network.connectTimeout
        client.tls = HTTPClient.TLS(additionalRootsFile: network.additionalCertificates)
        return client
    }

    private func httpServer(_ group: MultiThreadedEventLoopGroup) -> HTTPServer {
        var server = HTTPServer.Configuration(host: configuration.server.host, port: configuration.server.port)
        server.maximumBodyBytes = configuration.server.maximumBodyBytes
        return HTTPServer(configuration: server, group: group) { status, sentence in
            HTTPProblem(status: status, refusal: sentence).response
        }
    }

    private func services(_ client: HTTPClient, _ observer: any GatewayObserver) -> GatewayServices {
        GatewayServices(
            client: client, credentials: CredentialStore(environment: environment),
            observer: observer, localModels: localModels)
    }
}

extension GatewayConfiguration {
    /// Without keys, whoever reaches the port spends the owner's money.
    func checkExposure() throws(ConfigurationProblem) {
        let host = server.host
        let isLocal = host == "localhost" || host == "::1" || host.hasPrefix("127.")
        guard keys.isEmpty, !isLocal else { return }
        throw ConfigurationProblem(
            code: "configuration.exposed",
            message: "The gateway would answer anybody who reaches \(host), since no keys are configured.",
            remedy: "Add 'keys' to the configuration, or listen on 127.0.0.1.")
    }
}
