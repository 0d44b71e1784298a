import Gateway
import MockUpstream

/// One region down for a while, and all of them: what callers see meanwhile, and when the region is used again.
/// Rows of the table of faults.
func outageRows() async throws -> [String] {
    var trials: [OutageTrial] = []
    for number in 0..<30 {
        for down in [1, 2] {
            for isStreaming in [false, true] {
                trials.append(OutageTrial(number: number, down: down, isStreaming: isStreaming))
            }
        }
    }
    // All at once: nearly all of the time is waited for the breakers' rest.
    let records = try await withRigs(trials, workers: trials.count, mocks: 2) { try await $0.run($1) }
    return try [1, 2].map { down in
        let name = down == 1 ? "one region down, then back" : "all down, then back"
        var cells: [String] = []
        var sum = FaultTally()
        var back: [Duration] = []
        for isStreaming in [false, true] {
            var tally = FaultTally()
            for (trial, record) in zip(trials, records) where trial.down == down && trial.isStreaming == isStreaming {
                tally.add(record.tally)
                back.append(record.back)
            }
            try check(tally.wrong.isEmpty, "\(name): wrong answers: \(Set(tally.wrong).sorted().prefix(5))")
            try check(tally.late == 0, "\(name): \(tally.late) late, the slowest \(tally.slowest)")
            try check(down == 2 || tally.refused == 0, "\(name): \(tally.refused) refused")
            try check(down == 1 || tally.refused > 0, "\(name): nothing was refused, so nothing was down")
            cells.append(tally.cell)
            sum.add(tally)
        }
        let latest = Int((back.max() ?? .zero) / .seconds(1) + 0.5)
        let cellsOfBoth = down == 1 ? cells + ["", ""] : ["", ""] + cells
        return "| \(name) (rests at most \(latest) s longer) | \(cellsOfBoth.joined(separator: " | ")) "
            + "| \(sum.wrong.count) | \(sum.late) | \(sum.callsCell) | \(sum.slowestCell) |"
    }
}

private struct OutageTrial: Sendable {
    var number: Int
    /// Endpoints, of two.
    var down: Int
    var isStreaming: Bool

    static let length = Duration.seconds(2)
    /// The breaker rests 30 s, and 60 s after a probe in vain.
    static let patience = Duration.seconds(70)
    static let well = Scenario(
        answer: AnswerSettings(style: .echo), latency: LatencySettings(firstToken: .constant(0.05)))

    struct Record: Sendable {
        var tally = FaultTally()
        /// From the end of the outage until what was down is used again, or may be.
        var back = Duration.zero
    }

    /// Every other outage closes the port; the others answer 503, which shows in the log how often they were asked.
    private var closesDoor: Bool { number.isMultiple(of: 2) }

    func run(_ rig: GatewayRig) async throws -> Record {
        for mock in rig.mocks { mock.set(Self.well) }
        let places = down == 2 ? [0, 1] : Set([number / 2 % 2])
        let configuration = ScaledDown.configuration([0, 1].map { rig.endpoint("\($0)", mock: $0) })
        return try await rig.gateway(configuration, environment: ["KEY_0": "a", "KEY_1": "b"]) { caller in
            var record = Record()
            // Until both are known: a region that fails before anything is known of it is avoided for longer.
            while rig.mocks.contains(where: { $0.log.totals.ends["complete", default: 0] == 0 }) {
                let number = record.tally.requests
                try check(number < 100, "one of two endpoints is never asked")
                async let first = ask(caller, "before\(number)")
                async let second = ask(caller, "before\(number + 1)")
                for outcome in await [first, second] { record.tally.count(outcome) }
            }
            try check(record.tally.refused == 0, "refused before the outage: \(record.tally)")
            record.tally.count(calls: rig.entries)
            try await begin(rig, places)
            for mock in rig.mocks { mock.log.clear() }
            let start = ContinuousClock.now
            var requests = 0
            while start.duration(to: .now) < Self.length {
                requests += 1
                record.tally.count(await ask(caller, "during\(requests)"))
                try await Task.sleep(for: .milliseconds(20))
            }
            record.tally.count(calls: rig.entries)
            let extra = max(10, Double(requests) / 10)
            try check(
                Double(rig.entries.count) <= Double(requests) + extra,
                "\(rig.entries.count) calls for \(requests) requests in an outage")
            for place in places { rig.mocks[place].set(Self.well) }
            if closesDoor { try await rig.close([]) }
            for mock in rig.mocks { mock.log.clear() }
            record.back = try await untilBack(rig, caller, &record.tally)
            record.tally.count(calls: rig.entries)
            return record
        }
    }

    private func begin(_ rig: GatewayRig, _ places: Set<Int>) async throws {
        if closesDoor { return try await rig.close(places) }
        for place in places {
            var ill = Self.well
            ill.rules = [Rule(faults: [.status(503)])]
            rig.mocks[place].set(ill)
        }
    }

    /// Where both were down, an answer shows it. Where one was, the other may be as good, and nobody needs the first:
    /// then it is back when it may be called.
    private func isBack(_ rig: GatewayRig, _ caller: ChatCaller) async throws -> Bool {
        if down == 2 { return rig.mocks.contains { $0.log.totals.ends["complete", default: 0] > 0 } }
        return try await !caller.report("/health/regions").contains("\"resting\"")
    }

    /// Asks until what was down is back, and then a few times more, all of which must go well.
    private func untilBack(
        _ rig: GatewayRig, _ caller: ChatCaller, _ tally: inout FaultTally
    ) async throws -> Duration {
        let start = ContinuousClock.now
        var requests = 0
        while try await !isBack(rig, caller) {
            guard start.duration(to: .now) < Self.patience else {
                throw BenchmarkError("a region was not used again within \(Self.patience)")
            }
            requests += 1
            tally.count(await ask(caller, "after\(requests)"))
            try await Task.sleep(for: .milliseconds(200))
        }
        let back = start.duration(to: .now)
        let refused = tally.refused
        for index in 0..<4 { tally.count(await ask(caller, "again\(index)")) }
        try check(tally.refused == refused, "refused after the outage was over")
        return back
    }

    private func ask(_ caller: ChatCaller, _ tag: String) async -> ChatCaller.Outcome {
        await caller.ask("\(number)\(tag)", tokens: ScaledDown.tokens, streaming: isStreaming)
    }
}
