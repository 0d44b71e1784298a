import Gateway
import MockUpstream

/// Sixteen ways to fail, each in 30 gateways with one endpoint of two ill, and in 30 with both: is an answer ever
/// wrong, late, or tried too often? And two outages: see `outageRows()`.
func gatewayFaultsBenchmark() async throws -> String {
    var rows: [String] = []
    for scenario in FaultScenario.all {
        let trials = (0..<30).flatMap { number in
            [1, 2].flatMap { ill in
                [false, true].map { FaultTrial(scenario: scenario, number: number, ill: ill, isStreaming: $0) }
            }
        }
        let tallies = try await withRigs(trials, workers: 20, mocks: 2) { try await $0.run($1) }
        rows.append(try row(scenario, trials, tallies))
    }
    rows += try await outageRows()
    return """
        | scenario | one of two is ill: plain | streamed | both are: plain | streamed | wrong | late | calls for a request | slowest |
        |---|---|---|---|---|---|---|---|---|
        \(rows.joined(separator: "\n"))

        Plain and streamed: answered / refused with an explicit error. Each cell is 30 new gateways with four requests
        each, two at a time; outages: 30 gateways asked one request after the other. Wrong: not exactly the expected
        words, or no end and no error. Late: more than \(ScaledDown.grace) after the deadline. Calls for a request: mean
        and most, from the providers' logs. Scaled down: deadline 3 s (instead of minutes), at most 4 attempts, first
        pause 20 ms (1 s), head and idle timeouts 300 ms (120 s, 30 s), an outage 2 s (a minute); the breaker's rest of
        30 s is not.
        """
}

/// One gateway that meets one fault.
private struct FaultTrial: Sendable {
    var scenario: FaultScenario
    var number: Int
    /// Endpoints, of two.
    var ill: Int
    var isStreaming: Bool

    func run(_ rig: GatewayRig) async throws -> FaultTally {
        let illPlaces = ill == 2 ? [0, 1] : Set([number % 2])
        for (place, mock) in rig.mocks.enumerated() {
            mock.set(scenario.script(trial: number, isIll: illPlaces.contains(place)))
        }
        if scenario.fault == nil { try await rig.close(illPlaces) }
        for mock in rig.mocks { mock.log.clear() }
        let configuration = ScaledDown.configuration([0, 1].map { rig.endpoint("\($0)", mock: $0) })
        let keys = [0, 1].map { ("KEY_\($0)", scenario.isKeys && illPlaces.contains($0) ? "expired" : "valid") }
        let environment = Dictionary(uniqueKeysWithValues: keys)
        var tally = try await rig.gateway(configuration, environment: environment) { caller in
            var tally = FaultTally()
            for wave in 0..<2 {
                async let first = ask(caller, "\(wave)a")
                async let second = ask(caller, "\(wave)b")
                for outcome in await [first, second] { tally.count(outcome) }
            }
            return tally
        }
        tally.count(calls: rig.entries)
        if scenario.fault == nil {
            for mock in rig.mocks { mock.set(Scenario()) }
            try await rig.close([])
        }
        try checkPauses(rig)
        return tally
    }

    private func ask(_ caller: ChatCaller, _ tag: String) async -> ChatCaller.Outcome {
        await caller.ask("\(number)\(tag)", tokens: ScaledDown.tokens, streaming: isStreaming)
    }

    /// Who said when to come back is left alone until then. Two calls that were under way at once are not to blame.
    private func checkPauses(_ rig: GatewayRig) throws {
        for mock in rig.mocks {
            let calls = mock.log.entries
            for refused in calls where refused.decision == "429" && scenario.name.hasSuffix("with Retry-After") {
                let end = refused.arrived + (refused.took ?? 0)
                let isDisturbed = calls.contains { $0.arrived > end + 0.1 && $0.arrived < end + 0.99 }
                try check(!isDisturbed, "an endpoint was called again within its Retry-After")
            }
        }
    }
}

/// What became of requests, as the callers and the providers saw it.
struct FaultTally: Sendable {
    var answered = 0
    var refused = 0
    var wrong: [String] = []
    var late = 0
    var slowest = Duration.zero
    /// What the gateway said of its answers: calls in all.
    var toldCalls = 0
    /// What the providers saw: calls in all, and of one request at most.
    var calls = 0
    var mostCalls = 0

    var requests: Int { answered + refused + wrong.count }

    mutating func count(_ outcome: ChatCaller.Outcome, deadline: Duration = ScaledDown.deadline) {
        switch outcome.verdict {
        case .whole: answered += 1
        case .refused: refused += 1
        case .wrong(let words), .silent(let words): wrong.append(words)
        }
        slowest = max(slowest, outcome.took)
        if outcome.took > deadline + ScaledDown.grace { late += 1 }
        toldCalls += outcome.attempts ?? 0
    }

    /// Every request has a text of its own, which tells the calls of one from those of others.
    mutating func count(calls entries: [LogEntry]) {
        calls += entries.count
        mostCalls = max(mostCalls, Dictionary(grouping: entries, by: \.body).values.map(\.count).max() ?? 0)
    }

    mutating func add(_ other: FaultTally) {
        answered += other.answered
        refused += other.refused
        wrong += other.wrong
        late += other.late
        slowest = max(slowest, other.slowest)
        toldCalls += other.toldCalls
        calls += other.calls
        mostCalls = max(mostCalls, other.mostCalls)
    }

    var cell: String { "\(answered) / \(refused)" }
    var callsCell: String { "\((Double(calls) / Double(max(requests, 1))).text(2)), \(mostCalls)" }
    var slowestCell: String { "\(Int(slowest / .milliseconds(1))) ms" }
}

private func row(_ scenario: FaultScenario, _ trials: [FaultTrial], _ tallies: [FaultTally]) throws -> String {
    var cells: [String] = []
    var sum = FaultTally()
    for (ill, isStreaming) in [(1, false), (1, true), (2, false), (2, true)] {
        var tally = FaultTally()
        for (trial, part) in zip(trials, tallies) where trial.ill == ill && trial.isStreaming == isStreaming {
            // A new gateway may make ten calls on credit, and one in ten requests pays for another.
            try check(
                part.calls <= part.requests + 10, "\(scenario.name): \(part.calls) calls for \(part.requests) requests")
            tally.add(part)
        }
        let mustSurvive = isStreaming ? scenario.survives.streamed : scenario.survives.plain
        let name = "\(scenario.name), \(ill) ill, \(isStreaming ? "streamed" : "plain")"
        try check(tally.wrong.isEmpty, "\(name): wrong answers: \(Set(tally.wrong).sorted().prefix(5))")
        try check(tally.late == 0, "\(name): \(tally.late) late, the slowest \(tally.slowest)")
        try check(tally.requests == 120, "\(name): \(tally.requests) of 120 requests are accounted for")
        try check(ill == 2 || !mustSurvive || tally.refused == 0, "\(name): \(tally.refused) refused")
        // One more than the attempts: a hedge, or a kept connection that was closed under a request.
        try check(tally.mostCalls <= ScaledDown.attempts + 1, "\(name): \(tally.mostCalls) calls for a request")
        cells.append(tally.cell)
        sum.add(tally)
    }
    return "| \(scenario.name) | \(cells.joined(separator: " | ")) | \(sum.wrong.count) | \(sum.late) "
        + "| \(sum.callsCell) | \(sum.slowestCell) |"
}
