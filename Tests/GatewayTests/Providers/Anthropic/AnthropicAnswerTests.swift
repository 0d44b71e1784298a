import Gateway
import HTTPMessages
import JSON
import Resilience
import Testing

@Suite("Answers of Anthropic")
struct AnthropicAnswerTests {
    private let dialect = AnthropicDialect()
    private let usage: JSONValue = [
        "input_tokens": 10, "output_tokens": 5, "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20,
    ]

    private func decode(
        _ content: JSONValue, stop: JSONValue = "end_turn", request: ModelRequest = ProviderTrials.chat()
    ) throws -> ModelAnswer {
        let json: JSONValue = [
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-x", "content": content,
            "stop_reason": stop, "usage": usage,
        ]
        return try dialect.decode(
            ProviderTrials.response(json), to: request,
            from: ProviderTrials.target("https://h/v1", model: "claude-sonnet-4-5"))
    }

    private func message(_ answer: ModelAnswer) -> JSONValue? { answer.json?["choices"]?[0]?["message"] }

    @Test("text, thoughts and tool calls find their places")
    func places() throws {
        let thought: JSONValue = ["type": "thinking", "thinking": "Hm", "signature": "s"]
        let answer = try decode(
            [
                thought, ["type": "text", "text": "A"], ["type": "text", "text": "B"],
                ["type": "tool_use", "id": "t", "name": "f", "input": ["x": 1]],
            ], stop: "tool_use")
        #expect(message(answer)?["content"] == "AB")
        #expect(message(answer)?["reasoning_content"] == "Hm")
        #expect(message(answer)?["thinking_blocks"] == [thought])
        #expect(
            message(answer)?["tool_calls"]
                == [["id": "t", "type": "function", "function": ["name": "f", "arguments": "{\"x\":1}"]]])
        #expect(answer.finish == .toolCalls)
        #expect(answer.model == "claude-x")
        #expect(answer.json?["created"] == 1_750_000_000)
        #expect(answer.usage == TokenUsage(input: 130, output: 5, cachedInput: 100))
    }

    @Test("reasons to stop are translated")
    func reasons() throws {
        let cases: [(JSONValue, FinishReason)] = [
            ("end_turn", .stop), ("stop_sequence", .stop), ("max_tokens", .length),
            ("model_context_window_exceeded", .length),
            ("refusal", .contentFilter), ("something_new", .stop),
        ]
        for (word, finish) in cases {
            #expect(try decode([["type": "text", "text": "a"]], stop: word).finish == finish)
        }
        #expect(message(try decode([]))?["content"] == "")
    }

    @Test("the arguments of the answer's tool are the text")
    func answerTool() throws {
        let request = ProviderTrials.chat(["response_format": ["type": "json_object"]])
        let answer = try decode(
            [["type": "tool_use", "id": "t", "name": "json_answer", "input": ["b": 1, "a": 2]]], stop: "tool_use",
            request: request)
        #expect(message(answer)?["content"] == "{\"b\":1,\"a\":2}")
        #expect(message(answer)?["tool_calls"] == nil)
        #expect(answer.finish == .stop)
    }

    @Test("white space that was taken off the beginning is not said twice")
    func seam() throws {
        func text(_ beginning: String, _ rest: String) throws -> JSONValue? {
            let request = ProviderTrials.chat(messages: [
                ["role": "user", "content": "a"], ["role": "assistant", "content": .string(beginning)],
            ])
            return message(try decode([["type": "text", "text": .string(rest)]], request: request))?["content"]
        }
        #expect(try text("Once ", " upon") == "upon")
        #expect(try text("Once ", "upon") == "upon")
        #expect(try text("Once", " upon") == " upon")
        #expect(try text("Once\n\n", "\n\nUpon") == "Upon")
        #expect(try text("Once ", "  upon") == " upon")
        #expect(try text("Once \n", "\nupon") == "\nupon")
    }

    @Test("what is not an answer is no success")
    func malformed() throws {
        let target = try ProviderTrials.target("https://h/v1", model: "claude-sonnet-4-5")
        for text in [
            "", "[]", "{}", "null", #"{"type":"message","role":"assistant","content":[]}"#,
            #"{"role":"assistant","content":"x","stop_reason":"end_turn"}"#,
        ] {
            let failure = #expect(throws: UpstreamFailure.self) {
                try dialect.decode(
                    HTTPResponse(status: 200, body: Array(text.utf8)), to: ProviderTrials.chat(), from: target)
            }
            #expect(failure?.failureClass == .malformed, "\(text)")
        }
        #expect(throws: UpstreamFailure.self) { try decode([["type": "text", "text": "a"]], stop: .null) }
    }

    @Test("errors have their class and their blame, with a status and without")
    func errors() throws {
        let cases: [(Int, String, String, FailureClass, UpstreamFailure.Blame)] = [
            (400, "invalid_request_error", "prompt is too long", .refused, .request),
            (400, "invalid_request_error", "Your credit balance is too low", .refused, .credentials),
            (401, "authentication_error", "invalid x-api-key", .refused, .credentials),
            (403, "permission_error", "x", .refused, .credentials),
            (404, "not_found_error", "model: x", .refused, .credentials),
            (413, "request_too_large", "x", .refused, .request), (429, "rate_limit_error", "x", .throttled, .endpoint),
            (500, "api_error", "x", .server, .endpoint), (504, "timeout_error", "x", .timeout, .endpoint),
            (529, "overloaded_error", "Overloaded", .overloaded, .endpoint),
        ]
        let target = try ProviderTrials.target("https://h/v1", model: "m")
        for (status, type, words, failureClass, blame) in cases {
            let json: JSONValue = ["type": "error", "error": ["type": .string(type), "message": .string(words)]]
            let response = ProviderTrials.response(json, status: status, headers: ["retry-after": "3"])
            let failure = dialect.failure(response, from: target)
            #expect(failure.failureClass == failureClass, "\(type)")
            #expect(failure.blame == blame, "\(type)")
            #expect(failure.code == type)
            #expect(failure.retryAfter == .seconds(3))
            let inside = #expect(throws: UpstreamFailure.self) {
                try dialect.decode(ProviderTrials.response(json), to: ProviderTrials.chat(), from: target)
            }
            #expect(inside?.failureClass == failureClass, "\(type)")
            #expect(inside?.blame == blame, "\(type)")
        }
        let spent: JSONValue = [
            "type": "error",
            "error": [
                "type": "rate_limit_error", "message": "x", "details": ["error_code": "enforced_spend_limit_reached"],
            ],
        ]
        #expect(dialect.failure(ProviderTrials.response(spent, status: 429), from: target).blame == .credentials)
        #expect(
            dialect.failure(HTTPResponse(status: 502, body: Array("<html>".utf8)), from: target).failureClass == .server
        )
    }
}
