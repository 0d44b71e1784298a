import Gateway
import MockUpstream
import Networking

/// A region dies under load, with calls under way: its port closes, or it takes calls and answers none. Three regions,
/// 40 ms an answer, 150 questions a second; it dies after 4 s and stays dead. Attempts time out after 2 s, questions
/// after 10 s.
///
/// Counted are questions that were not answered, of those that came in the first second after the death and of those
/// that came later. The plain caller asks the regions in turn, and one that failed is followed by the next at once.
func regionLossBenchmark() async throws -> String {
    var table = """
        | the region | caller | not answered: first second | later | slowest later, ms | p99 later, ms | calls to the dead \
        region, later |
        |---|---|---|---|---|---|---|

        """
    for death in Death.allCases {
        for isPlain in [true, false] {
            var runs: [LossRun] = []
            for seed in 1...3 { runs.append(try await death.run(isPlain: isPlain, seed: UInt64(seed))) }
            table += """
                | \(death.rawValue) | \(isPlain ? "regions in turn" : "gateway") \
                | \(runs.map { Double($0.lostAtOnce) }.spread(0)) | \(runs.map { Double($0.lostLater) }.spread(0)) \
                | \(runs.map { ($0.later.max() ?? 0) * 1000 }.spread(0)) \
                | \(runs.map { $0.later.quantile(0.99) * 1000 }.spread(0)) \
                | \(runs.map { Double($0.callsToTheDead) }.spread(0)) |

                """
        }
    }
    return table
}

private struct LossRun: Sendable {
    var lostAtOnce: Int
    var lostLater: Int
    /// Latencies of the answers to questions that came later than the first second.
    var later: [Double]
    var callsToTheDead: Int
}

private enum Death: String, CaseIterable, Sendable {
    case closed = "closes its port"
    case silent = "answers nothing"

    private static let instant = 4.0
    private static let load = (rate: 150.0, seconds: 10.0)

    func run(isPlain: Bool, seed: UInt64) async throws -> LossRun {
        let scenarios = ["a", "b", "c"].map { Self.scenario($0) }
        return try await MockRegion.run(scenarios, seed: seed) { regions in
            async let calls = kill(regions[0].upstream)
            let load = OpenLoop(phases: [Self.load], seed: seed)
            let samples: [Sample]
            if isPlain {
                let naive = NaiveCaller(regions, order: .roundRobin, pause: .zero, timeout: .seconds(2))
                samples = try await load.run { try await naive.ask($0, deadline: .seconds(10)) }
                await naive.client.shutdown()
            } else {
                let network = NetworkConfiguration(connectTimeout: .seconds(1), headTimeout: .seconds(2))
                let trial = try GatewayTrial(
                    regions, route: .trial(base: .milliseconds(50), deadline: .seconds(10)), network: network,
                    seed: seed)
                samples = try await load.run { try await trial.ask($0) }
                await trial.client.shutdown()
            }
            let before = samples.filter { $0.arrival < Self.instant - 0.1 }
            try check(before.allSatisfy(\.reply.isAnswer), "a question was not answered before anything failed")
            let (atOnce, later) = (
                samples.filter { (Self.instant..<(Self.instant + 1)).contains($0.arrival) },
                samples.filter { $0.arrival >= Self.instant + 1 }
            )
            return LossRun(
                lostAtOnce: atOnce.count { !$0.reply.isAnswer }, lostLater: later.count { !$0.reply.isAnswer },
                later: later.filter(\.reply.isAnswer).map(\.latency),
                callsToTheDead: regions[0].upstream.log.totals.calls - (try await calls))
        }
    }

    private static func scenario(_ name: String) -> Scenario {
        Scenario(
            region: name, answer: AnswerSettings(style: .echo),
            latency: LatencySettings(firstToken: .lognormal(mean: 0.04, p95: 0.05)))
    }

    /// - Returns: how many calls the region had received a second after its death.
    private func kill(_ upstream: MockUpstream) async throws -> Int {
        try await Task.sleep(for: .seconds(Self.instant))
        switch self {
        case .closed: upstream.refuseConnections(for: .seconds(60))
        case .silent:
            var scenario = upstream.scenario
            scenario.rules = [Rule(faults: [Fault(.hang)])]
            upstream.set(scenario)
        }
        try await Task.sleep(for: .seconds(1))
        return upstream.log.totals.calls
    }
}
