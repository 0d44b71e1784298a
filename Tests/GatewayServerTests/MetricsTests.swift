import HTTPMessages
import JSON
import Networking
import Testing

@Suite("Reports tell what happened")
struct MetricsTests {
    /// The grammar of Prometheus' text format, version 0.0.4.
    private func check(_ text: String) throws -> [String: Double] {
        let name = "[a-zA-Z_:][a-zA-Z0-9_:]*"
        let label = #"[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*""#
        let sample = try Regex(
            "^(\(name))(?:\\{(\(label)(?:,\(label))*)\\})? ([+-]?(?:[0-9.]+(?:e[+-]?[0-9]+)?|Inf|NaN))$")
        let comment = try Regex("^# (HELP|TYPE) (\(name)) (.+)$")
        #expect(text.hasSuffix("\n"))
        var values: [String: Double] = [:]
        var types: [String: String] = [:]
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                let match = try #require(try comment.wholeMatch(in: line), "\(line)")
                guard match[1].substring == "TYPE" else { continue }
                let type = String(match[3].substring ?? "")
                #expect(["counter", "gauge", "histogram"].contains(type))
                #expect(types.updateValue(type, forKey: String(match[2].substring ?? "")) == nil, "\(line)")
                continue
            }
            let match = try #require(try sample.wholeMatch(in: line), "\(line)")
            let family = String(match[1].substring ?? "")
            let base = ["_bucket", "_sum", "_count"].first {
                family.hasSuffix($0) && types[String(family.dropLast($0.count))] == "histogram"
            }
            #expect(types[String(family.dropLast(base?.count ?? 0))] != nil, "\(line) has no type before it")
            let series = String(line.split(separator: " ").dropLast().joined(separator: " "))
            let value = try #require(Double(match[3].substring ?? ""))
            #expect(values.updateValue(value, forKey: series) == nil, "\(line) is there twice")
        }
        return values
    }

    @Test("metrics are Prometheus text, and count what was done")
    func metrics() async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            if call.number == 2 { return try await writer.send(ScriptedUpstream.error(400, "no")) }
            try await ScriptedUpstream.echo(call, writer)
        }
        let yaml =
            GatewayTrial.plain + "\n  \"odd \\\"name\\\" \\\\\": { pool: main }\n  kept: { pool: main, cache: exact }"
        try await GatewayTrial.run(yaml, upstream: script) { trial in
            _ = try await trial.chat("a", model: "kept")
            _ = try await trial.chat("a", model: "kept")
            _ = try await trial.chat("a", model: "odd \"name\" \\", stream: true)
            _ = try await trial.chat("a", model: "quick")
            let answer = try await trial.get("/metrics")
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let values = try check(answer.text)
            #expect(values[#"atelier_gateway_requests_total{route="kept",outcome="model"}"#] == 1)
            #expect(values[#"atelier_gateway_requests_total{route="kept",outcome="cache"}"#] == 1)
            #expect(values[#"atelier_gateway_requests_total{route="odd \"name\" \\",outcome="model"}"#] == 1)
            #expect(values[#"atelier_gateway_calls_total{endpoint="main",outcome="success"}"#] == 2)
            #expect(values[#"atelier_gateway_calls_total{endpoint="main",outcome="refused"}"#] == 1)
            #expect(values[#"atelier_gateway_tokens_total{endpoint="main",direction="input"}"#] == 200)
            #expect(
                values[#"atelier_gateway_cost_dollars_total{endpoint="main"}"#].map { abs($0 - 0.006) < 1e-9 } == true)
            #expect(values[#"atelier_gateway_request_seconds_bucket{route="kept",le="+Inf"}"#] == 2)
            #expect(values[#"atelier_gateway_endpoint_up{endpoint="main"}"#] == 1)
            #expect(values[#"atelier_gateway_cache_lookups{route="kept",outcome="hit"}"#] == 1)
            #expect(values["atelier_gateway_requests_in_progress"] == 0)
        }
    }

    @Test("regions: every endpoint and how it does, without secrets")
    func regions() async throws {
        let yaml = """
            pools:
              many:
                provider: openai
                url: UPSTREAM
                model: m
                key: { env: PROVIDER_KEY }
                regions: [eu, us]
            """
        try await GatewayTrial.run(yaml) { trial in
            _ = try await trial.chat(model: "many")
            let answer = try await trial.get("/health/regions")
            #expect(answer.status == 200 && answer.json["status"] == "ok")
            let endpoints = try #require(answer.json["endpoints"]?.array)
            #expect(endpoints.compactMap { $0["name"]?.string } == ["many/eu", "many/us"])
            #expect(endpoints.compactMap { $0["region"]?.string } == ["eu", "us"])
            #expect(endpoints.allSatisfy { $0["status"] == "healthy" && $0["provider"] == "openai" })
            #expect(endpoints.compactMap { $0["calls"]?.int }.reduce(0, +) == 1)
            #expect(!answer.text.contains("upstream-secret"))
        }
    }

    @Test("regions: 503 when every endpoint rests")
    func down() async throws {
        let script: ScriptedUpstream.Script = { _, writer in
            try await writer.send(ScriptedUpstream.error(500, "broken"))
        }
        let yaml = """
            pools: { main: { provider: openai, url: UPSTREAM, model: main } }
            routes: { quick: { pool: main, retry: { attempts: 5, base: 1ms, longest: 2ms } } }
            """
        try await GatewayTrial.run(yaml, upstream: script) { trial in
            for _ in 0..<3 { _ = try await trial.chat(model: "quick") }
            let answer = try await trial.get("/health/regions")
            #expect(answer.status == 503 && answer.json["status"] == "down")
            let endpoint = try #require(answer.json["endpoints"]?.array?.first)
            #expect(endpoint["status"] == "resting")
            #expect(endpoint["rests_for_s"]?.double.map { $0 > 0 } == true)
            #expect(endpoint["last_failure"]?["status"] == 500)
        }
    }

    @Test("a score is taken once, for an answer of a variant")
    func scores() async throws {
        let yaml = """
            pools: { main: { provider: openai, url: UPSTREAM, model: main } }
            routes: { test: { variants: [{ name: a, pool: main }, { name: b, pool: main }] } }
            """
        try await GatewayTrial.run(yaml) { trial in
            let id = try #require(try await trial.chat(model: "test").headers["x-request-id"])
            let score: JSONValue = ["id": .string(id), "score": 0.75]
            #expect(try await trial.post("/v1/scores", score).status == 200)
            let again = try await trial.post("/v1/scores", score)
            #expect(again.status == 404 && again.error?["code"] == "score.unknown")
            for bad: JSONValue in [["id": "x"], ["id": .string(id), "score": 2], [], "x"] {
                #expect(try await trial.post("/v1/scores", bad).error?["code"] == "request.score")
            }
            let routes = try await trial.get("/v1/experiments").json["routes"]?.array
            let variants = try #require(routes?.first?["variants"]?.array)
            #expect(variants.compactMap { $0["calls"]?.int }.reduce(0, +) == 1)
            #expect(variants.compactMap { $0["mean_score"]?.double } == [0.75])
        }
    }
}
