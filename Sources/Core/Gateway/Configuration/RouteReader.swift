/// Reads the routes of a configuration.
struct RouteReader {
    /// The pools that a route may name; the offline one is always there.
    let pools: Set<String>

    init(pools: Set<String>) {
        self.pools = pools.union([Dialects.local])
    }

    private static let settings: Set<String> = [
        "pool", "variants", "fallbacks", "cache", "share_identical", "retry", "hedging", "deadline", "bandit",
        "repair_json",
    ]

    func route(_ node: ConfigurationNode, name: String) throws(ConfigurationProblem) -> RouteConfiguration {
        let fields = try node.fields(Self.settings)
        var route = RouteConfiguration(name: name, variants: try variants(fields, node))
        try read(fields, into: &route)
        if let bandit = route.bandit, let node = fields["bandit"] {
            guard bandit.floor * Double(route.variants.count) <= 1 else {
                throw node.problem(
                    "leaves its variants more than everything",
                    remedy: "With \(route.variants.count) variants, 'floor' is \(100 / route.variants.count)% at most.")
            }
        }
        return route
    }

    /// Everything but who answers.
    func read(
        _ fields: [String: ConfigurationNode], into route: inout RouteConfiguration
    ) throws(ConfigurationProblem) {
        if let node = fields["fallbacks"] { route.fallbacks = try fallbacks(node) }
        if let node = fields["cache"] { route.cache = try cache(node) }
        if let node = fields["share_identical"] { route.sharesIdentical = try node.flag() }
        if let node = fields["retry"] { route.retry = try retry(node) }
        if let node = fields["hedging"] { route.hedging = try hedging(node) }
        if let node = fields["deadline"] { route.deadline = try node.duration(from: .milliseconds(1)) }
        if let node = fields["bandit"] { route.bandit = try bandit(node) }
        if let node = fields["repair_json"] { route.repairsJSON = try node.flag() }
    }

    private func fallbacks(_ node: ConfigurationNode) throws(ConfigurationProblem) -> [String] {
        if node.plainText != nil, !node.isNothing { return [try node.pool(among: pools)] }
        var names: [String] = []
        for element in try node.elements() { names.append(try element.pool(among: pools)) }
        return names
    }

    private func variants(
        _ fields: [String: ConfigurationNode], _ node: ConfigurationNode
    ) throws(ConfigurationProblem) -> [RouteVariant] {
        if let pool = fields["pool"] {
            guard fields["variants"] == nil else {
                throw pool.problem("cannot stand beside 'variants'", remedy: "Remove one of them.")
            }
            return [RouteVariant(pool: try pool.pool(among: pools))]
        }
        var variants: [RouteVariant] = []
        for element in try fields["variants"]?.elements() ?? [] {
            let variant = try variant(element)
            guard !variants.contains(where: { $0.name == variant.name }) else {
                let name = ConfigurationNode.printable(variant.name)
                throw element.problem(
                    "has the name '\(name)' of another variant", code: "duplicate", remedy: "Give it a 'name'.")
            }
            variants.append(variant)
        }
        guard !variants.isEmpty else {
            throw node.problem(
                "has neither 'pool' nor 'variants'", code: "missing",
                remedy: "Pools: \(pools.sorted().joined(separator: ", ")).")
        }
        guard variants.contains(where: { $0.weight > 0 }) else {
            throw (fields["variants"] ?? node).problem("all have the weight 0", remedy: "Give one of them a weight.")
        }
        return variants
    }

    private func variant(_ node: ConfigurationNode) throws(ConfigurationProblem) -> RouteVariant {
        let fields = try node.fields(["name", "pool", "weight"])
        guard let pool = fields["pool"] else {
            throw node.problem(
                "has no 'pool'", code: "missing", remedy: "Pools: \(pools.sorted().joined(separator: ", ")).")
        }
        return RouteVariant(
            name: try fields["name"]?.text(), pool: try pool.pool(among: pools),
            weight: try fields["weight"]?.number(0...1e6) ?? 1)
    }

    private func retry(_ node: ConfigurationNode) throws(ConfigurationProblem) -> RetryConfiguration {
        let fields = try node.fields(["attempts", "base", "longest"])
        var retry = RetryConfiguration()
        if let node = fields["attempts"] { retry.attempts = try node.whole(1...100) }
        if let node = fields["base"] { retry.base = try node.duration() }
        if let node = fields["longest"] { retry.cap = try node.duration() }
        return retry
    }

    private func hedging(_ node: ConfigurationNode) throws(ConfigurationProblem) -> HedgingConfiguration {
        guard node.isMapping else { return HedgingConfiguration(isOn: try node.flag()) }
        return HedgingConfiguration(isOn: true, budget: try node.fields(["budget"])["budget"]?.share() ?? 0.03)
    }

    private func bandit(_ node: ConfigurationNode) throws(ConfigurationProblem) -> BanditConfiguration {
        let fields = try node.fields(["goal", "floor"])
        var bandit = BanditConfiguration()
        if let node = fields["goal"] { bandit.goal = try node.choice(BanditConfiguration.Goal.self) }
        if let node = fields["floor"] { bandit.floor = try node.share() }
        return bandit
    }
}
