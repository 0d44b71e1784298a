import HTTPMessages
import JSON
import Networking
import Resilience
import TestKit
import Testing

@testable import Gateway

@Suite("A pool of endpoints")
struct PoolTests {
    @Test("leaves out for a while the one that does worse than the others")
    func ejection() async throws {
        try await withUpstreams({ _ in .answer("well") }, { _ in .answer("well") }) { one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"), .scripted(one, name: "three"))
            bench.time = time.source
            let gateway = try bench.gateway()
            let pool = gateway.current.poolsInOrder[0]
            // Every second call of the second one fails, which its breaker does not notice.
            for round in 0..<30 {
                for endpoint in pool.endpoints {
                    if endpoint.id == 1, round % 2 == 0 {
                        let failure = UpstreamFailure(.server, message: "It does not work.")
                        pool.recordFailure(of: endpoint, failure, latency: .milliseconds(10))
                    } else {
                        pool.recordSuccess(of: endpoint, latency: .milliseconds(10))
                    }
                }
                time.advance(by: .milliseconds(500))
            }
            #expect(gateway.endpointReports().map(\.status) == [.healthy, .ejected, .healthy])
            for _ in 0..<50 { _ = try await gateway.ask() }
            #expect(other.calls.count == 0)
            time.advance(by: .seconds(40))
            for _ in 0..<300 { _ = try await gateway.ask() }
            #expect(other.calls.count > 0)
        }
    }

    @Test("does not take throttles, refused requests and cancelled calls for faults")
    func noFaults() async throws {
        let time = ManualTime()
        try await withUpstreams({ _ in .answer("well") }, { _ in .answer("well") }) { one, other in
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            let gateway = try bench.gateway()
            let pool = gateway.current.poolsInOrder[0]
            let failures = [
                UpstreamFailure(.throttled, message: "Slower."),
                UpstreamFailure(.overloaded, code: "transport.no-connection", message: "None free here."),
                UpstreamFailure(.refused, blame: .request, status: 400, message: "Not so."),
                UpstreamFailure(.cancelled, message: "Gone."),
            ]
            let order = CallOrder(.chat(), priority: 5, deadline: time.now + .seconds(600), hedges: false)
            for failure in failures {
                for _ in 0..<20 {
                    guard case .ticket(let ticket) = try await pool.reserve(order, avoiding: [0], now: time.now) else {
                        continue
                    }
                    CallAccount(pool: pool, model: "m", isHedge: false, observer: bench.record).failed(ticket, failure)
                    time.advance(by: .seconds(30))
                }
                #expect(gateway.endpointReports()[1].status == .healthy, "\(failure.failureClass)")
            }
            // A caller's mistake and a caller who leaves cost the budget of extra calls nothing.
            #expect(bench.record.attempts.count == 80)
        }
    }

    @Test("gives one that has come back its share by and by")
    func slowStart() async throws {
        try await withUpstreams({ _ in .answer("well") }, { $0.number < 3 ? .status(500) : .answer("well") }) {
            one, other in
            let time = ManualTime()
            var bench = try GatewayBench(.scripted(one), .scripted(other, name: "two"))
            bench.time = time.source
            let gateway = try bench.gateway()
            while other.calls.count < 3 {
                _ = try await gateway.ask()
                time.advance(by: .seconds(20))
            }
            #expect(gateway.endpointReports()[1].status == .resting)
            time.advance(by: .seconds(400))
            // It is back, at a tenth of its share.
            func share() async throws -> Int {
                let before = other.calls.count
                for _ in 0..<400 { _ = try await gateway.ask() }
                return other.calls.count - before
            }
            let early = try await share()
            time.advance(by: .seconds(400))
            let late = try await share()
            #expect(early > 0 && early < 90)
            #expect(late > 130)
        }
    }

    @Test("keeps to the limit of each endpoint, and uses them all")
    func limits() async throws {
        let door = Door()
        let script: ScriptedUpstream.Script = { _ in .held(by: door, then: .answer("well")) }
        try await withUpstreams(script, script) { one, other in
            let limits = EndpointLimits(concurrency: 3)
            let gateway = try GatewayBench(
                .scripted(one, limits: limits), .scripted(other, name: "two", limits: limits)
            ).gateway()
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<10 { group.addTask { try await gateway.ask().text } }
                await one.holds.wait(for: 3)
                await other.holds.wait(for: 3)
                while gateway.endpointReports().map(\.gate.waiting).reduce(0, +) < 4 { await Task.yield() }
                #expect(one.calls.count == 3 && other.calls.count == 3)
                door.open()
                for try await text in group { #expect(text == "well") }
            }
        }
    }
}

@Suite("Names of models")
struct ModelIdentityTests {
    @Test(
        "agree when one only adds a version, a date or the maker",
        arguments: [
            ("gpt-4o", "gpt-4o", true), ("gpt-4o", "gpt-4o-2024-08-06", true), ("gpt-4o", "gpt-4o-mini", false),
            ("gemini-2.0-flash", "gemini-2.0-flash-001", true), ("gemini-2.0-flash", "gemini-2.0-flash-lite", false),
            ("gemini-2.0-flash", "models/gemini-2.0-flash", true), ("openai/gpt-4o", "gpt-4o-2024-08-06", true),
            ("GPT-4o", "gpt-4o", true), ("gpt-4o", "gpt-3.5-turbo", false),
            ("claude-3-5-sonnet", "claude-3-opus", false),
            ("", "gpt-4o", false),
        ])
    func table(asked: String, answered: String, agrees: Bool) {
        #expect(ModelIdentity.agrees(asked: asked, answered: answered) == agrees)
        #expect(ModelIdentity.agrees(asked: answered, answered: asked) == agrees)
    }
}

@Suite("The estimate of tokens")
struct TokenEstimateTests {
    @Test("counts text by its bytes, pictures by a constant, and the longest answer")
    func estimate() {
        let text = ModelRequest.chat(String(repeating: "abcd", count: 100))
        #expect(text.estimatedTokens == 100 + 256)
        var limited = text
        limited.body["max_tokens"] = 50
        #expect(limited.estimatedTokens == 150)
        limited.body["max_completion_tokens"] = 20
        #expect(limited.estimatedTokens == 120)
        var picture = text
        picture.body["messages"] = [
            [
                "role": "user",
                "content": [
                    ["type": "text", "text": "abcdefgh"],
                    ["type": "image_url", "image_url": ["url": .string(String(repeating: "x", count: 100_000))]],
                ],
            ]
        ]
        #expect(picture.estimatedTokens == 2 + 800 + 256)
        let vectors = ModelRequest(operation: .embeddings, body: ["input": ["abcd", "abcd"]])
        #expect(vectors.estimatedTokens == 2)
    }

    @Test("bears hostile numbers")
    func hostile() {
        for value in ["9223372036854775807", "-9223372036854775808", "1e300", "-5"] {
            let body = (try? JSONValue(parsing: Array("{\"max_tokens\": \(value), \"messages\": 3}".utf8))) ?? .null
            let tokens = ModelRequest(operation: .chat, body: body).estimatedTokens
            #expect((1...1_000_300).contains(tokens))
        }
    }
}
