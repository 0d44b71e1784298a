/// Finds who answers to a name: a route, an alias of one, or a pool or a model, which are routes of their own.
struct RouteTable: Sendable {
    /// The model of an endpoint that answers to every name: the caller's is passed on.
    static let anyModel = "*"

    private let routes: [String: RouteConfiguration]
    /// Answers to the names that nothing else answers to.
    private let openRoute: RouteConfiguration?

    init(_ configuration: GatewayConfiguration) {
        var routes: [String: RouteConfiguration] = [:]
        var aliased: [String: RouteConfiguration] = [:]
        // Later ones win: a model's name is the weakest, an explicit route the strongest.
        for pool in configuration.pools.reversed() {
            for endpoint in pool.endpoints.reversed() where endpoint.model != Self.anyModel {
                routes[endpoint.model] = Self.implicitRoute(endpoint.model, to: pool)
            }
        }
        for pool in configuration.pools { routes[pool.name] = Self.implicitRoute(pool.name, to: pool) }
        for route in configuration.routes { routes[route.name] = route }
        for alias in configuration.aliases.keys where configuration.route(alias) == nil {
            guard let route = Self.target(of: alias, in: configuration, routes) else { continue }
            aliased[alias] = route
        }
        routes.merge(aliased) { _, new in new }
        let open = configuration.pools.first { $0.endpoints.contains { $0.model == Self.anyModel } }
        self.routes = routes
        openRoute = open.map { pool in
            configuration.route(Self.anyModel) ?? Self.implicitRoute(Self.anyModel, to: pool)
        }
    }

    func route(for name: String) -> RouteConfiguration? {
        routes[name] ?? openRoute
    }

    /// The names that callers may use.
    var names: [String] { routes.keys.filter { $0 != Self.anyModel }.sorted() }

    /// The pools that are asked by names that nobody here knows.
    var openPools: [String] { openRoute.map { $0.variants.map(\.pool) + $0.fallbacks } ?? [] }

    /// Who answers to an alias, or to what that is an alias of; `nil` when they lead nowhere, or in a circle.
    private static func target(
        of alias: String, in configuration: GatewayConfiguration, _ routes: [String: RouteConfiguration]
    ) -> RouteConfiguration? {
        var name = alias
        for _ in 0...configuration.aliases.count {
            guard let next = configuration.aliases[name] else { return name == alias ? nil : routes[name] }
            // A route of that name is meant before an alias of that name.
            if let route = configuration.route(next) { return route }
            name = next
        }
        return nil
    }

    private static func implicitRoute(_ name: String, to pool: PoolConfiguration) -> RouteConfiguration {
        RouteConfiguration(name: name, variants: [RouteVariant(pool: pool.name)])
    }
}

extension GatewayConfiguration {
    public func pool(_ name: String) -> PoolConfiguration? { pools.first { $0.name == name } }
    public func route(_ name: String) -> RouteConfiguration? { routes.first { $0.name == name } }
}
