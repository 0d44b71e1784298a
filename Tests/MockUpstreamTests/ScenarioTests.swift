import Essentials
import MockUpstream
import Testing

@Suite("Scenarios as text")
struct ScenarioTests {
    @Test("YAML with every member is read")
    func yaml() throws {
        let scenario = try Scenario(
            reading: """
                region: us-central1
                time_scale: 0.1
                models: [large, small]
                answer: {tokens: {uniform: [10, 20]}, style: tagged, model: other, dimensions: 8}
                latency:
                  first_token: {mean: 800ms, p95: 2s}
                  per_token: 20ms
                  stragglers: {share: 0.05, factor: 10}
                throttle:
                  {requests_per_minute: 600, burst: 5, tokens_per_minute: 9000, share: 0.25, retry_after: date, wait: 2}
                rules:
                  - {name: expired, key: old, fault: 401}
                  - {calls: {first: 3, every: 2}, model: large*, path: /x, streaming: false, fault: [502, reset]}
                  - {from: 5s, to: 1m, share: 0.5, fault: {kind: cut, after_tokens: 7, terminated: true}}
                  - {latency: {first_token: {exponential: 1}}}
                """)
        #expect(scenario.region == "us-central1" && scenario.timeScale == 0.1 && scenario.models == ["large", "small"])
        #expect(scenario.answer.tokens == .uniform(10, 20) && scenario.answer.style == .tagged)
        #expect(scenario.latency.firstToken == .lognormal(mean: 0.8, p95: 2))
        #expect(scenario.latency.perToken == .constant(0.02))
        #expect(scenario.latency.stragglers == .init(share: 0.05, factor: 10))
        #expect(scenario.throttle.retryAfter == .date && scenario.throttle.wait == 2)
        #expect(scenario.rules.count == 4)
        #expect(scenario.rules[1].faults == [.status(502), Fault(.reset)])
        #expect(scenario.rules[1].calls == CallSelection(first: 3, every: 2))
        #expect(scenario.rules[2].to == 60 && scenario.rules[2].faults == [.cut(afterTokens: 7, isTerminated: true)])
        #expect(scenario.rules[3].latency?.firstToken == .exponential(mean: 1))
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        let scenario = Scenario(
            region: "a",
            answer: AnswerSettings(
                tokens: .lognormal(mean: 100, p95: 300),
                replies: [ScriptedReply(model: "large*", contains: ["Costs", "2024"], text: "They fell.")]),
            latency: LatencySettings(firstToken: .uniform(0.1, 0.2), stragglers: .init(share: 0.1, factor: 3)),
            throttle: ThrottleSettings(requestsPerMinute: 3, share: 0.5),
            rules: [Rule(calls: CallSelection(numbers: [1, 5]), faults: [.cut(afterTokens: 3), Fault(.wrongModel)])])
        #expect(try Scenario(reading: String(decoding: scenario.json(), as: UTF8.self)) == scenario)
    }

    @Test(
        "what cannot be meant is refused with its place",
        arguments: [
            ("rules: [{share: 0.5, fualt: 503}]", "fualt"), ("rules: [{fault: nothing}]", "nothing"),
            ("rules: [{share: 2, fault: 503}]", "share"), ("rules: [{fault: 200}]", "status"),
            ("latency: {first_token: soon}", "distribution"), ("latency: {first_token: {mean: 1, p95: 9}}", "3.87"),
            ("time_scale: 0", "time_scale"), ("rules: [{share: 1}]", "fault"), ("a: [", "YAML"), ("{\"a\": 1}", "a"),
            ("rules: [{calls: {frist: 3}, fault: 503}]", "frist"), ("answer: {replies: [{contains: a}]}", "text"),
        ])
    func refused(text: String, word: String) throws {
        let problem = #expect(throws: ScenarioProblem.self) { try Scenario(reading: text) }
        #expect(problem?.description.contains(word) == true, "\(problem?.description ?? "")")
    }

    @Test("numbered text is judged: whole, gaps, duplicates and foreign words")
    func verdicts() {
        #expect(NumberedText.text(0..<3) == "token-0 token-1 token-2")
        #expect(NumberedText.verdict(on: "") == .whole(0))
        #expect(NumberedText.verdict(on: NumberedText.text(0..<120)) == .whole(120))
        #expect(NumberedText.verdict(on: NumberedText.text(0..<120, tag: "3f9a2c")) == .whole(120))
        #expect(NumberedText.verdict(on: "token-0 token-2") == .gap(after: 1))
        #expect(NumberedText.verdict(on: "token-1 token-2") == .gap(after: 0))
        #expect(NumberedText.verdict(on: "token-0 token-1 token-1") == .duplicate(after: 2))
        #expect(NumberedText.verdict(on: "token-0 token-1token-2") == .foreign(after: 1))
        #expect(NumberedText.verdict(on: "token-0  token-1") == .foreign(after: 1))
        #expect(NumberedText.verdict(on: "token-0 token-1 t") == .foreign(after: 2))
        #expect(NumberedText.verdict(on: "token-a-0 token-b-1") == .foreign(after: 1))
    }
}
