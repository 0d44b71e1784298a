import Essentials

/// Reads `atelier.yaml`: see docs/configuration.md for every setting.
///
/// It is strict: a setting that is not known, a value out of range and a name that stands for nothing are errors that
/// name the line. Secrets are never in the file: it says where they are.
public enum ConfigurationReader {
    /// - Parameter file: the name that complaints use.
    /// - Throws: ``ConfigurationProblem``, the first that is found, such as
    ///   "atelier.yaml:7: 'server.port' must be a whole number from 0 to 65535. …".
    public static func configuration(
        from text: String, file: String = "atelier.yaml"
    ) throws(ConfigurationProblem) -> GatewayConfiguration {
        let root = try ConfigurationNode.root(of: text, file: file)
        let fields = try root.fields(["server", "network", "cache", "pools", "routes", "slides", "aliases", "keys"])
        var configuration = GatewayConfiguration()
        if let node = fields["server"] { configuration.server = try server(node) }
        if let node = fields["network"] { configuration.network = try network(node) }
        if let node = fields["cache"] { configuration.answerStore = try answerStore(node) }
        var poolReader = PoolReader()
        for (name, node) in try fields["pools"]?.members() ?? [] {
            configuration.pools.append(try poolReader.pool(node, name: name))
        }
        let routeReader = RouteReader(pools: Set(configuration.pools.map(\.name)))
        for (name, node) in try fields["routes"]?.members() ?? [] {
            configuration.routes.append(try routeReader.route(node, name: name))
        }
        if let node = fields["slides"] {
            configuration.routes += try SlideRoutes(node, reader: routeReader).routes(beside: configuration.routes)
        }
        addLocalPool(to: &configuration)
        guard !configuration.pools.isEmpty else {
            throw root.problem(
                "describes no pools, so nobody could answer", code: "missing",
                remedy: "Add pools: { NAME: { provider: openai, url: http://127.0.0.1:8000/v1, model: \"*\" } }.")
        }
        if let node = fields["aliases"] { configuration.aliases = try aliases(node, in: configuration) }
        if let node = fields["keys"] { configuration.keys = try KeyReader.keys(node) }
        return configuration
    }

    private static func server(_ node: ConfigurationNode) throws(ConfigurationProblem) -> ServerConfiguration {
        let fields = try node.fields(["host", "port", "threads", "maximum_body", "maximum_concurrency"])
        var server = ServerConfiguration()
        if let node = fields["host"] { server.host = try node.text() }
        if let node = fields["port"] { server.port = try node.whole(0...65535) }
        if let node = fields["threads"] { server.threads = try node.whole(1...256) }
        if let node = fields["maximum_body"] { server.maximumBodyBytes = try node.size(from: 1024) }
        if let node = fields["maximum_concurrency"] { server.maximumConcurrency = try node.whole(1...1_000_000) }
        return server
    }

    private static func answerStore(_ node: ConfigurationNode) throws(ConfigurationProblem) -> AnswerStoreConfiguration
    {
        let fields = try node.fields(["folder", "size"])
        guard let folder = fields["folder"] else {
            throw node.problem(
                "has no 'folder'", code: "missing",
                remedy: "Name the folder that answers are kept in; which routes keep any is said at each route.")
        }
        var store = AnswerStoreConfiguration(folder: try folder.text())
        if let node = fields["size"] { store.maximumBytes = try node.size(from: 64 << 10) }
        return store
    }

    private static func network(_ node: ConfigurationNode) throws(ConfigurationProblem) -> NetworkConfiguration {
        let fields = try node.fields([
            "maximum_connections", "maximum_connections_per_host", "connect_timeout", "head_timeout", "idle_timeout",
            "ca_file", "region",
        ])
        let least = Duration.milliseconds(1)
        var network = NetworkConfiguration()
        if let node = fields["maximum_connections"] { network.maximumConnections = try node.whole(1...1_000_000) }
        if let node = fields["maximum_connections_per_host"] {
            network.maximumConnectionsPerHost = try node.whole(1...1_000_000)
        }
        if let node = fields["connect_timeout"] { network.connectTimeout = try node.duration(from: least) }
        if let node = fields["head_timeout"] { network.headTimeout = try node.duration(from: least) }
        if let node = fields["idle_timeout"] { network.idleTimeout = try node.duration(from: least) }
        if let node = fields["ca_file"] { network.additionalCertificates = try node.text() }
        if let node = fields["region"] { network.region = try node.text() }
        return network
    }

    private static func aliases(
        _ node: ConfigurationNode, in configuration: GatewayConfiguration
    ) throws(ConfigurationProblem) -> [String: String] {
        let names = Set(RouteTable(configuration).names)
        var aliases: [String: String] = [:]
        for (alias, node) in try node.members() {
            let name = try node.text()
            guard names.contains(name) else {
                let known = names.sorted().prefix(20).joined(separator: ", ")
                throw node.problem(
                    "stands for '\(ConfigurationNode.printable(name))', which is no route, pool or model",
                    code: "route", remedy: "There are: \(known).")
            }
            guard configuration.route(alias) == nil else {
                throw node.problem("is the name of a route", code: "duplicate", remedy: "Rename one of them.")
            }
            aliases[alias] = name
        }
        return aliases
    }

    /// The pool of the offline models, where a route names it and nobody has described it.
    private static func addLocalPool(to configuration: inout GatewayConfiguration) {
        let named = configuration.routes.contains { route in
            route.fallbacks.contains(Dialects.local) || route.variants.contains { $0.pool == Dialects.local }
        }
        guard named, configuration.pool(Dialects.local) == nil else { return }
        let endpoint = EndpointConfiguration(name: Dialects.local, provider: Dialects.local, model: "local")
        configuration.pools.append(PoolConfiguration(name: Dialects.local, endpoints: [endpoint]))
    }
}
