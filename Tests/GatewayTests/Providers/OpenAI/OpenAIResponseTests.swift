import Gateway
import HTTPMessages
import JSON
import Resilience
import Testing

@Suite("Answers of OpenAI and its like")
struct OpenAIResponseTests {
    private let dialect = OpenAIDialect()

    private func decode(
        _ json: JSONValue, operation: ModelOperation = .chat, request: JSONValue = ["model": "m"]
    ) throws -> ModelAnswer {
        try dialect.decode(
            ProviderTrials.response(json), to: ModelRequest(operation: operation, body: request),
            from: ProviderTrials.target("http://localhost/v1", model: "asked"))
    }

    private func chat(_ choice: JSONValue) -> JSONValue {
        [
            "id": "1", "model": "other-model", "choices": [choice],
            "usage": ["prompt_tokens": 5, "completion_tokens": 2],
        ]
    }

    private let good: JSONValue = [
        "index": 0, "message": ["role": "assistant", "content": "Hi"], "finish_reason": "stop",
    ]

    @Test("a whole answer is passed on byte for byte, and says who made it and what it took")
    func whole() throws {
        let answer = try decode(chat(good))
        #expect(answer.payload == chat(good).serialized())
        #expect(answer.model == "other-model")
        #expect(answer.finish == .stop)
        #expect(answer.usage == TokenUsage(input: 5, output: 2))
    }

    @Test(
        "what is not an answer is no success",
        arguments: [
            "", " ", "null", "[]", "{}", "{\"choices\":[]}", "{\"choices\":null}", "{\"choices\":[{}]}",
            "<html>502</html>",
            "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":null}]}",
            "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}",
            "{\"choices\":[{\"message\":null,\"finish_reason\":\"stop\"}]}",
            "{\"choices\":[{\"message\":{\"role\":\"assistant\"},\"finish_reason\":\"stop\"}]}",
            "{\"choices\":[{\"message\":{\"content\":5},\"finish_reason\":\"stop\"}]}",
            #"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"},{"message":{"content":"b"}}]}"#,
            "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"",
        ])
    func malformed(text: String) throws {
        let target = try ProviderTrials.target("http://localhost/v1", model: "m")
        let failure = #expect(throws: UpstreamFailure.self) {
            try dialect.decode(
                HTTPResponse(status: 200, body: Array(text.utf8)), to: ProviderTrials.chat(), from: target)
        }
        #expect(failure?.failureClass == .malformed)
        #expect(failure?.blame == .endpoint)
    }

    @Test("tool calls without content, and a filtered message, are answers")
    func withoutContent() throws {
        let call: JSONValue = ["message": ["tool_calls": [["id": "1"]]], "finish_reason": "tool_calls"]
        #expect(try decode(chat(call)).finish == .toolCalls)
        #expect(try decode(chat(["message": [:], "finish_reason": "content_filter"])).finish == .contentFilter)
        #expect(try decode(chat(["message": ["content": .null], "finish_reason": "length"])).finish == .length)
    }

    @Test("an error inside a 200 is the failure that it tells of")
    func errorInside() throws {
        let cases: [(JSONValue, FailureClass, UpstreamFailure.Blame)] = [
            (["error": ["message": "slow down", "type": "rate_limit_error"]], .throttled, .endpoint),
            (
                ["error": ["message": "no", "type": "insufficient_quota", "code": "insufficient_quota"]], .refused,
                .credentials
            ),
            (["error": ["message": "Provider returned error", "code": 502]], .server, .endpoint),
            (["error": ["message": "busy", "code": 503]], .overloaded, .endpoint),
            (["error": "out of memory"], .server, .endpoint),
            (["object": "error", "message": "bad", "type": "BadRequestError", "code": 400], .refused, .request),
        ]
        for (json, failureClass, blame) in cases {
            let failure = #expect(throws: UpstreamFailure.self) { try decode(json) }
            #expect(failure?.failureClass == failureClass, "\(json)")
            #expect(failure?.blame == blame, "\(json)")
        }
        #expect(throws: UpstreamFailure.self) {
            try decode(
                chat(["message": ["content": "a"], "finish_reason": "error", "error": ["code": 429, "message": "x"]]))
        }
        // A member "error" that is null is none.
        var answer = chat(good)
        answer["error"] = .null
        #expect(try decode(answer).finish == .stop)
    }

    @Test("embeddings must be as many as the inputs, and none of them empty")
    func embeddings() throws {
        let two: JSONValue = [
            "data": [["embedding": [0.1, 0.2]], ["embedding": "AAAA"]], "usage": ["prompt_tokens": 4],
        ]
        #expect(try decode(two, operation: .embeddings, request: ["input": ["a", "b"]]).usage?.input == 4)
        #expect(throws: UpstreamFailure.self) { try decode(two, operation: .embeddings, request: ["input": "a"]) }
        // An array of numbers is one input of tokens.
        #expect(throws: UpstreamFailure.self) { try decode(two, operation: .embeddings, request: ["input": [1, 2]]) }
        let empty: JSONValue = ["data": [["embedding": []]]]
        #expect(throws: UpstreamFailure.self) { try decode(empty, operation: .embeddings, request: ["input": "a"]) }
        #expect(throws: UpstreamFailure.self) {
            try decode(["data": []], operation: .embeddings, request: ["input": []])
        }
    }

    @Test("speech is sound, and not an error or nothing")
    func speech() throws {
        let request = ModelRequest(operation: .speech, body: ["input": "Hi", "response_format": "wav"])
        let target = try ProviderTrials.target("http://localhost/v1", model: "tts")
        let sound = HTTPResponse(status: 200, headers: ["Content-Type": "audio/wav"], body: [0x52, 0x49])
        #expect(try dialect.decode(sound, to: request, from: target).payload == [0x52, 0x49])
        #expect(
            try dialect.decode(HTTPResponse(status: 200, body: [1]), to: request, from: target).mediaType == "audio/wav"
        )
        let error = HTTPResponse(
            status: 200, headers: ["Content-Type": "application/json"], body: Array(#"{"error":{"message":"x"}}"#.utf8))
        #expect(throws: UpstreamFailure.self) { try dialect.decode(error, to: request, from: target) }
        #expect(throws: UpstreamFailure.self) {
            try dialect.decode(HTTPResponse(status: 200), to: request, from: target)
        }
    }

    @Test("a transcript is JSON with a text, or the plain form that was asked for")
    func transcript() throws {
        #expect(try decode(["text": "Hello"], operation: .transcription).json?["text"] == "Hello")
        #expect(throws: UpstreamFailure.self) { try decode(["words": []], operation: .transcription) }
        let request = ModelRequest(operation: .transcription, body: ["response_format": "srt"])
        let target = try ProviderTrials.target("http://localhost/v1", model: "m")
        let plain = HTTPResponse(status: 200, headers: ["Content-Type": "text/plain"], body: Array("1\n00:00".utf8))
        #expect(try dialect.decode(plain, to: request, from: target).payload == plain.body)
    }
}
