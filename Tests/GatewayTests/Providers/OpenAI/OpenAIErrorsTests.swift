import Gateway
import HTTPMessages
import JSON
import Resilience
import Testing

@Suite("Errors of OpenAI and its like")
struct OpenAIErrorsTests {
    private func failure(
        _ status: Int, _ json: JSONValue? = nil, headers: HeaderFields = [:], key: String = "abcd-secret-efgh"
    ) throws -> UpstreamFailure {
        let response = HTTPResponse(status: status, headers: headers, body: json?.serialized() ?? [])
        return OpenAIDialect().failure(response, from: try ProviderTrials.target("http://h/v1", model: "m", key: key))
    }

    private static func error(_ type: String?, code: JSONValue = .null, message: String = "Words.") -> JSONValue {
        [
            "error": [
                "message": .string(message), "type": type.map { .string($0) } ?? .null, "param": .null, "code": code,
            ]
        ]
    }

    @Test("each status and code has its class and its blame")
    func classes() throws {
        let cases: [(Int, JSONValue?, FailureClass, UpstreamFailure.Blame)] = [
            (400, Self.error("invalid_request_error"), .refused, .request),
            (400, Self.error("invalid_request_error", code: "context_length_exceeded"), .refused, .request),
            (400, Self.error("invalid_request_error", code: "model_not_found"), .refused, .credentials),
            (401, Self.error("invalid_request_error", code: "invalid_api_key"), .refused, .credentials),
            (401, Self.error("invalid_request_error"), .refused, .credentials),
            (402, nil, .refused, .credentials),
            (
                403, Self.error("invalid_request_error", code: "unsupported_country_region_territory"), .refused,
                .credentials
            ),
            (404, Self.error("invalid_request_error", code: "model_not_found"), .refused, .credentials),
            (
                404,
                ["object": "error", "message": "The model `x` does not exist.", "type": "NotFoundError", "code": 404],
                .refused, .credentials
            ),
            (404, ["error": "model 'x' not found"], .refused, .credentials),
            (408, nil, .timeout, .endpoint), (409, nil, .server, .endpoint), (413, nil, .refused, .request),
            (422, ["detail": [["msg": "field required"]]], .refused, .request),
            (429, Self.error("tokens", code: "rate_limit_exceeded"), .throttled, .endpoint),
            (429, nil, .throttled, .endpoint),
            (429, Self.error("insufficient_quota", code: "insufficient_quota"), .refused, .credentials),
            (429, Self.error("invalid_request_error", code: "billing_hard_limit_reached"), .refused, .credentials),
            (429, Self.error("invalid_request_error"), .throttled, .endpoint),
            (498, nil, .overloaded, .endpoint), (500, Self.error("server_error"), .server, .endpoint),
            (500, Self.error("invalid_request_error"), .server, .endpoint), (502, nil, .server, .endpoint),
            (503, Self.error("service_unavailable"), .overloaded, .endpoint), (504, nil, .timeout, .endpoint),
            (524, nil, .timeout, .endpoint), (529, nil, .overloaded, .endpoint), (301, nil, .refused, .credentials),
        ]
        for (status, json, failureClass, blame) in cases {
            let failure = try failure(status, json)
            #expect(failure.failureClass == failureClass, "\(status) \(json?.text ?? "")")
            #expect(failure.blame == blame, "\(status) \(json?.text ?? "")")
            #expect(failure.status == status)
        }
    }

    @Test("the provider's words and code are kept")
    func words() throws {
        let failure = try failure(429, Self.error("tokens", code: "rate_limit_exceeded", message: "Limit 3 RPM."))
        #expect(failure.message == "Limit 3 RPM.")
        #expect(failure.code == "rate_limit_exceeded")
        #expect(try self.failure(400, ["error": ["code": 1210, "message": "x"]]).code == "1210")
        #expect(try self.failure(502, nil).message.contains("502"))
        let page = HTTPResponse(status: 502, body: Array("<html><h1>Bad Gateway</h1>".utf8))
        let target = try ProviderTrials.target("http://h/v1", model: "m")
        #expect(!OpenAIDialect().failure(page, from: target).message.contains("<"))
    }

    @Test("the wait that the provider asks for is told")
    func waits() throws {
        #expect(try failure(429, headers: ["Retry-After": "7"]).retryAfter == .seconds(7))
        #expect(try failure(503, headers: ["retry-after-ms": "250"]).retryAfter == .milliseconds(250))
        #expect(try failure(500).retryAfter == nil)
    }

    @Test("a throttle that waiting will not lift is the account's")
    func noRetry() throws {
        #expect(try failure(429, headers: ["x-should-retry": "false"]).blame == .credentials)
        #expect(try failure(500, headers: ["x-should-retry": "false"]).blame == .endpoint)
    }

    @Test(
        "no part of a key is in a message",
        arguments: [
            "Incorrect API key provided: sk-proj-AbCd***************wxYZ. You can find your key at https://x.y/keys.",
            "Incorrect API key provided: abcd****efgh. See docs.", "bad key 'abcd-secret-efgh'",
            "Invalid key gsk_AbCdEf0123 (401)", "token=\"AIzaSyAbCdEf\"", "sk-ant-api03-AbCd",
        ])
    func keys(message: String) throws {
        let told = try failure(401, Self.error("invalid_request_error", message: message)).message
        for part in ["AbCd", "wxYZ", "abcd", "efgh", "secret"] { #expect(!told.contains(part), "\(told)") }
        #expect(told.contains("[key]"))
    }

    @Test("other words are left alone")
    func otherWords() throws {
        let message = "The risk-free sk model 'gpt-5' at https://a.b/c_d is not ready. Ask-me: **now**"
        #expect(try failure(500, Self.error(nil, message: message)).message == message)
    }

    @Test("a message of any length stays short")
    func length() throws {
        let long = String(repeating: "é", count: 100_000)
        #expect(try failure(500, Self.error(nil, message: long)).message.utf8.count <= 2_100)
    }
}
