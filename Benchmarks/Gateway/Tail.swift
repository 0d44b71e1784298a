import Gateway
import MockUpstream
import Networking

/// What slow answers of one region do to the slowest answers of all: three regions answer in 60 ms on average, and one
/// of them takes ten times as long for 5 % of its calls. 200 questions a second come at random instants.
///
/// The plain caller asks the regions in turn. The gateway is asked with hedging off, which shows what the balancer does
/// alone, and with hedging on; it starts without any knowledge, and its first calls count like all others. The last
/// row is the bound: what the slowest answers are when no region has stragglers.
func tailBenchmark() async throws -> String {
    var table = """
        | caller | p50, ms | p99, ms | p99.9, ms | p99 cut | calls more than questions | hedges |
        |---|---|---|---|---|---|---|

        """
    var plain = 0.0
    for caller in TailCaller.allCases {
        var runs: [TailRun] = []
        for seed in 1...TailCaller.runs { runs.append(try await caller.run(seed: UInt64(seed))) }
        let p99 = runs.map { $0.latencies.quantile(0.99) * 1000 }
        if caller == .plain { plain = p99.quantile(0.5) }
        let cut = 100 * (1 - p99.quantile(0.5) / plain)
        table += """
            | \(caller.rawValue) | \(runs.map { $0.latencies.quantile(0.5) * 1000 }.spread(0)) | \(p99.spread(0)) \
            | \(runs.map { $0.latencies.quantile(0.999) * 1000 }.spread(0)) \
            | \(caller == .plain ? "" : cut.text() + " %") | \(runs.map { $0.extraCalls * 100 }.spread(2)) % \
            | \(runs.map { Double($0.hedges) }.spread(0)) |

            """
    }
    return table
}

private struct TailRun: Sendable {
    var latencies: [Double]
    /// Per question.
    var extraCalls: Double
    var hedges: Int
}

private enum TailCaller: String, CaseIterable, Sendable {
    case plain = "regions in turn"
    case balanced = "gateway, hedging off"
    case hedged = "gateway"
    case ideal = "regions in turn, no stragglers"

    static let runs = 5
    private static let load = (rate: 200.0, seconds: 12.0)

    func run(seed: UInt64) async throws -> TailRun {
        let scenarios = ["a", "b", "c"].map { name in
            let hasStragglers = name == "a" && self != .ideal
            return Scenario(
                region: name, answer: AnswerSettings(style: .echo),
                latency: LatencySettings(
                    firstToken: .lognormal(mean: 0.06, p95: 0.075),
                    stragglers: hasStragglers ? .init(share: 0.05, factor: 10) : nil))
        }
        return try await MockRegion.run(scenarios, seed: seed) { regions in
            let load = OpenLoop(phases: [Self.load], seed: seed)
            switch self {
            case .plain, .ideal:
                let naive = NaiveCaller(regions, order: .roundRobin, pause: .zero)
                let samples = try await load.run { try await naive.ask($0) }
                await naive.client.shutdown()
                return try Self.result(samples, calls: regions.calls, hedges: 0)
            case .balanced, .hedged:
                let trial = try GatewayTrial(regions, route: .trial(hedging: self == .hedged), seed: seed)
                let samples = try await load.run { try await trial.ask($0) }
                await trial.client.shutdown()
                return try Self.result(samples, calls: regions.calls, hedges: trial.trace.hedges)
            }
        }
    }

    private static func result(_ samples: [Sample], calls: Int, hedges: Int) throws -> TailRun {
        try check(samples.allSatisfy(\.reply.isAnswer), "a question was not answered although nobody fails")
        let extra = Double(calls - samples.count) / Double(samples.count)
        try check(extra <= 0.03, "\(calls) calls for \(samples.count) questions: more than the budget of 3 %")
        return TailRun(latencies: samples.map(\.latency), extraCalls: extra, hedges: hedges)
    }
}
