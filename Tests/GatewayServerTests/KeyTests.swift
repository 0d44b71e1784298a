import Essentials
import HTTPMessages
import JSON
import Networking
import TestKit
import Testing

@testable import Gateway
@testable import GatewayServer

@Suite("Keys open what they are for")
struct KeyTests {
    /// The pools, routes and keys of this suite; every key's text is its name.
    private static func yaml(_ keys: String...) -> String {
        let entries = keys.map { text in
            let name = text.split(separator: " ")[0]
            let rest = text.dropFirst(name.count)
            return "  - { name: \(name), sha256: \(GatewayTrial.digest(String(name)))\(rest) }"
        }
        return GatewayTrial.plain + "\n  kept: { pool: main, cache: exact }\nkeys:\n" + entries.joined(separator: "\n")
    }

    @Test("without a key, or with a wrong one, nothing is answered but /health")
    func needed() async throws {
        try await GatewayTrial.run(Self.yaml("studio")) { trial in
            for path in ["/v1/models", "/v1/models/main", "/metrics", "/health/regions", "/v1/experiments"] {
                let answer = try await trial.get(path)
                #expect(answer.status == 401 && answer.error?["code"] == "key.missing")
                #expect(answer.error?["type"] == "authentication_error")
                #expect(try await trial.get(path, key: "guess").error?["code"] == "key.unknown")
            }
            #expect(try await trial.chat().error?["code"] == "key.missing")
            let wrong = try await trial.chat(key: "guess")
            #expect(wrong.status == 401 && wrong.error?["code"] == "key.unknown")
            #expect(!wrong.text.contains("guess"))
            #expect(try await trial.chat(key: GatewayTrial.digest("studio")).status == 401, "the digest is not the key")
            #expect(try await trial.get("/health").status == 200)
            #expect(trial.upstream.calls.isEmpty)
        }
    }

    @Test("a key may come in any of the usual fields, and never reaches the upstream")
    func fields() async throws {
        try await GatewayTrial.run(Self.yaml("studio")) { trial async throws in
            for headers: HeaderFields in [
                ["Authorization": "Bearer studio"], ["authorization": "bearer  studio "], ["api-key": "studio"],
                ["x-api-key": "studio"],
            ] {
                #expect(try await trial.chat(headers: headers).status == 200)
            }
            for call in trial.upstream.calls {
                #expect(!call.request.headers.contains { $0.value.contains("studio") })
            }
            for headers: HeaderFields in [
                ["Authorization": "Basic studio"], ["Authorization": "Bearer "], ["api-key": ""],
            ] {
                #expect(try await trial.chat(headers: headers).status == 401)
            }
        }
    }

    @Test("operations and models that are not the key's are refused, and not listed")
    func scopes() async throws {
        let keys = Self.yaml("chats , operations: [chat]", "narrow , models: [main, qui*]")
        try await GatewayTrial.run(keys) { trial in
            let operation = try await trial.post("/v1/embeddings", ["model": "main", "input": "a"], key: "chats")
            #expect(operation.status == 403 && operation.error?["code"] == "key.operation")
            #expect(operation.error?["type"] == "permission_error")
            #expect(try await trial.chat(key: "chats").status == 200)

            let model = try await trial.chat(model: "kept", key: "narrow")
            #expect(model.status == 403 && model.error?["code"] == "key.model" && model.error?["param"] == "model")
            #expect(try await trial.chat(model: "quick", key: "narrow").status == 200)
            let list = try await trial.get("/v1/models", key: "narrow").json
            #expect(list["data"]?.array?.compactMap { $0["id"]?.string } == ["main", "quick"])
            #expect(try await trial.get("/v1/models/kept", key: "narrow").status == 404)
            #expect(try await trial.get("/v1/models/main", key: "narrow").status == 200)
        }
    }

    @Test("reports are for operators")
    func operators() async throws {
        try await GatewayTrial.run(Self.yaml("studio", "boss , operator: true")) { trial in
            for path in ["/metrics", "/health/regions", "/v1/experiments"] {
                let answer = try await trial.get(path, key: "studio")
                #expect(answer.status == 403 && answer.error?["code"] == "key.operator")
                #expect(try await trial.get(path, key: "boss").status == 200)
            }
        }
    }

    @Test("a rate: what is beyond it is 429, with the time to wait, and worth a retry")
    func rate() async throws {
        let time = ManualTime()
        let accounts = KeyAccounts(
            keys: [KeyConfiguration(name: "a", digest: GatewayTrial.digest("a"), requestsPerMinute: 60)],
            time: time.source)
        let key = try #require(try accounts.key(of: received("a")))
        var problem: HTTPProblem?
        var admitted = 0
        for _ in 0..<200 where problem == nil {
            do { _ = try accounts.admit(key, asking: request) } catch { problem = error }
            admitted += problem == nil ? 1 : 0
        }
        #expect(problem?.status == 429 && problem?.code == "key.rate" && problem?.mayRetry == true)
        let wait = try #require(problem?.retryAfter)
        #expect(wait > .zero && wait <= .seconds(1))
        #expect(problem?.response.head.headers["retry-after"] == "1")
        #expect(problem?.response.head.headers["x-should-retry"] == "true")
        time.advance(by: wait)
        #expect(throws: Never.self, "the time that was told is enough") { try accounts.admit(key, asking: request) }
        #expect(admitted <= 60)
    }

    @Test("over the wire, a rate is 429 with Retry-After")
    func rateOverTheWire() async throws {
        try await GatewayTrial.run(Self.yaml("slow , requests_per_minute: 0.01")) { trial in
            #expect(try await trial.chat(key: "slow").status == 200)
            let answer = try await trial.chat(key: "slow")
            #expect(answer.status == 429 && answer.error?["code"] == "key.rate")
            #expect(answer.error?["type"] == "rate_limit_error")
            #expect(answer.headers["retry-after"].flatMap { Int($0) }.map { $0 > 60 } == true)
            #expect(trial.upstream.calls.count == 1)
        }
    }

    @Test("a budget is spent by whole answers and by streams, and not by kept ones", arguments: [false, true])
    func budget(stream: Bool) async throws {
        // An answer costs 0.3 cents.
        try await GatewayTrial.run(Self.yaml("poor , budget: { dollars: 0.005, per: day }", "rich")) { trial in
            #expect(try await trial.chat("a", model: "kept", stream: stream, key: "poor").status == 200)
            for _ in 0..<5 {
                let hit = try await trial.chat("a", model: "kept", stream: stream, key: "poor")
                #expect(hit.headers["x-atelier-cache"] == "hit")
            }
            #expect(try await trial.chat("b", model: "kept", stream: stream, key: "poor").status == 200)
            let answer = try await trial.chat("c", stream: stream, key: "poor")
            #expect(answer.status == 429 && answer.error?["code"] == "budget.spent")
            #expect(answer.headers["x-should-retry"] == "false")
            #expect(answer.headers["retry-after"].flatMap { Int($0) }.map { $0 > 86_000 && $0 <= 86_400 } == true)
            #expect(try await trial.chat(stream: stream, key: "rich").status == 200, "others are not concerned")
            #expect(trial.upstream.calls.count == 3)
        }
    }

    @Test("tokens: counted as estimated, corrected by what was used, given back when nobody was called")
    func tokens() throws {
        let time = ManualTime()
        let accounts = KeyAccounts(
            keys: [KeyConfiguration(name: "a", digest: GatewayTrial.digest("a"), tokensPerMinute: 100_000)],
            time: time.source)
        let key = try #require(try accounts.key(of: received("a")))
        func admitted(most: Int, then settle: (KeyAccounts.Payer) -> Void) -> Int {
            for count in 0..<most {
                guard let payer = try? accounts.admit(key, asking: request) else { return count }
                settle(payer)
            }
            return most
        }
        #expect(admitted(most: 5000, then: { accounts.release($0) }) == 5000, "answers from a cache take nothing")
        let used = admitted(most: 5000) { payer in
            KeyAccounts.$payer.withValue(payer) { accounts.attemptEnded(attempt(tokens: 20_000)) }
        }
        #expect(used > 0 && used <= 10, "\(used) answers of 20,000 tokens")
        time.advance(by: .seconds(600))
        #expect(admitted(most: 5000, then: { _ in }) < 1000, "estimates count as long as nothing else is known")
    }

    private func attempt(tokens: Int) -> AttemptRecord {
        AttemptRecord(
            pool: "p", endpoint: "e", model: "m", failure: nil, isHedge: false, latency: .seconds(1), firstToken: nil,
            usage: TokenUsage(input: tokens, output: 0), cost: nil)
    }

    @Test("a budget begins anew when its period is over")
    func budgetPeriod() throws {
        let time = ManualTime()
        let budget = SpendingBudget(amount: 1, period: .hour)
        let accounts = KeyAccounts(
            keys: [KeyConfiguration(name: "a", digest: GatewayTrial.digest("a"), budget: budget)], time: time.source)
        let key = try #require(try accounts.key(of: received("a")))
        _ = try accounts.admit(key, asking: request)
        accounts.withDoorkeeper { $0.settle("a", estimated: 0, used: 5, dollars: 1, at: time.now) }
        #expect(throws: HTTPProblem.self) { try accounts.admit(key, asking: request) }
        time.advance(by: .seconds(3599))
        #expect(throws: HTTPProblem.self) { try accounts.admit(key, asking: request) }
        time.advance(by: .seconds(1))
        #expect(throws: Never.self) { try accounts.admit(key, asking: request) }
    }

    @Test("answers are kept apart by tenant")
    func tenants() async throws {
        try await GatewayTrial.run(Self.yaml("one", "two", "mate , tenant: one")) { trial async throws in
            #expect(try await trial.chat(model: "kept", key: "one").headers["x-atelier-cache"] == "miss")
            #expect(try await trial.chat(model: "kept", key: "two").headers["x-atelier-cache"] == "miss")
            #expect(try await trial.chat(model: "kept", key: "mate").headers["x-atelier-cache"] == "hit")
        }
    }

    private let request = ModelRequest(
        operation: .chat, body: ["model": "m", "messages": [["role": "user", "content": "hi"]]])

    private func received(_ key: String) -> ReceivedRequest {
        ReceivedRequest(method: "POST", path: "/", headers: ["Authorization": "Bearer \(key)"])
    }
}
