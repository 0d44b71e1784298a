import HTTPMessages
import JSON
import Networking
import Testing

@testable import GatewayServer

@Suite("Errors have OpenAI's shape")
struct ErrorTests {
    private static let messages: JSONValue = [["role": "user", "content": "hi"]]

    private func check(
        _ answer: GatewayTrial.Answer, status: Int, code: String, type: String = "invalid_request_error",
        param: String? = nil, _ place: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == status, sourceLocation: place)
        #expect(answer.headers["content-type"] == "application/json", sourceLocation: place)
        let error = answer.error
        #expect(error?["code"]?.string == code, "\(answer.text)", sourceLocation: place)
        #expect(error?["type"]?.string == type, sourceLocation: place)
        #expect(error?["param"] == param.map { .string($0) } ?? .null, sourceLocation: place)
        #expect(error?["message"]?.string?.isEmpty == false, sourceLocation: place)
        #expect(error?.object?.count == 4, sourceLocation: place)
    }

    @Test(
        "bodies that are no request",
        arguments: [
            ("", "request.empty"), ("{", "request.json"), ("hello", "request.json"), ("[]", "request.json"),
            ("null", "request.json"), ("\"text\"", "request.json"), ("{\"a\":1}{", "request.json"),
            (String(repeating: "[", count: 100_000), "request.json"),
        ])
    func noRequest(body: String, code: String) async throws {
        try await GatewayTrial.run { trial in
            check(
                try await trial.call("POST", "/v1/chat/completions", body: Array(body.utf8)), status: 400, code: code)
            #expect(trial.upstream.calls.isEmpty)
        }
    }

    @Test(
        "what every provider would refuse is refused at once",
        arguments: [
            ("chat/completions", #"{"messages": []}"#, "model.missing", "model"),
            ("chat/completions", #"{"model": 7, "messages": []}"#, "model.missing", "model"),
            ("chat/completions", #"{"model": ""}"#, "model.missing", "model"),
            ("chat/completions", #"{"model": "main"}"#, "request.messages", "messages"),
            ("chat/completions", #"{"model": "main", "messages": []}"#, "request.messages", "messages"),
            ("chat/completions", #"{"model": "main", "messages": "hello"}"#, "request.messages", "messages"),
            ("completions", #"{"model": "main"}"#, "request.prompt", "prompt"),
            ("completions", #"{"model": "main", "prompt": ""}"#, "request.prompt", "prompt"),
            ("embeddings", #"{"model": "main", "input": []}"#, "request.input", "input"),
            ("audio/speech", #"{"model": "main", "input": ["a"]}"#, "request.input", "input"),
        ])
    func refused(path: String, body: String, code: String, param: String) async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.call("POST", "/v1/" + path, body: Array(body.utf8))
            check(answer, status: 400, code: code, param: param)
            #expect(trial.upstream.calls.isEmpty)
        }
    }

    @Test("a body that is too large is 413")
    func tooLarge() async throws {
        try await GatewayTrial.run(GatewayTrial.plain + "\nserver: { maximum_body: 2kB }") { trial async throws in
            #expect(try await trial.chat(String(repeating: "a", count: 1500)).status == 200)
            let answer = try await trial.chat(String(repeating: "a", count: 3000))
            check(answer, status: 413, code: "request.too-large")
            #expect(answer.headers["x-should-retry"] == "false")
        }
    }

    @Test(
        "what is no request of HTTP, or too much of one",
        arguments: [
            ("hello\r\n\r\n", 400, "request.malformed"),
            ("GET /health HTTP/1.1\r\n\r\n", 400, "request.malformed"),
            ("GET /health HTTP/1.1\r\nHost: h\r\nb ad: x\r\n\r\n", 400, "request.malformed"),
            (
                "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                400, "request.malformed"
            ),
            (
                "GET /health HTTP/1.1\r\nHost: h\r\n\(String(repeating: "a: b\r\n", count: 20_000))\r\n", 431,
                "request.head"
            ),
            (
                "GET /health HTTP/1.1\r\nHost: h\r\nlong: \(String(repeating: "a", count: 70_000))\r\n\r\n", 431,
                "request.head"
            ),
        ])
    func noHTTP(text: String, status: Int, code: String) async throws {
        try await GatewayTrial.run { trial in
            check(try await trial.raw(text), status: status, code: code)
        }
    }

    @Test("of another protocol, and of the server's own limits")
    func refusals() throws {
        let expected = [
            (408, "request.timeout", true), (413, "request.too-large", false), (417, "request.malformed", false),
            (501, "request.unsupported", false), (503, "gateway.overloaded", true), (500, "gateway.internal", false),
        ]
        for (status, code, mayRetry) in expected {
            let response = HTTPProblem(status: status, refusal: "It is so.").response
            #expect(response.head.status == status)
            #expect(response.head.headers["x-should-retry"] == (mayRetry ? "true" : "false"))
            let error = try JSONValue(parsing: response.body)["error"]
            #expect(error?["code"]?.string == code && error?["message"] == "It is so.")
        }
    }

    @Test(
        "headers that are no numbers",
        arguments: [
            ("x-atelier-deadline", "soon", "request.deadline"), ("x-atelier-deadline", "-1", "request.deadline"),
            ("x-atelier-deadline", "nan", "request.deadline"), ("x-atelier-priority", "10", "request.priority"),
            ("x-atelier-priority", "high", "request.priority"),
        ])
    func headers(name: String, value: String, code: String) async throws {
        try await GatewayTrial.run { trial in
            let answer = try await trial.chat(headers: [name: value])
            check(answer, status: 400, code: code)
        }
    }

    @Test("an unknown model is 404 where no pool takes every name")
    func unknownModel() async throws {
        try await GatewayTrial.run("pools: { main: { provider: openai, url: UPSTREAM, model: main } }") { trial in
            check(try await trial.chat(model: "gpt-9"), status: 404, code: "model.unknown")
        }
    }

    @Test("the provider's refusal of a request comes back as it is, once")
    func providerRefuses() async throws {
        let script: ScriptedUpstream.Script = { _, writer in
            try await writer.send(ScriptedUpstream.error(400, "Too long.", code: "context_length_exceeded"))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat(model: "quick")
            check(answer, status: 400, code: "context_length_exceeded")
            #expect(answer.error?["message"]?.string?.contains("Too long.") == true)
            #expect(answer.headers["x-should-retry"] == "false")
            #expect(trial.upstream.calls.count == 1)
        }
    }

    @Test("when nobody can answer, the last failure is told, and its key is not")
    func exhausted() async throws {
        let script: ScriptedUpstream.Script = { _, writer in
            try await writer.send(ScriptedUpstream.error(500, "Broken: upstream-secret"))
        }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat(model: "quick")
            check(answer, status: 502, code: "upstream.exhausted", type: "server_error")
            #expect(answer.error?["message"]?.string?.contains("Broken") == true)
            #expect(!answer.text.contains("upstream-secret"))
            #expect(answer.headers["x-should-retry"] == "false", "it was tried enough")
            #expect(trial.upstream.calls.count == 2)
        }
    }

    @Test("a deadline of the caller ends the call with 504")
    func deadline() async throws {
        let script: ScriptedUpstream.Script = { _, _ in try await Task.sleep(for: .seconds(60)) }
        try await GatewayTrial.run(upstream: script) { trial in
            let answer = try await trial.chat(model: "quick", headers: ["x-atelier-deadline": "0.2"])
            check(answer, status: 504, code: "deadline.exceeded", type: "server_error")
        }
    }
}
