import HTTPMessages
import JSON
import Networking
import Testing

@Suite("Headers tell how an answer came about")
struct HeaderTests {
    private static let kept = """
        pools:
          main: { provider: openai, url: UPSTREAM, model: main, price: { input: 10, output: 100 } }
        routes:
          kept: { pool: main, cache: exact }
          shared: { pool: main, share_identical: true }
          compared: { variants: [{ name: only, pool: main }, { name: none, pool: main, weight: 0 }] }
          last: { pool: main, fallbacks: [local], retry: { attempts: 1 } }
        """

    @Test("a call: model, route, endpoint, attempts and cost, and a name of its own")
    func call() async throws {
        try await GatewayTrial.run(Self.kept) { trial in
            let answer = try await trial.chat(model: "kept")
            #expect(answer.headers["x-atelier-cache"] == "miss")
            #expect(answer.headers["x-atelier-model"] == "main")
            #expect(answer.headers["x-atelier-route"] == "kept")
            #expect(answer.headers["x-atelier-endpoint"] == "main")
            #expect(answer.headers["x-atelier-attempts"] == "1")
            // 100 tokens at 10 and 20 at 100 dollars a million.
            #expect(answer.headers["x-atelier-cost"] == "0.00300000")
            #expect(answer.headers["x-atelier-fallback"] == nil)
            #expect(answer.headers["x-atelier-variant"] == nil)
            let other = try await trial.chat("another", model: "kept")
            #expect(answer.headers["x-request-id"] != nil)
            #expect(answer.headers["x-request-id"] != other.headers["x-request-id"])
        }
    }

    @Test("an answer from the cache: a hit, no attempts, no cost, and the same answer, also as a stream")
    func hit() async throws {
        try await GatewayTrial.run(Self.kept) { trial in
            let first = try await trial.chat(model: "kept")
            let second = try await trial.chat(model: "kept")
            #expect(second.headers["x-atelier-cache"] == "hit")
            #expect(second.headers["x-atelier-attempts"] == "0")
            #expect(second.headers["x-atelier-cost"] == "0.00000000")
            #expect(second.headers["x-atelier-model"] == "main")
            #expect(second.body == first.body)
            #expect(trial.upstream.calls.count == 1)
        }
    }

    @Test("Cache-Control: no-cache makes a new answer, no-store keeps nothing")
    func cacheControl() async throws {
        try await GatewayTrial.run(Self.kept) { trial in
            _ = try await trial.chat("a", model: "kept", headers: ["Cache-Control": "no-store"])
            #expect(try await trial.chat("a", model: "kept").headers["x-atelier-cache"] == "miss")
            let fresh = try await trial.chat("a", model: "kept", headers: ["Cache-Control": "no-cache"])
            #expect(fresh.headers["x-atelier-cache"] == "miss")
            #expect(try await trial.chat("a", model: "kept").headers["x-atelier-cache"] == "hit")
            #expect(trial.upstream.calls.count == 3)
        }
    }

    @Test("whoever joins an equal request that is under way is told so")
    func shared() async throws {
        let (arrived, go) = (Signal<Void>(), Signal<Void>())
        let script: ScriptedUpstream.Script = { call, writer in
            arrived.send(())
            await go.value
            try await ScriptedUpstream.echo(call, writer)
        }
        try await GatewayTrial.run(Self.kept, upstream: script) { trial in
            async let first = trial.chat(model: "shared")
            await arrived.value
            async let second = trial.chat(model: "shared")
            // The second is on its way as soon as it is counted among those under way; then the answer may come.
            while !(try await trial.get("/metrics").text.contains("atelier_gateway_requests_in_progress 2")) {
                await Task.yield()
            }
            go.send(())
            let words = try await [first, second].compactMap { $0.headers["x-atelier-cache"] }
            #expect(words.sorted() == ["miss", "shared"])
            #expect(trial.upstream.calls.count == 1)
        }
    }

    @Test("a variant and a fallback are named, and the model is the one that really answered")
    func variantAndFallback() async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            let text = call.body["messages"]?.array?.last?["content"]?.string ?? ""
            if text.hasPrefix("fail") { return try await writer.send(ScriptedUpstream.error(500, "no")) }
            try await ScriptedUpstream.echo(call, writer)
        }
        try await GatewayTrial.run(Self.kept, upstream: script) { trial in
            #expect(try await trial.chat(model: "compared").headers["x-atelier-variant"] == "only")
            let answer = try await trial.chat("fail, but write something about whales and the sea.", model: "last")
            #expect(answer.status == 200)
            #expect(answer.headers["x-atelier-fallback"] == "true")
            #expect(answer.headers["x-atelier-model"] == "local/extractive")
            #expect(answer.headers["x-atelier-endpoint"] == "local")
            #expect(answer.headers["x-atelier-attempts"] == "2")
            #expect(answer.json["model"] == "local/extractive")
        }
    }

    @Test("a model's name that no header may hold is made harmless")
    func harmless() async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            var json = ScriptedUpstream.completion("a", of: call)
            json["model"] = "evil\r\nx-injected: 1 é"
            try await writer.send(HTTPResponse(status: 200, jsonValue: json))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat()
            #expect(answer.headers["x-injected"] == nil)
            #expect(answer.headers["x-atelier-model"] == "evil??x-injected:?1???")
        }
    }
}
