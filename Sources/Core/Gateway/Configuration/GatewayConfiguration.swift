/// Everything that a gateway is told: its endpoints, how they are grouped, who answers what, and who may ask.
///
/// It is a plain value. Reading it from YAML is the business of ``ConfigurationReader``; what runs it is ``Gateway``.
public struct GatewayConfiguration: Hashable, Sendable {
    /// In the order of the file; their names are unique.
    public var pools: [PoolConfiguration]
    /// In the order of the file; their names are unique.
    public var routes: [RouteConfiguration]
    /// What a model name stands for that is no route: "gpt-4o" -> "slides.script".
    public var aliases: [String: String]
    /// Callers by key. Empty: anybody on this machine may ask.
    public var keys: [KeyConfiguration]
    public var server: ServerConfiguration
    public var network: NetworkConfiguration
    /// Where the answers of exact caches survive a restart; `nil`: nowhere.
    public var answerStore: AnswerStoreConfiguration?

    public init(
        pools: [PoolConfiguration] = [], routes: [RouteConfiguration] = [], aliases: [String: String] = [:],
        keys: [KeyConfiguration] = [], server: ServerConfiguration = ServerConfiguration(),
        network: NetworkConfiguration = NetworkConfiguration(), answerStore: AnswerStoreConfiguration? = nil
    ) {
        self.pools = pools
        self.routes = routes
        self.aliases = aliases
        self.keys = keys
        self.server = server
        self.network = network
        self.answerStore = answerStore
    }
}

/// Answers on disk.
public struct AnswerStoreConfiguration: Hashable, Sendable {
    /// Made when it is missing; of one gateway only. A relative path begins where the configuration file is.
    public var folder: String
    /// The most that its files take.
    public var maximumBytes: Int

    public init(folder: String, maximumBytes: Int = 256 << 20) {
        self.folder = folder
        self.maximumBytes = maximumBytes
    }
}

public struct ServerConfiguration: Hashable, Sendable {
    public var host: String
    /// 0: any free port.
    public var port: Int
    /// Threads of the data path; `nil`: one for each core, at most 4.
    public var threads: Int?
    public var maximumBodyBytes: Int
    /// Requests being answered at once; beyond them the less important ones are refused first.
    public var maximumConcurrency: Int

    public init(
        host: String = "127.0.0.1", port: Int = 4000, threads: Int? = nil, maximumBodyBytes: Int = 64 << 20,
        maximumConcurrency: Int = 4096
    ) {
        self.host = host
        self.port = port
        self.threads = threads
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumConcurrency = maximumConcurrency
    }
}

public struct NetworkConfiguration: Hashable, Sendable {
    public var maximumConnections: Int
    public var maximumConnectionsPerHost: Int
    public var connectTimeout: Duration
    /// Until the first byte of an answer. Models think long.
    public var headTimeout: Duration
    /// Between two pieces of an answer.
    public var idleTimeout: Duration
    /// A PEM file of certificates to trust besides the system's.
    public var additionalCertificates: String?
    /// The region that the caller is in, such as "europe-west1": nearer endpoints are preferred even before their
    /// latency was measured.
    public var region: String?

    public init(
        maximumConnections: Int = 4096, maximumConnectionsPerHost: Int = 512, connectTimeout: Duration = .seconds(5),
        headTimeout: Duration = .seconds(120), idleTimeout: Duration = .seconds(30),
        additionalCertificates: String? = nil, region: String? = nil
    ) {
        self.maximumConnections = maximumConnections
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
        self.connectTimeout = connectTimeout
        self.headTimeout = headTimeout
        self.idleTimeout = idleTimeout
        self.additionalCertificates = additionalCertificates
        self.region = region
    }
}
