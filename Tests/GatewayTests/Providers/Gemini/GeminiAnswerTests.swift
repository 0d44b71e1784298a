import HTTPMessages
import JSON
import Resilience
import Testing

@testable import Gateway

@Suite("Gemini answers")
struct GeminiAnswerTests {
    private let dialect = GeminiDialect(.gemini)
    private let request = GeminiRequestTests.chat(["messages": [["role": "user", "content": "hi"]]])

    private func answer(_ json: JSONValue) throws -> ModelAnswer {
        try dialect.decode(
            HTTPResponse(status: 200, body: json.serialized()), to: request, from: GeminiRequestTests.target())
    }

    static func reply(_ parts: JSONValue, finish: String? = "STOP") -> JSONValue {
        var json: JSONValue = [
            "candidates": [["content": ["parts": parts, "role": "model"], "index": 0]],
            "usageMetadata": [
                "promptTokenCount": 10, "candidatesTokenCount": 4, "thoughtsTokenCount": 6,
                "cachedContentTokenCount": 3,
                "totalTokenCount": 20,
            ],
            "modelVersion": "gemini-2.5-flash-001", "responseId": "r1",
        ]
        json["candidates"]?[0]?["finishReason"] = finish.map { .string($0) }
        return json
    }

    @Test("become answers in OpenAI's form: text, thoughts, calls with their signatures, usage")
    func becomeAnswers() throws {
        let answer = try answer(
            Self.reply([
                ["text": "Hm.", "thought": true], ["text": "Hello "], ["text": "there.", "thoughtSignature": "s0"],
                ["functionCall": ["name": "f", "args": ["b": 1, "a": 2]], "thoughtSignature": "s1"],
                ["functionCall": ["name": "g", "id": "own"]],
            ]))
        let message = answer.json?["choices"]?[0]?["message"]
        #expect(answer.model == "gemini-2.5-flash-001")
        #expect(message?["content"] == "Hello there.")
        #expect(message?["reasoning_content"] == "Hm.")
        #expect(message?["extra_content"] == ["google": ["thought_signature": "s0"]])
        #expect(
            message?["tool_calls"] == [
                [
                    "id": "call_r1_0", "type": "function", "function": ["name": "f", "arguments": #"{"b":1,"a":2}"#],
                    "extra_content": ["google": ["thought_signature": "s1"]],
                ],
                ["id": "own", "type": "function", "function": ["name": "g", "arguments": "{}"]],
            ])
        #expect(answer.finish == .toolCalls)
        #expect(answer.usage == TokenUsage(input: 10, output: 10, cachedInput: 3))
        #expect(try JSONValue(parsing: answer.payload) == answer.json)
    }

    @Test(
        "say why they ended",
        arguments: [
            ("STOP", FinishReason.stop), ("MAX_TOKENS", .length), ("SAFETY", .contentFilter),
            ("RECITATION", .contentFilter),
            ("PROHIBITED_CONTENT", .contentFilter), ("SPII", .contentFilter),
        ])
    func sayWhyTheyEnded(reason: String, finish: FinishReason) throws {
        #expect(try answer(Self.reply([["text": "a"]], finish: reason)).finish == finish)
    }

    @Test("that broke off, are blocked or are none are failures")
    func thatAreNone() throws {
        for reason in [nil, "MALFORMED_FUNCTION_CALL", "OTHER", "SOMETHING_NEW", "FINISH_REASON_UNSPECIFIED"] {
            let failure = #expect(throws: UpstreamFailure.self) {
                _ = try answer(Self.reply([["text": "a"]], finish: reason))
            }
            #expect(failure?.failureClass == .malformed)
        }
        let blocked = #expect(throws: UpstreamFailure.self) {
            _ = try answer([
                "promptFeedback": ["blockReason": "PROHIBITED_CONTENT"], "usageMetadata": ["promptTokenCount": 3],
            ])
        }
        #expect(
            blocked?.failureClass == .refused && blocked?.blame == .request && blocked?.code == "PROHIBITED_CONTENT")
        let inside = #expect(throws: UpstreamFailure.self) {
            _ = try answer(["error": ["code": 503, "message": "overloaded", "status": "UNAVAILABLE"]])
        }
        #expect(inside?.failureClass == .overloaded)
        for body in ["", "{", "[]", "{}", #"{"candidates":[]}"#, #"{"candidates":7}"#, "<html>"] {
            let target = try GeminiRequestTests.target()
            let failure = #expect(throws: UpstreamFailure.self) {
                _ = try dialect.decode(HTTPResponse(status: 200, body: Array(body.utf8)), to: request, from: target)
            }
            #expect(failure?.failureClass == .malformed)
        }
    }

    struct Refusal: Sendable {
        var status: Int
        var word: String
        var reason: String?
        var failureClass: FailureClass
        var blame: UpstreamFailure.Blame
    }

    static let refusals: [Refusal] = [
        Refusal(status: 429, word: "RESOURCE_EXHAUSTED", failureClass: .throttled, blame: .endpoint),
        Refusal(status: 503, word: "UNAVAILABLE", failureClass: .overloaded, blame: .endpoint),
        Refusal(status: 504, word: "DEADLINE_EXCEEDED", failureClass: .timeout, blame: .endpoint),
        Refusal(status: 500, word: "INTERNAL", failureClass: .server, blame: .endpoint),
        Refusal(status: 403, word: "PERMISSION_DENIED", failureClass: .refused, blame: .credentials),
        Refusal(status: 401, word: "UNAUTHENTICATED", failureClass: .refused, blame: .credentials),
        Refusal(status: 404, word: "NOT_FOUND", failureClass: .refused, blame: .credentials),
        Refusal(status: 400, word: "FAILED_PRECONDITION", failureClass: .refused, blame: .credentials),
        Refusal(status: 400, word: "INVALID_ARGUMENT", failureClass: .refused, blame: .request),
        Refusal(
            status: 400, word: "INVALID_ARGUMENT", reason: "API_KEY_INVALID", failureClass: .refused,
            blame: .credentials),
        Refusal(status: 418, word: "NEW_WORD", failureClass: .refused, blame: .request),
    ]

    @Test("with another status are told by class and blame", arguments: refusals)
    func withAnotherStatus(refusal: Refusal) throws {
        var error: JSONValue = ["code": JSONValue(refusal.status), "message": "words", "status": .string(refusal.word)]
        if let reason = refusal.reason { error["details"] = [["reason": .string(reason)]] }
        for body in [JSONValue.object(["error": error]), .array([.object(["error": error])])] {
            let failure = dialect.failure(
                HTTPResponse(status: refusal.status, body: body.serialized()), from: try GeminiRequestTests.target())
            #expect(failure.failureClass == refusal.failureClass)
            #expect(failure.blame == refusal.blame)
            #expect(failure.message == "words")
            #expect(failure.code == refusal.reason ?? refusal.word)
        }
    }

    @Test("that throttle say for how long")
    func sayForHowLong() throws {
        let body: JSONValue = [
            "error": [
                "code": 429, "message": "quota", "status": "RESOURCE_EXHAUSTED",
                "details": [
                    ["@type": "type.googleapis.com/google.rpc.Help"],
                    ["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.5s"],
                ],
            ]
        ]
        let target = try GeminiRequestTests.target()
        let response = HTTPResponse(status: 429, headers: ["Retry-After": "3"], body: body.serialized())
        #expect(dialect.failure(response, from: target).retryAfter == .milliseconds(34_500))
        let plain = HTTPResponse(status: 429, headers: ["Retry-After": "3"])
        #expect(dialect.failure(plain, from: target).retryAfter == .seconds(3))
        #expect(dialect.failure(plain, from: target).failureClass == .throttled)
    }

    @Test("of embeddings are read from both services")
    func ofEmbeddings() throws {
        let request = ModelRequest(operation: .embeddings, body: ["input": ["one", "two"]])
        let bodies: [(GeminiDialect.Service, JSONValue)] = [
            (.gemini, ["embeddings": [["values": [1, 2]], ["values": [3, 4]]]]),
            (
                .vertex,
                [
                    "predictions": [
                        ["embeddings": ["values": [1, 2], "statistics": ["token_count": 2]]],
                        ["embeddings": ["values": [3, 4], "statistics": ["token_count": 5]]],
                    ]
                ]
            ),
        ]
        for (service, body) in bodies {
            let answer = try GeminiDialect(service).decode(
                HTTPResponse(status: 200, body: body.serialized()), to: request, from: GeminiRequestTests.target())
            #expect(answer.json?["data"]?[1]?["embedding"] == [3, 4])
            #expect(answer.usage?.input == (service == .vertex ? 7 : nil))
        }
        let target = try GeminiRequestTests.target()
        #expect(throws: UpstreamFailure.self) {
            _ = try dialect.decode(
                HTTPResponse(status: 200, body: Array(#"{"embeddings":[{"values":[1]}]}"#.utf8)), to: request,
                from: target)
        }
    }
}
