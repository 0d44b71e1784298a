import Foundation
import Gateway
import HTTPMessages
import JSON
import MockUpstream
import Networking
import Resilience
import Testing

/// The project's own dialects speak to the mock: what they read is what it meant.
@Suite("Shapes of providers")
struct ShapeTests {
    struct Provider: Sendable, CustomTestStringConvertible {
        var dialect: any Dialect
        var base: String
        var model: String
        var region: String?
        var settings: [String: String] = [:]

        var testDescription: String { dialect.name }

        func target(_ mock: LiveMock) throws -> CallTarget {
            let base = try #require(HTTPAddress("\(mock.origin)\(self.base)"))
            return CallTarget(
                base: base, model: model, credential: .key("secret"), region: region, settings: settings,
                time: Date(timeIntervalSince1970: 1_700_000_000))
        }
    }

    static let providers = [
        Provider(dialect: OpenAIDialect(), base: "/v1", model: "mock", settings: ["prefill": "true"]),
        Provider(dialect: AnthropicDialect(), base: "/v1", model: "claude-3-5-haiku-20241022"),
        Provider(
            dialect: BedrockDialect(), base: "", model: "anthropic.claude-3-haiku-20240307-v1:0", region: "us-east-1"),
        Provider(dialect: GeminiDialect(.gemini), base: "/v1beta", model: "gemini-2.5-flash"),
        Provider(
            dialect: GeminiDialect(.vertex), base: "", model: "gemini-2.5-flash", region: "us-central1",
            settings: ["project": "demo"]),
    ]

    private static func request(_ members: JSONObject = [:]) -> ModelRequest {
        var body: JSONObject = ["model": "any", "messages": [["role": "user", "content": "Count, please."]]]
        for (name, value) in members { body[name] = value }
        return ModelRequest(operation: .chat, body: .object(body))
    }

    private static func exchange(
        _ mock: LiveMock, _ provider: Provider, _ request: ModelRequest
    ) async throws -> HTTPResponse {
        let sent = try provider.dialect.encode(request, for: provider.target(mock))
        return try await mock.send(sent.method, sent.target, headers: sent.headers, body: sent.body)
    }

    @Test("a question that holds the words of a scripted reply gets it; others get what all get")
    func scripted() async throws {
        let scenario = """
            answer:
              text: Something else.
              replies: [{model: large*, contains: [Costs, "2024"], text: They fell.}]
            """
        try await LiveMock.run(scenario) { mock in
            let questions = [("Costs of 2024?", "large-2"), ("Costs of 2023?", "large-2"), ("Costs of 2024?", "small")]
            var answers: [String?] = []
            for (text, model) in questions {
                let response = try await mock.chat(text, model: model)
                let json = try JSONValue(parsing: response.body)
                answers.append(json["choices"]?[0]?["message"]?["content"]?.string)
            }
            #expect(answers == ["They fell.", "Something else.", "Something else."])
        }
    }

    @Test("a whole answer is read with its text, usage and reason to stop", arguments: providers)
    func whole(provider: Provider) async throws {
        try await LiveMock.run("answer: {tokens: 20}") { mock in
            let request = Self.request(["max_tokens": 12])
            let response = try await Self.exchange(mock, provider, request)
            #expect(response.head.status == 200)
            let answer = try provider.dialect.decode(response, to: request, from: provider.target(mock))
            let text = answer.json?["choices"]?[0]?["message"]?["content"]?.string
            #expect(text == NumberedText.text(0..<12))
            #expect(answer.finish == .length)
            #expect(answer.usage?.output == 12)
            let entry = try #require(mock.upstream.log.entries.first)
            #expect(entry.model == provider.model)
            #expect(entry.key != nil && entry.key != "secret")
        }
    }

    private static func events(
        _ mock: LiveMock, _ provider: Provider, _ request: ModelRequest
    ) async throws -> [StreamEvent] {
        let response = try await exchange(mock, provider, request)
        var decoder = provider.dialect.streamDecoder(for: request, from: try provider.target(mock))
        return decoder.receive(response.body) + decoder.ended()
    }

    private static func text(of events: [StreamEvent]) -> String {
        events.map { if case .chunk(let chunk) = $0 { chunk.text } else { "" } }.joined()
    }

    private static func failure(in events: [StreamEvent]) -> UpstreamFailure? {
        events.lazy.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }.first
    }

    @Test("a stream is read to its end", arguments: providers)
    func stream(provider: Provider) async throws {
        try await LiveMock.run("answer: {tokens: 20}") { mock in
            let events = try await Self.events(mock, provider, Self.request(["stream": true]))
            #expect(Self.text(of: events) == NumberedText.text(0..<20))
            #expect(events.last == .end)
            #expect(mock.upstream.log.entries.first?.isStreaming == true)
        }
    }

    @Test("a stream that is cut anywhere is never read as whole", arguments: providers)
    func cutStream(provider: Provider) async throws {
        try await LiveMock.run { mock in
            for tokens in 0...6 {
                mock.upstream.set(
                    Scenario(
                        answer: AnswerSettings(tokens: .constant(6)),
                        rules: [Rule(faults: [.cut(afterTokens: tokens, isTerminated: true)])]))
                let events = try await Self.events(mock, provider, Self.request(["stream": true]))
                #expect(Self.text(of: events) == NumberedText.text(0..<tokens))
                #expect(Self.failure(in: events) != nil, "after \(tokens) tokens")
            }
        }
    }

    @Test("errors mean what they say", arguments: providers)
    func errors(provider: Provider) async throws {
        let meanings: [(Int, FailureClass, UpstreamFailure.Blame)] = [
            (400, .refused, .request), (401, .refused, .credentials), (403, .refused, .credentials),
            (404, .refused, .credentials), (429, .throttled, .endpoint), (500, .server, .endpoint),
            (503, .overloaded, .endpoint), (504, .timeout, .endpoint),
        ]
        try await LiveMock.run { mock in
            for (status, failureClass, blame) in meanings {
                mock.upstream.set(
                    Scenario(rules: [Rule(faults: [.status(status, retryAfter: .seconds, wait: 3)])]))
                let response = try await Self.exchange(mock, provider, Self.request())
                let failure = provider.dialect.failure(response, from: try provider.target(mock))
                #expect(failure.failureClass == failureClass, "\(status)")
                #expect(failure.blame == blame, "\(status)")
                #expect(failure.retryAfter == .seconds(3), "\(status)")
            }
        }
    }

    @Test("an error inside a stream is read as that error", arguments: providers)
    func streamError(provider: Provider) async throws {
        try await LiveMock.run("rules: [{fault: {kind: error, status: 429, after_tokens: 2}}]") { mock in
            let events = try await Self.events(mock, provider, Self.request(["stream": true]))
            #expect(Self.text(of: events) == NumberedText.text(0..<2))
            #expect(Self.failure(in: events)?.failureClass == .throttled)
        }
    }

    @Test("answers that are none are read as malformed", arguments: providers)
    func malformed(provider: Provider) async throws {
        for kind in [Fault.Kind.malformed, .empty, .noChoices] {
            try await LiveMock.run("rules: [{fault: \(kind.rawValue)}]") { mock in
                let request = Self.request()
                let response = try await Self.exchange(mock, provider, request)
                let target = try provider.target(mock)
                #expect(throws: UpstreamFailure.self) {
                    try provider.dialect.decode(response, to: request, from: target)
                }
                let events = try await Self.events(mock, provider, Self.request(["stream": true]))
                #expect(Self.failure(in: events) != nil, "\(kind)")
            }
        }
    }

    @Test("a continued answer goes on where it stopped, at every token", arguments: providers)
    func continuation(provider: Provider) async throws {
        try await LiveMock.run("answer: {tokens: {uniform: [9, 15]}}") { mock in
            let request = Self.request()
            let target = try provider.target(mock)
            func answer(_ request: ModelRequest) async throws -> String {
                let response = try await Self.exchange(mock, provider, request)
                let answer = try provider.dialect.decode(response, to: request, from: target)
                return answer.json?["choices"]?[0]?["message"]?["content"]?.string ?? "nothing"
            }
            let whole = try await answer(request)
            guard case .whole(let count) = NumberedText.verdict(on: whole) else {
                Issue.record("\(whole)")
                return
            }
            for tokens in 1...count {
                let beginning = NumberedText.text(0..<tokens)
                let continued = try #require(
                    provider.dialect.continuation(of: request, after: beginning, for: target))
                let rest = try await answer(continued)
                #expect(beginning + rest == whole)
            }
        }
    }

    @Test("tools are called with arguments of their schema", arguments: providers, [false, true])
    func tools(provider: Provider, isStreaming: Bool) async throws {
        let tool: JSONValue = [
            "type": "function",
            "function": [
                "name": "weather",
                "parameters": [
                    "type": "object", "properties": ["city": ["type": "string"], "days": ["type": "integer"]],
                    "required": ["city", "days"],
                ],
            ],
        ]
        try await LiveMock.run { mock in
            let request = Self.request(["tools": [tool], "stream": JSONValue(isStreaming)])
            var arguments = ""
            var name: String?
            if isStreaming {
                for case .chunk(let chunk) in try await Self.events(mock, provider, request) {
                    let call = (try? JSONValue(parsing: chunk.payload))?["choices"]?[0]?["delta"]?["tool_calls"]?[0]
                    name = name ?? call?["function"]?["name"]?.string
                    arguments += call?["function"]?["arguments"]?.string ?? ""
                }
            } else {
                let response = try await Self.exchange(mock, provider, request)
                let answer = try provider.dialect.decode(response, to: request, from: provider.target(mock))
                let call = answer.json?["choices"]?[0]?["message"]?["tool_calls"]?[0]
                name = call?["function"]?["name"]?.string
                arguments = call?["function"]?["arguments"]?.string ?? ""
                #expect(answer.finish == .toolCalls)
            }
            #expect(name == "weather")
            let json = try JSONValue(parsing: arguments)
            #expect(json["city"]?.string != nil && json["days"]?.int != nil)
        }
    }

    @Test("embeddings are the same for the same text, near for similar ones, and of unit length")
    func embeddings() async throws {
        let models = ["openai": "mock", "bedrock": "cohere.embed-english-v3"]
        for provider in Self.providers where provider.dialect.supports(.embeddings) {
            var provider = provider
            provider.model = models[provider.dialect.name] ?? provider.model
            let asked = provider
            try await LiveMock.run("answer: {dimensions: 64}") { mock in
                let texts: JSONValue = ["the red fox jumps", "the red fox jumps", "the red fox sleeps", "quantum tax"]
                let request = ModelRequest(operation: .embeddings, body: ["model": "any", "input": texts])
                let response = try await Self.exchange(mock, asked, request)
                let answer = try asked.dialect.decode(response, to: request, from: asked.target(mock))
                let vectors = (answer.json?["data"]?.array ?? []).map { element in
                    (element["embedding"]?.array ?? []).compactMap { $0.double }
                }
                try #require(vectors.count == 4 && vectors.allSatisfy { $0.count == 64 })
                func product(_ left: Int, _ right: Int) -> Double {
                    zip(vectors[left], vectors[right]).reduce(0) { $0 + $1.0 * $1.1 }
                }
                #expect(abs(product(0, 0) - 1) < 0.001)
                #expect(vectors[0] == vectors[1])
                #expect(product(0, 2) > 0.5 && product(0, 3) < 0.5)
            }
        }
    }
}
