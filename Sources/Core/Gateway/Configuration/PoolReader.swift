import HTTPMessages

/// Reads the pools of a configuration. What is said of a pool holds for each of its endpoints, unless the endpoint says
/// otherwise.
struct PoolReader {
    /// The endpoints that were read so far: their names are unique in the whole file.
    private var endpointNames: Set<String> = []

    mutating func pool(_ node: ConfigurationNode, name: String) throws(ConfigurationProblem) -> PoolConfiguration {
        let fields = try node.fields(EndpointTemplate.settings.union(["regions", "endpoints", "health"]))
        let common = try EndpointTemplate().reading(fields)
        var endpoints: [EndpointConfiguration] = []
        if let regions = fields["regions"], fields["endpoints"] != nil || fields["region"] != nil {
            throw regions.problem(
                "cannot stand beside 'region' or 'endpoints'", remedy: "Use one of the three.")
        }
        for region in try fields["regions"]?.texts() ?? [] {
            var template = common
            template.region = region
            endpoints.append(
                try add(try template.endpoint(named: "\(name)/\(region)", node), fields["regions"] ?? node))
        }
        for (place, inner) in try (fields["endpoints"]?.elements() ?? []).enumerated() {
            let own = try inner.fields(EndpointTemplate.settings.union(["name"]))
            let template = try common.reading(own)
            let usual = template.region.map { "\(name)/\($0)" } ?? "\(name)/\(place + 1)"
            let endpoint = try template.endpoint(named: try own["name"]?.text() ?? usual, inner)
            endpoints.append(try add(endpoint, own["name"] ?? inner))
        }
        if endpoints.isEmpty { endpoints = [try add(try common.endpoint(named: name, node), node)] }
        var pool = PoolConfiguration(name: name, endpoints: endpoints)
        if let node = fields["health"] { pool.health = try health(node) }
        return pool
    }

    private mutating func add(
        _ endpoint: EndpointConfiguration, _ node: ConfigurationNode
    ) throws(ConfigurationProblem) -> EndpointConfiguration {
        guard endpointNames.insert(endpoint.name).inserted else {
            let name = ConfigurationNode.printable(endpoint.name)
            throw node.problem(
                "makes a second endpoint with the name '\(name)'", code: "duplicate", remedy: "Give each a 'name'.")
        }
        return endpoint
    }

    private func health(_ node: ConfigurationNode) throws(ConfigurationProblem) -> HealthConfiguration {
        let fields = try node.fields(["interval", "timeout"])
        var health = HealthConfiguration()
        health.interval = try fields["interval"]?.duration(from: .milliseconds(100))
        if let node = fields["timeout"] { health.timeout = try node.duration(from: .milliseconds(1)) }
        return health
    }
}

/// What was said of an endpoint so far.
private struct EndpointTemplate {
    static let settings: Set<String> = [
        "provider", "url", "model", "region", "key", "settings", "limits", "price", "weight",
    ]

    var provider: String?
    var url: HTTPAddress?
    var model: String?
    var region: String?
    var key: CredentialSource?
    var settings: [String: ConfigurationNode] = [:]
    var limits = EndpointLimits()
    var price: Price?
    var weight = 1.0

    func reading(_ fields: [String: ConfigurationNode]) throws(ConfigurationProblem) -> Self {
        var template = self
        if let node = fields["provider"] { template.provider = try EndpointReader.provider(node) }
        if let node = fields["url"] { template.url = try EndpointReader.address(node) }
        if let node = fields["model"] { template.model = try node.text() }
        if let node = fields["region"] { template.region = try node.text() }
        if let node = fields["key"] { template.key = try EndpointReader.credential(node) }
        for (name, node) in try fields["settings"]?.members() ?? [] { template.settings[name] = node }
        if let node = fields["limits"] { template.limits = try EndpointReader.limits(node) }
        if let node = fields["price"] { template.price = try EndpointReader.price(node) }
        if let node = fields["weight"] { template.weight = try node.number(0.001...1_000_000) }
        return template
    }

    func endpoint(
        named name: String, _ node: ConfigurationNode
    ) throws(ConfigurationProblem) -> EndpointConfiguration {
        guard let provider else {
            throw node.problem(
                "has no 'provider'", code: "missing", remedy: "Providers: \(Dialects.names.joined(separator: ", ")).")
        }
        guard let model = model ?? (provider == Dialects.local ? "local" : nil) else {
            throw node.problem(
                "has no 'model'", code: "missing", remedy: "Name one, or \"*\" for whatever the caller asks for.")
        }
        try ProviderSettings.check(settings, of: provider)
        var values: [String: String] = [:]
        for (name, node) in settings { values[name] = try node.text() }
        let endpoint = EndpointConfiguration(
            name: name, provider: provider, base: url, model: model, region: region, credential: key,
            settings: values, limits: limits, price: price, weight: weight)
        guard provider == Dialects.local || url != nil || ProviderAddress.base(of: endpoint) != nil else {
            throw node.problem(
                "has no 'region'", code: "missing", remedy: "\(provider) has one address for each: name it.")
        }
        guard provider != "vertex" || values["project"] != nil else {
            throw node.problem(
                "has no 'settings.project'", code: "missing", remedy: "Name the Google Cloud project that pays.")
        }
        return endpoint
    }
}
