import Essentials
import Gateway
import HTTPMessages
import JSON

/// An error as a client of OpenAI's interface understands it.
struct HTTPProblem: Error {
    var status: Int
    var code: String
    var message: String
    /// The field of the request that is to blame.
    var field: String?
    var retryAfter: Duration?
    /// Whether the client's own retries make sense. What the gateway has tried in vain is not worth trying again at once.
    var mayRetry = false
    var headers = HeaderFields()

    init(status: Int, code: String, message: String, field: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.field = field
    }

    init(_ error: GatewayError) {
        self.init(status: error.status, code: error.code, message: error.description)
        retryAfter = error.retryAfter
        mayRetry = error.retryAfter != nil
    }

    init(_ problem: RequestProblem) {
        self.init(status: 400, code: problem.code, message: problem.description, field: problem.field)
    }

    /// The object that OpenAI's clients read.
    var body: [UInt8] {
        let json: JSONValue = [
            "error": [
                "message": .string(message), "type": .string(type), "param": field.map { .string($0) } ?? .null,
                "code": .string(code),
            ]
        ]
        return json.serialized()
    }

    var response: HTTPResponse {
        var headers = headers
        headers.add(name: "Content-Type", value: "application/json")
        if let retryAfter {
            let seconds = max(1, Int((retryAfter / .seconds(1)).rounded(.up)))
            headers.add(name: "Retry-After", value: String(seconds))
        }
        // OpenAI's clients obey it.
        headers.add(name: "x-should-retry", value: mayRetry ? "true" : "false")
        return HTTPResponse(status: status, headers: headers, body: body)
    }

    private var type: String {
        switch status {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 429: "rate_limit_error"
        case 400..<500: "invalid_request_error"
        default: "server_error"
        }
    }
}

extension HTTPProblem {
    /// What the server itself says of a request that never became one.
    init(status: Int, refusal sentence: String) {
        let code =
            switch status {
            case 408: "request.timeout"
            case 413: "request.too-large"
            case 431: "request.head"
            case 400..<500: "request.malformed"
            case 501, 505: "request.unsupported"
            case 503: "gateway.overloaded"
            default: "gateway.internal"
            }
        self.init(status: status, code: code, message: sentence)
        // One that was too slow, or came when there were too many, is none the worse for it.
        mayRetry = status == 408 || status == 503
        if status == 503 { retryAfter = .seconds(1) }
    }

    static func wrongMethod(_ method: String, allowed: String) -> Self {
        var problem = Self(
            status: 405, code: "request.method", message: "This path does not know \(method), only \(allowed).")
        problem.headers.add(name: "Allow", value: allowed)
        return problem
    }

    static func unknownPath(_ path: String) -> Self {
        Self(
            status: 404, code: "request.path",
            message: "There is nothing at \(path.prefix(200)). Paths: /v1/chat/completions, /v1/completions, "
                + "/v1/embeddings, /v1/audio/speech, /v1/audio/transcriptions, /v1/models, /v1/experiments, /v1/scores, "
                + "/health, /health/regions, /metrics.")
    }

    /// What should not have happened. Its own words may be about the inside of this process, so only those that are
    /// meant for people are told.
    static func unexpected(_ error: any Error) -> Self {
        let failure = error as? any DescribedFailure
        return Self(
            status: 500, code: failure?.code ?? "gateway.internal",
            message: failure?.description ?? "The gateway failed for a reason that it did not foresee.")
    }

    static func overloaded(retryAfter: Duration) -> Self {
        var problem = Self(
            status: 503, code: "gateway.overloaded",
            message: "The gateway has more to do than it can; requests of lower priority wait outside.")
        problem.retryAfter = retryAfter
        problem.mayRetry = true
        return problem
    }
}

extension HTTPResponse {
    init(status: Int, json: JSONValue) {
        self.init(status: status, headers: ["Content-Type": "application/json"], body: json.serialized())
    }
}
