import Gateway
import MockUpstream

/// A stream of 200 tokens that breaks off after each number of them from 0 to 200: is it whole in the end, or is the
/// caller told? Never anything else.
func streamCutsBenchmark() async throws -> String {
    var rows: [String] = []
    for (name, endpoints, prefill) in [
        ("one endpoint", 1, false), ("two endpoints", 2, false), ("two that can go on with an answer", 2, true),
    ] {
        for isTerminated in [true, false] {
            let trials = (0...CutTrial.tokens).map {
                CutTrial(position: $0, endpoints: endpoints, prefill: prefill, isTerminated: isTerminated)
            }
            let results = try await withRigs(trials, workers: 6, mocks: 1) { try await $0.run($1) }
            let ending = isTerminated ? "with the last chunk" : "without"
            rows.append(try row("\(name) | \(ending)", trials, results))
        }
    }
    return """
        | who answers | the body's end | cut | complete | explicit error event | anything else | upstream calls |
        |---|---|---|---|---|---|---|
        \(rows.joined(separator: "\n"))

        One stream for each position, each from a gateway of its own; the first call is cut, others are not. Without a
        model that can go on, only what is cut before the first token can begin again unseen.
        """
}

private struct CutTrial: Sendable {
    static let tokens = 200

    var position: Int
    var endpoints: Int
    var prefill: Bool
    var isTerminated: Bool

    struct Result: Sendable {
        var verdict: ChatCaller.Verdict
        var calls: Int
        var cuts: Int
    }

    func run(_ rig: GatewayRig) async throws -> Result {
        let mock = rig.mocks[0]
        let cut = Fault.cut(afterTokens: position, isTerminated: isTerminated)
        mock.set(
            Scenario(
                answer: AnswerSettings(style: .echo), rules: [Rule(calls: CallSelection(first: 1), faults: [cut])]))
        mock.log.clear()
        // Both endpoints are one mock, so that the cut meets whoever is asked first.
        let all = (0..<endpoints).map {
            rig.endpoint("\($0)", mock: 0, settings: prefill ? ["prefill": "true"] : [:])
        }
        let environment = Dictionary(uniqueKeysWithValues: all.map { ("KEY_\($0.name)", "key") })
        return try await rig.gateway(ScaledDown.configuration(all), environment: environment) { caller in
            let outcome = await caller.ask("at\(position)", tokens: Self.tokens, streaming: true)
            try check(outcome.took < ScaledDown.deadline + ScaledDown.grace, "cut at \(position): \(outcome.took)")
            let totals = mock.log.totals
            return Result(verdict: outcome.verdict, calls: totals.calls, cuts: totals.decisions["cut", default: 0])
        }
    }
}

private func row(_ name: String, _ trials: [CutTrial], _ results: [CutTrial.Result]) throws -> String {
    var whole = 0
    var refused = 0
    var others: [String] = []
    for (trial, result) in zip(trials, results) {
        try check(result.cuts == 1, "\(name): \(result.cuts) cuts at \(trial.position)")
        try check(result.calls <= 2, "\(name): \(result.calls) calls when cut at \(trial.position)")
        switch result.verdict {
        case .whole: whole += 1
        case .refused(let code):
            try check(code == "stream.broken", "\(name): '\(code)' when cut at \(trial.position)")
            refused += 1
        case .wrong(let words), .silent(let words): others.append("at \(trial.position): \(words)")
        }
        let canBeWhole = trial.prefill || trial.position == 0
        try check(
            (result.verdict == .whole) == canBeWhole, "\(name): \(result.verdict) when cut at \(trial.position)")
    }
    try check(others.isEmpty, "\(name): \(others.prefix(5))")
    let calls = results.reduce(0) { $0 + $1.calls }
    return "| \(name) | \(trials.count) | \(whole) | \(refused) | \(others.count) | \(calls) |"
}
