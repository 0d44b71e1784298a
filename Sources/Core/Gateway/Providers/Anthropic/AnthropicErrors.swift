public import HTTPMessages
import JSON
import Resilience

/// `{"type": "error", "error": {"type": …, "message": …}}`
struct AnthropicError: Sendable {
    var type: String?
    var message: String?
    /// A finer word, such as "enforced_spend_limit_reached".
    var detail: String?

    /// `nil` when there is no error in it.
    init?(_ json: JSONValue?) {
        guard let json, json["type"]?.string == "error" || json["error"]?.object != nil else { return nil }
        type = json["error"]?["type"]?.string
        message = json["error"]?["message"]?.string
        detail = json["error"]?["details"]?["error_code"]?.string
    }

    /// - Parameter status: `nil` inside a stream or an answer with status 200.
    func failure(status: Int?, credential: Credential?) -> UpstreamFailure {
        let (failureClass, blame) = meaning(status: status)
        return UpstreamFailure(
            failureClass, blame: blame, status: status ?? Self.statuses[type ?? ""], code: detail ?? type,
            message: KeyRedaction.message(message ?? "The provider gave no reason.", credential: credential))
    }

    private func meaning(status: Int?) -> (FailureClass, UpstreamFailure.Blame) {
        // Money that is used up is told as a wrong request or as too many of them; neither is what it is.
        let text = message?.lowercased() ?? ""
        if detail?.contains("spend_limit") == true || text.contains("credit balance") || text.contains("usage limits") {
            return (.refused, .credentials)
        }
        let status = Self.statuses[type ?? ""] ?? status ?? 500
        return UpstreamFailure.meaning(ofStatus: status)
    }

    /// The statuses that belong to the types, for errors that come without one.
    private static let statuses = [
        "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402, "permission_error": 403,
        "not_found_error": 404, "conflict_error": 409, "request_too_large": 413, "rate_limit_error": 429,
        "api_error": 500, "timeout_error": 504, "overloaded_error": 529,
    ]
}

extension AnthropicDialect {
    public func failure(_ response: HTTPResponse, from target: CallTarget) -> UpstreamFailure {
        let status = response.head.status
        let error = AnthropicError(try? JSONValue(parsing: response.body))
        // Gateways and fronts before Anthropic answer in forms of their own.
        guard let error else { return OpenAIDialect().failure(response, from: target) }
        var failure = error.failure(status: status, credential: target.credential)
        failure.retryAfter = target.wait(askedBy: response.head.headers)
        if failure.failureClass == .throttled, response.head.headers["x-should-retry"] == "false" {
            failure.failureClass = .refused
            failure.blame = .credentials
        }
        return failure
    }
}
