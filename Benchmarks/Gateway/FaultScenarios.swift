import Gateway
import MockUpstream

/// One way in which providers fail.
struct FaultScenario: Sendable {
    var name: String
    /// What happens to every call of an ill endpoint; it differs a little from trial to trial. `nil`: nobody listens.
    var fault: (@Sendable (_ trial: Int) -> Fault)?
    /// Whether the fault is a key's: the endpoint is well to everybody else.
    var isKeys: Bool
    /// Whether every plain call must be answered as long as one endpoint is well, and every stream.
    var survives: (plain: Bool, streamed: Bool)

    static let all: [FaultScenario] = [
        FaultScenario(name: "refused connection"),
        FaultScenario(name: "hang before headers") { _ in Fault(.hang) },
        // After the first word a stream cannot begin again elsewhere, unless its model may be given a beginning.
        FaultScenario(name: "hang mid-stream", survives: (true, false)) { Fault(.hang, afterTokens: 1 + $0) },
        FaultScenario(name: "reset") { _ in Fault(.reset) },
        FaultScenario(name: "500") { _ in .status(500) },
        FaultScenario(name: "502") { _ in .status(502) },
        FaultScenario(name: "503") { _ in .status(503) },
        FaultScenario(name: "504") { _ in .status(504) },
        FaultScenario(name: "429 with Retry-After") { _ in .status(429, retryAfter: .seconds, wait: 1) },
        FaultScenario(name: "429 without") { _ in .status(429) },
        FaultScenario(name: "invalid JSON", survives: (true, false)) { Fault(.malformed, afterTokens: $0) },
        FaultScenario(name: "empty body") { _ in Fault(.empty) },
        FaultScenario(name: "error inside a 200", survives: (true, false)) {
            Fault(.error, status: 503, afterTokens: $0)
        },
        FaultScenario(name: "stream cut after n tokens", survives: (true, false)) {
            .cut(afterTokens: 1 + $0, isTerminated: $0.isMultiple(of: 2))
        },
        // 40 words in 1.6 s, or in 10: then the deadline is in the middle.
        FaultScenario(name: "slow drip", survives: (false, false)) {
            Fault(.drip, duration: Seconds($0.isMultiple(of: 2) ? 0.04 : 0.25))
        },
        FaultScenario(name: "expired key", isKeys: true) { _ in .status(401) },
    ]

    init(
        name: String, survives: (plain: Bool, streamed: Bool) = (true, true), isKeys: Bool = false,
        fault: (@Sendable (_ trial: Int) -> Fault)? = nil
    ) {
        self.name = name
        self.survives = survives
        self.isKeys = isKeys
        self.fault = fault
    }

    func script(trial: Int, isIll: Bool) -> Scenario {
        var scenario = Scenario(answer: AnswerSettings(style: .echo))
        guard let fault, isIll || isKeys else { return scenario }
        scenario.rules = [Rule(key: isKeys ? "expired" : nil, faults: [fault(trial)])]
        return scenario
    }
}

/// The times of the product, scaled down so that a benchmark can be waited for.
enum ScaledDown {
    static let deadline = Duration.seconds(3)
    /// What the callers' clocks may see beyond the deadline: this machine runs callers, gateways and providers at once.
    static let grace = Duration.milliseconds(250)
    static let attempts = 4
    static let tokens = 40

    static func configuration(_ endpoints: [EndpointConfiguration]) -> GatewayConfiguration {
        var configuration = GatewayConfiguration(
            pools: [PoolConfiguration(name: "mocks", endpoints: endpoints)],
            routes: [
                RouteConfiguration(
                    name: "main", variants: [RouteVariant(pool: "mocks")],
                    retry: RetryConfiguration(
                        attempts: attempts, base: .milliseconds(20), cap: .milliseconds(600)),
                    deadline: deadline)
            ])
        configuration.server.threads = 1
        configuration.network.region = GatewayRig.region
        configuration.network.connectTimeout = .milliseconds(300)
        configuration.network.headTimeout = .milliseconds(300)
        configuration.network.idleTimeout = .milliseconds(300)
        return configuration
    }
}
