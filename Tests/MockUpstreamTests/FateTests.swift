import HTTPMessages
import JSON
import MockUpstream
import Networking
import Resilience
import Synchronization
import TestKit
import Testing

@Suite("Who meets which fate")
struct FateTests {
    /// The statuses of so many calls, one after the other.
    private static func statuses(_ count: Int, _ mock: LiveMock, model: String = "mock") async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(try await mock.chat(model: model).head.status) }
        return statuses
    }

    @Test("the same seed gives the same fates, another seed others, and the share is kept")
    func seeded() async throws {
        let scenario = "{throttle: {share: 0.2}, rules: [{share: 0.3, fault: [500, 502, 503]}]}"
        let results = Mutex<[[Int]]>([])
        for seed in [5, 5, 6] as [UInt64] {
            try await LiveMock.run(scenario, seed: seed) { mock in
                let statuses = try await Self.statuses(400, mock)
                results.withLock { $0.append(statuses) }
            }
        }
        let statuses = results.withLock { $0 }
        #expect(statuses[0] == statuses[1])
        #expect(statuses[0] != statuses[2])
        let failed = statuses[0].count { $0 >= 500 }
        let throttled = statuses[0].count { $0 == 429 }
        // 120 and 56 are expected; these are more than four standard deviations.
        #expect((80...160).contains(failed) && (25...90).contains(throttled), "\(failed), \(throttled)")
        #expect(Set(statuses[0]) == [200, 429, 500, 502, 503])
    }

    @Test("the first calls, and every fifth")
    func sequences() async throws {
        try await LiveMock.run("rules: [{calls: {first: 3}, fault: 503}, {calls: {every: 5}, fault: 500}]") { mock in
            let statuses = try await Self.statuses(11, mock)
            #expect(statuses == [503, 503, 503, 200, 500, 200, 200, 200, 200, 500, 200])
        }
    }

    @Test("rules for a model, a key and a path; calls are counted for each rule")
    func conditions() async throws {
        let scenario = """
            rules:
              - {key: expired, fault: 401}
              - {model: big*, calls: {first: 1}, fault: 529}
              - {path: /embeddings, fault: 404}
            """
        try await LiveMock.run(scenario) { mock in
            let good = try await mock.chat(key: "good")
            #expect(good.head.status == 200)
            #expect(try await mock.chat(key: "expired").head.status == 401)
            #expect(try await Self.statuses(2, mock, model: "big-1") == [529, 200])
            let body: JSONValue = ["model": "m", "input": "text"]
            #expect(try await mock.send("POST", "/v1/embeddings", body: body.serialized()).head.status == 404)
            #expect(mock.upstream.log.entries.compactMap(\.rule) == ["rule 1", "rule 2", "rule 3"])
        }
    }

    @Test("a bucket lets its burst and its rate through, and says truly when the next may pass")
    func bucket() async throws {
        let time = ManualTime()
        let scenario = "throttle: {requests_per_minute: 60, burst: 4, retry_after: milliseconds}"
        try await LiveMock.run(scenario, time: time.source) { mock in
            #expect(try await Self.statuses(6, mock) == [200, 200, 200, 200, 429, 429])
            time.advance(by: .milliseconds(400))
            let refusal = try await mock.chat()
            #expect(refusal.head.status == 429 && refusal.head.headers["retry-after-ms"] == "600")
            time.advance(by: .milliseconds(600))
            #expect(try await Self.statuses(2, mock) == [200, 429])
            // A minute at ten calls a second: the burst and sixty.
            var passed = 0
            time.advance(by: .seconds(60))
            for _ in 0..<600 {
                time.advance(by: .milliseconds(100))
                if try await mock.chat().head.status == 200 { passed += 1 }
            }
            #expect(passed == 63 || passed == 64, "\(passed)")
        }
    }

    @Test("tokens are counted too, of the question and the answer")
    func tokens() async throws {
        let time = ManualTime()
        let scenario = "{answer: {tokens: 99}, throttle: {tokens_per_minute: 300}}"
        try await LiveMock.run(scenario, time: time.source) { mock in
            // "ask" is one token.
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await mock.chat("ask").head.status) }
            #expect(statuses == [200, 200, 200, 429])
            time.advance(by: .seconds(20))
            #expect(try await mock.chat("ask").head.status == 200)
            #expect(try await mock.chat("ask").head.status == 429)
        }
    }

    @Test("a down time begins and ends by the clock, faster with a smaller scale", arguments: [1.0, 0.1])
    func window(scale: Double) async throws {
        let time = ManualTime()
        let scenario = "{time_scale: \(scale), rules: [{from: 5s, to: 65s, fault: 503}]}"
        try await LiveMock.run(scenario, time: time.source) { mock in
            var statuses: [Int] = []
            for seconds in [4.9, 0.2, 59.8, 0.2] {
                time.advance(by: .seconds(seconds * scale))
                statuses.append(try await mock.chat().head.status)
            }
            #expect(statuses == [200, 503, 503, 200])
        }
    }

    @Test("latency is what the scenario says, and stragglers take longer")
    func latency() async throws {
        let time = ManualTime()
        let scenario = """
            {answer: {tokens: 5}, latency: {first_token: 2, per_token: 1, stragglers: {share: 1, factor: 10}}}
            """
        try await LiveMock.run(scenario, time: time.source) { mock in
            async let whole = mock.chat()
            await time.waitForSleepers(1)
            #expect(time.wakeTimes == [time.start + .seconds(60)])
            time.advance(by: .seconds(60))
            #expect(try await whole.text == NumberedText.text(0..<5))
            async let streamed = mock.stream()
            for step in [20, 10, 10, 10, 10] {
                await time.waitForSleepers(1)
                time.advance(by: .seconds(step))
            }
            let text = try await streamed.text
            #expect(NumberedText.verdict(on: text) == .whole(5))
            #expect(time.now == time.start + .seconds(120))
        }
    }

    @Test("a lognormal latency has the mean and the 95th percentile that were asked for")
    func lognormal() async throws {
        let time = ManualTime()
        try await LiveMock.run("latency: {first_token: {mean: 8.8, p95: 20}}", time: time.source) { mock in
            var spans: [Double] = []
            for _ in 0..<2000 {
                let begun = time.now
                async let answer = mock.chat()
                await time.waitForSleepers(1)
                let wake = try #require(time.wakeTimes.first)
                spans.append((wake - begun) / .seconds(1))
                time.advance(by: wake - begun)
                _ = try await answer
            }
            spans.sort()
            let mean = spans.reduce(0, +) / 2000
            #expect(abs(mean - 8.8) < 0.6, "\(mean)")
            #expect(abs(spans[1900] - 20) < 2.5, "\(spans[1900])")
        }
    }
}
