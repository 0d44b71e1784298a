public import Essentials
import HTTPMessages
import Resilience
import Synchronization

/// A configuration made ready to run: endpoints, pools, and who answers to which name.
///
/// A gateway has one at a time. A request keeps the one that it began with, so that a change drops none.
final class GatewayPlan: Sendable {
    let configuration: GatewayConfiguration
    let routes: RouteTable
    let pools: [String: Pool]
    let poolsInOrder: [Pool]
    private let choosers: [String: Mutex<VariantChooser>.Box]

    /// - Parameter previous: what is unchanged is taken over from it, with all that is known of it.
    /// - Throws: ``ConfigurationProblem``.
    init(
        _ configuration: GatewayConfiguration, previous: GatewayPlan?, services: GatewayServices
    ) throws(ConfigurationProblem) {
        self.configuration = configuration
        routes = RouteTable(configuration)
        var pools: [String: Pool] = [:]
        for pool in configuration.pools {
            let isUnchanged =
                previous?.configuration.pool(pool.name) == pool
                && previous?.configuration.network == configuration.network
                && previous?.pools[pool.name]?.hedgeBudget == Self.hedgeBudget(of: pool.name, configuration)
            if isUnchanged, let known = previous?.pools[pool.name] {
                pools[pool.name] = known
            } else {
                pools[pool.name] = try Self.pool(pool, configuration, previous: previous, services)
            }
        }
        self.pools = pools
        poolsInOrder = configuration.pools.compactMap { pools[$0.name] }
        for route in configuration.routes {
            for name in route.variants.map(\.pool) + route.fallbacks where pools[name] == nil {
                throw ConfigurationProblem(
                    code: "configuration.pool",
                    message: "Route '\(route.name)' names a pool '\(name)' that is not there.",
                    remedy: "Pools: \(pools.keys.sorted().joined(separator: ", ")).")
            }
        }
        var choosers: [String: Mutex<VariantChooser>.Box] = [:]
        for route in configuration.routes where route.variants.count > 1 {
            let known = previous?.configuration.route(route.name)
            let isUnchanged = known?.variants == route.variants && known?.bandit == route.bandit
            choosers[route.name] =
                (isUnchanged ? previous?.choosers[route.name] : nil)
                ?? Mutex<VariantChooser>.Box(VariantChooser(variants: route.variants, bandit: route.bandit))
        }
        self.choosers = choosers
    }

    /// The variant that answers first.
    func variant(of route: RouteConfiguration, randomness: Randomness) -> (index: Int, variant: RouteVariant)? {
        guard let chooser = choosers[route.name] else { return route.variants.first.map { (0, $0) } }
        var generator = randomness
        let index = chooser.value.withLock { $0.choose(using: &generator) }
        return index.map { ($0, route.variants[$0]) }
    }

    func updateChooser(of route: String, _ change: (inout VariantChooser) -> Void) {
        choosers[route]?.value.withLock { change(&$0) }
    }

    /// What is known of the variants of the routes that have several.
    var experiments: [String: [VariantRecord]] {
        choosers.mapValues { $0.value.withLock { $0.records } }
    }

    private static func pool(
        _ pool: PoolConfiguration, _ configuration: GatewayConfiguration, previous: GatewayPlan?,
        _ services: GatewayServices
    ) throws(ConfigurationProblem) -> Pool {
        let policies = EndpointPolicies()
        let isSameNetwork = previous?.configuration.network == configuration.network
        let known = isSameNetwork ? previous?.pools[pool.name]?.endpoints ?? [] : []
        var numbers = Set(known.map(\.id))
        var endpoints: [ModelEndpoint] = []
        for endpoint in pool.endpoints {
            if let same = known.first(where: { $0.configuration == endpoint }) {
                endpoints.append(same)
                continue
            }
            let id = (0...numbers.count).first { !numbers.contains($0) } ?? numbers.count
            numbers.insert(id)
            endpoints.append(
                ModelEndpoint(
                    endpoint, pool: pool.name, id: id, speaker: try speaker(for: endpoint, services),
                    caller: configuration.network.region, policies: policies, time: services.time))
        }
        return Pool(
            name: pool.name, endpoints: endpoints, health: pool.health,
            hedgeBudget: hedgeBudget(of: pool.name, configuration), slowStart: policies.slowStart,
            time: services.time, randomness: services.randomness)
    }

    /// The routes of a pool share its budget of hedges: the most generous counts.
    private static func hedgeBudget(of pool: String, _ configuration: GatewayConfiguration) -> Double {
        let hedging = configuration.routes.filter { $0.variants.contains { $0.pool == pool } }.map(\.hedging)
        return hedging.map(\.budget).max() ?? HedgingConfiguration().budget
    }

    private static func speaker(
        for endpoint: EndpointConfiguration, _ services: GatewayServices
    ) throws(ConfigurationProblem) -> ModelEndpoint.Speaker {
        if endpoint.provider == Dialects.local { return .local(services.localModels) }
        guard let dialect = Dialects.dialect(named: endpoint.provider) else {
            throw ConfigurationProblem(
                code: "configuration.provider",
                message: "Endpoint '\(endpoint.name)' names a provider '\(endpoint.provider)' that is not known.",
                remedy: "Providers: \(Dialects.names.joined(separator: ", ")).")
        }
        guard let base = endpoint.base ?? ProviderAddress.base(of: endpoint) else {
            throw ConfigurationProblem(
                code: "configuration.address", message: "Endpoint '\(endpoint.name)' has no address.",
                remedy: "Give it a 'url', or a 'region' where the provider has one address for each.")
        }
        return .remote(dialect, base: base)
    }
}

extension Mutex where Value == VariantChooser {
    /// A mutex that several plans can share.
    final class Box: Sendable {
        let value: Mutex<VariantChooser>

        init(_ chooser: VariantChooser) {
            value = Mutex(chooser)
        }
    }
}

/// A configuration that cannot be run.
public struct ConfigurationProblem: DescribedFailure, Hashable {
    /// Such as "configuration.pool". Never renamed.
    public let code: String
    public let message: String
    public let remedy: String?
    public var category: FailureCategory { .usage }

    public init(code: String, message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}
