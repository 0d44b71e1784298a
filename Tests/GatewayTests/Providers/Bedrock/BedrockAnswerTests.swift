import HTTPMessages
import JSON
import Resilience
import Testing

@testable import Gateway

@Suite("Bedrock answers")
struct BedrockAnswerTests {
    private let dialect = BedrockDialect()
    private let request = BedrockRequestTests.chat(["messages": [["role": "user", "content": "hi"]]])

    private func answer(_ json: JSONValue, to request: ModelRequest? = nil) throws -> ModelAnswer {
        try dialect.decode(
            HTTPResponse(status: 200, headers: ["x-amzn-RequestId": "r-1"], body: json.serialized()),
            to: request ?? self.request, from: BedrockRequestTests.target())
    }

    private static func body(_ content: JSONValue, stop: String = "end_turn") -> JSONValue {
        [
            "output": ["message": ["role": "assistant", "content": content]], "stopReason": .string(stop),
            "usage": ["inputTokens": 10, "outputTokens": 3, "totalTokens": 18, "cacheReadInputTokens": 5],
        ]
    }

    @Test("become answers in OpenAI's form: text, thoughts, tool calls, usage")
    func becomeAnswers() throws {
        let answer = try answer(
            Self.body(
                [
                    ["reasoningContent": ["reasoningText": ["text": "Hm.", "signature": "sig"]]],
                    ["text": "Hello "], ["text": "there."],
                    ["toolUse": ["toolUseId": "t1", "name": "f", "input": ["b": 1, "a": [2]]]],
                ], stop: "tool_use"))
        let choice = answer.json?["choices"]?[0]
        #expect(answer.json?["id"] == "chatcmpl-r-1")
        #expect(choice?["message"]?["content"] == "Hello there.")
        #expect(choice?["message"]?["reasoning_content"] == "Hm.")
        #expect(
            choice?["message"]?["thinking_blocks"] == [["type": "thinking", "thinking": "Hm.", "signature": "sig"]])
        #expect(
            choice?["message"]?["tool_calls"] == [
                ["id": "t1", "type": "function", "function": ["name": "f", "arguments": #"{"b":1,"a":[2]}"#]]
            ])
        #expect(choice?["finish_reason"] == "tool_calls")
        #expect(answer.usage == TokenUsage(input: 15, output: 3, cachedInput: 5))
        #expect(answer.finish == .toolCalls)
        #expect(try JSONValue(parsing: answer.payload) == answer.json)
    }

    @Test(
        "say why they ended",
        arguments: [
            ("end_turn", FinishReason.stop), ("stop_sequence", .stop), ("max_tokens", .length),
            ("model_context_window_exceeded", .length), ("guardrail_intervened", .contentFilter),
            ("content_filtered", .contentFilter),
        ])
    func sayWhyTheyEnded(reason: String, finish: FinishReason) throws {
        #expect(try answer(Self.body([["text": "a"]], stop: reason)).finish == finish)
    }

    @Test("by a tool that stands for a schema are its arguments as text")
    func bySchemaTool() throws {
        var request = request
        request.body["response_format"] = ["type": "json_schema", "json_schema": ["name": "card", "schema": [:]]]
        let answer = try answer(
            Self.body(
                [["text": "Sure."], ["toolUse": ["toolUseId": "t", "name": "card", "input": ["a": 1]]]],
                stop: "tool_use"),
            to: request)
        #expect(answer.json?["choices"]?[0]?["message"]?["content"] == #"{"a":1}"#)
        #expect(answer.json?["choices"]?[0]?["message"]?["tool_calls"] == nil)
        #expect(answer.finish == .stop)
    }

    @Test("go on from a beginning without repeating its space")
    func goOnFromABeginning() throws {
        let begun = BedrockRequestTests.chat([
            "messages": [["role": "user", "content": "hi"], ["role": "assistant", "content": "One:\n\n"]]
        ])
        for text in ["\n\nTwo", "\nTwo", "Two"] {
            let answer = try answer(Self.body([["text": .string(text)]]), to: begun)
            #expect(answer.json?["choices"]?[0]?["message"]?["content"] == "Two")
        }
        let spaced = try answer(Self.body([["text": "\n\n\nTwo"]]), to: begun)
        #expect(spaced.json?["choices"]?[0]?["message"]?["content"] == "\nTwo")
    }

    @Test(
        "that are none are failures",
        arguments: [
            "", "<html>", "[]", "{}", #"{"output":{}}"#, #"{"output":{"message":{"content":[]}}}"#, "{\"output\":",
        ])
    func thatAreNone(body: String) throws {
        let target = try BedrockRequestTests.target()
        let failure = #expect(throws: UpstreamFailure.self) {
            _ = try dialect.decode(HTTPResponse(status: 200, body: Array(body.utf8)), to: request, from: target)
        }
        #expect(failure?.failureClass == .malformed)
        #expect(failure?.blame == .endpoint)
        #expect(throws: UpstreamFailure.self) { _ = try answer(Self.body([], stop: "malformed_tool_use")) }
    }

    struct Refusal: Sendable {
        var status: Int
        var type: String?
        var message: String
        var failureClass: FailureClass
        var blame: UpstreamFailure.Blame
    }

    static let refusals: [Refusal] = [
        Refusal(
            status: 429, type: "ThrottlingException", message: "Too many requests", failureClass: .throttled,
            blame: .endpoint),
        Refusal(
            status: 400, type: "ServiceQuotaExceededException", message: "q", failureClass: .throttled, blame: .endpoint
        ),
        Refusal(status: 429, type: "ModelNotReadyException", message: "m", failureClass: .overloaded, blame: .endpoint),
        Refusal(
            status: 503, type: "ServiceUnavailableException", message: "s", failureClass: .overloaded, blame: .endpoint),
        Refusal(status: 408, type: "ModelTimeoutException", message: "t", failureClass: .timeout, blame: .endpoint),
        Refusal(status: 424, type: "ModelErrorException", message: "e", failureClass: .server, blame: .endpoint),
        Refusal(status: 500, type: "InternalServerException", message: "i", failureClass: .server, blame: .endpoint),
        Refusal(
            status: 403, type: "com.amazon.coral.service#AccessDeniedException:http://internal.amazon.com/",
            message: "no",
            failureClass: .refused, blame: .credentials),
        Refusal(
            status: 403, type: "ExpiredTokenException", message: "old", failureClass: .refused, blame: .credentials),
        Refusal(
            status: 403, type: "UnrecognizedClientException", message: "who", failureClass: .refused,
            blame: .credentials),
        Refusal(
            status: 404, type: "ResourceNotFoundException", message: "gone", failureClass: .refused, blame: .credentials
        ),
        Refusal(
            status: 400, type: "ValidationException", message: "text is blank", failureClass: .refused, blame: .request),
        Refusal(
            status: 400, type: "ValidationException",
            message: "Invocation of model ID m with on-demand throughput isn\u{2019}t supported.",
            failureClass: .refused, blame: .credentials),
        Refusal(
            status: 400, type: nil, message: "The provided model identifier is invalid.", failureClass: .refused,
            blame: .credentials),
        Refusal(status: 400, type: nil, message: "bad", failureClass: .refused, blame: .request),
        Refusal(status: 502, type: nil, message: "bad gateway", failureClass: .server, blame: .endpoint),
    ]

    @Test("with another status are told by class and blame", arguments: refusals)
    func withAnotherStatus(refusal: Refusal) throws {
        var response = HTTPResponse(
            status: refusal.status, headers: ["Retry-After": "7"],
            body: JSONValue.object(["message": .string(refusal.message)]).serialized())
        response.head.headers["x-amzn-ErrorType"] = refusal.type
        let failure = dialect.failure(response, from: try BedrockRequestTests.target())
        #expect(failure.failureClass == refusal.failureClass)
        #expect(failure.blame == refusal.blame)
        #expect(failure.status == refusal.status)
        #expect(failure.message == refusal.message)
        #expect(failure.retryAfter == .seconds(7))
        if refusal.type?.contains("#") == true { #expect(failure.code == "AccessDeniedException") }
    }

    @Test("that are refusals never show a key")
    func neverShowAKey() throws {
        let target = try BedrockRequestTests.target(
            credential: .aws(accessKey: "AKIDEXAMPLE", secret: "a-long-secret", sessionToken: "a-session-token"))
        let body = JSONValue.object([
            "message": "The signature does not match for a-session-token.\n\nThe Canonical String was 'a-session-token'"
        ]).serialized()
        for type in ["InvalidSignatureException", "ValidationException"] {
            let response = HTTPResponse(status: 403, headers: ["x-amzn-ErrorType": type], body: body)
            let failure = dialect.failure(response, from: target)
            #expect(!failure.message.contains("a-session-token"))
            #expect(failure.message.hasPrefix("The signature does not match"))
        }
    }
}
