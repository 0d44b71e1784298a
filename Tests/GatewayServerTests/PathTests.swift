import HTTPMessages
import JSON
import Networking
import Testing

@Suite("Every path answers what it is for")
struct PathTests {
    @Test(
        "the paths that only read",
        arguments: ["/health", "/health/regions", "/metrics", "/v1/models", "/v1/experiments"])
    func reading(path: String) async throws {
        try await GatewayTrial.run { trial in
            #expect(try await trial.get(path).status == 200)
            let head = try await trial.call("HEAD", path)
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test(
        "a wrong method is told the right one",
        arguments: [
            ("GET", "/v1/chat/completions", "POST"), ("PUT", "/v1/completions", "POST"),
            ("DELETE", "/v1/embeddings", "POST"),
            ("GET", "/v1/audio/speech", "POST"), ("PATCH", "/v1/audio/transcriptions", "POST"),
            ("POST", "/v1/models", "GET"),
            ("DELETE", "/v1/models/main", "GET"), ("POST", "/health", "GET"), ("POST", "/health/regions", "GET"),
            ("POST", "/metrics", "GET"), ("POST", "/v1/experiments", "GET"), ("GET", "/v1/scores", "POST"),
        ])
    func wrongMethod(method: String, path: String, allowed: String) async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.call(method, path)
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == allowed)
            #expect(answer.error?["code"] == "request.method")
            #expect(answer.error?["type"] == "invalid_request_error")
        }
    }

    @Test(
        "an unknown path names the known ones",
        arguments: ["/", "/v1", "/v1/chat", "/v1/models/", "/v2/chat/completions", "/v1/chat/completions/"])
    func unknown(path: String) async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.get(path)
            #expect(answer.status == 404)
            #expect(answer.error?["code"] == "request.path")
            #expect(answer.error?["message"]?.string?.contains("/v1/chat/completions") == true)
        }
    }

    @Test("a query does not hide the path")
    func query() async throws {
        try await GatewayTrial.run { trial async throws in
            #expect(try await trial.get("/v1/models?limit=3").status == 200)
        }
    }

    @Test("a chat goes to the upstream with its key, and comes back byte for byte")
    func chat() async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.chat("what is new?")
            #expect(answer.status == 200)
            #expect(answer.said == "You said: what is new?")
            let call = try #require(trial.upstream.calls.first)
            #expect(call.request.path == "/v1/chat/completions")
            #expect(call.request.headers["authorization"] == "Bearer upstream-secret")
            #expect(answer.json == ScriptedUpstream.completion("You said: what is new?", of: call))
        }
    }

    @Test("fields that nobody here knows reach the upstream")
    func unknownFields() async throws {
        try await GatewayTrial.run { trial in
            _ = try await trial.post(
                "/v1/chat/completions",
                [
                    "model": "main", "messages": [["role": "user", "content": "a"]],
                    "future_field": ["deep": [1, 2.50]],
                ])
            #expect(trial.upstream.calls[0].body["future_field"] == ["deep": [1, 2.50]])
        }
    }

    @Test("completions and embeddings")
    func otherOperations() async throws {
        let script: ScriptedUpstream.Script = { call, writer in
            let json: JSONValue =
                call.operation == "embeddings"
                ? [
                    "object": "list", "model": "e",
                    "data": [["index": 0, "object": "embedding", "embedding": [0.5, -0.25]]],
                ]
                : [
                    "id": "c", "object": "text_completion",
                    "choices": [["index": 0, "text": "more", "finish_reason": "stop"]],
                ]
            try await writer.send(HTTPResponse(status: 200, jsonValue: json))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let completion = try await trial.post("/v1/completions", ["model": "main", "prompt": "once"])
            #expect(completion.json["choices"]?.array?.first?["text"] == "more")
            let vectors = try await trial.post("/v1/embeddings", ["model": "main", "input": ["a"]])
            #expect(vectors.json["data"]?.array?.first?["embedding"] == [0.5, -0.25])
            #expect(trial.upstream.calls.map(\.operation) == ["completions", "embeddings"])
        }
    }

    private static let lists: ScriptedUpstream.Script = { call, writer in
        guard call.operation == "models" else { return try await ScriptedUpstream.echo(call, writer) }
        try await writer.send(
            HTTPResponse(
                status: 200,
                jsonValue: [
                    "object": "list",
                    "data": [
                        ["id": "llama3.2", "object": "model", "created": 1_700_000_000, "owned_by": "library"],
                        ["id": "main", "object": "model", "created": 1, "owned_by": "other"], ["id": ""], ["name": 7],
                    ],
                ]))
    }

    @Test("the models of an upstream that takes every name are those that it lists, asked for once a minute")
    func upstreamModels() async throws {
        try await GatewayTrial.run(upstream: Self.lists) { trial in
            let list = try await trial.get("/v1/models").json
            #expect(list["data"]?.array?.compactMap { $0["id"]?.string } == ["any", "llama3.2", "main", "quick"])
            let listed = try await trial.get("/v1/models/llama3.2").json
            #expect(listed["created"]?.int == 1_700_000_000 && listed["owned_by"] == "library")
            #expect(try await trial.get("/v1/models/main").json["owned_by"] == "atelier")
            #expect(try await trial.get("/v1/models/llama9").status == 404)
            #expect(trial.upstream.calls.map(\.operation) == ["models"])
            #expect(trial.upstream.calls[0].request.method == "GET")
        }
    }

    @Test("an upstream that lists no models, or not in a known form, does no harm", arguments: [404, 500, 200])
    func noUpstreamModels(status: Int) async throws {
        let script: ScriptedUpstream.Script = { _, writer in
            try await writer.send(HTTPResponse(status: status, headers: [:], body: Array("no list".utf8)))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            for _ in 0..<3 {
                let list = try await trial.get("/v1/models").json
                #expect(list["data"]?.array?.compactMap { $0["id"]?.string } == ["any", "main", "quick"])
            }
            #expect(trial.upstream.calls.count == 1, "it is not asked again at once")
        }
    }

    @Test("the models are the routes, pools and models that may be asked")
    func models() async throws {
        try await GatewayTrial.run { trial async throws in
            let list = try await trial.get("/v1/models").json
            #expect(list["object"] == "list")
            #expect(list["data"]?.array?.compactMap { $0["id"]?.string } == ["any", "main", "quick"])
            #expect(list["data"]?.array?.allSatisfy { $0["object"] == "model" } == true)
            #expect(try await trial.get("/v1/models/quick").json["id"] == "quick")
            let missing = try await trial.get("/v1/models/none")
            #expect(missing.status == 404 && missing.error?["code"] == "model.unknown")
        }
    }
}
