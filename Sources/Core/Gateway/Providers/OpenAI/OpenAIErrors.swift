import Foundation
public import HTTPMessages
import JSON
import Resilience

/// The error object of OpenAI's form, and the forms that servers beside OpenAI give it.
struct OpenAIError: Sendable {
    var message: String?
    var type: String?
    /// A word, or a status as some gateways send it.
    var code: String?

    /// Reads `{"error": {…}}`, `{"error": "…"}` (Ollama), `{"object": "error", …}` (older vLLM),
    /// `{"detail": …}` (FastAPI) and `{"message": "…"}` (Azure's front). `nil` when there is no error in it.
    ///
    /// - Parameter isFailure: whether the status already says that it is an error; then its message may be anywhere.
    init?(_ json: JSONValue?, isFailure: Bool = false) {
        guard let json, json.object != nil else { return nil }
        if let error = json["error"], !error.isNull, error.bool != false {
            message = error["message"]?.string ?? error.string ?? error.text
            type = error["type"]?.string
            code = Self.word(error["code"]) ?? (error["details"]?["error_code"]?.string)
        } else if json["object"]?.string == "error" || isFailure {
            message = json["message"]?.string ?? json["detail"]?.string ?? json["detail"]?.text
            type = json["type"]?.string
            code = Self.word(json["code"])
        } else {
            return nil
        }
    }

    private static func word(_ value: JSONValue?) -> String? {
        value?.string ?? value?.number?.text
    }

    /// The status that a gateway put into the error of a stream.
    var status: Int? { code.flatMap { Int($0) }.flatMap { (400..<600).contains($0) ? $0 : nil } }

    /// What the words mean, where they mean more than the status.
    var meaning: (failureClass: FailureClass, blame: UpstreamFailure.Blame)? {
        for word in [code, type].compactMap({ $0?.lowercased() }) {
            if let meaning = Self.meanings[word] { return meaning }
        }
        return nil
    }

    private static let meanings: [String: (failureClass: FailureClass, blame: UpstreamFailure.Blame)] = {
        var meanings: [String: (failureClass: FailureClass, blame: UpstreamFailure.Blame)] = [:]
        func add(_ words: [String], _ failureClass: FailureClass, _ blame: UpstreamFailure.Blame) {
            for word in words { meanings[word] = (failureClass, blame) }
        }
        add(
            [
                "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "billing_error",
                "account_deactivated", "access_terminated", "invalid_api_key", "incorrect_api_key_provided",
                "invalid_authentication", "authentication_error", "permission_error", "permission_denied",
                "model_not_found", "deploymentnotfound", "model_not_available", "not_found_error", "notfounderror",
                "unsupported_country_region_territory", "invalid_organization", "enforced_spend_limit_reached",
            ], .refused, .credentials)
        add(
            [
                "context_length_exceeded", "string_above_max_length", "content_filter", "content_policy_violation",
                "responsibleaipolicyviolation", "invalid_image", "image_parse_error", "request_too_large",
                "invalid_prompt", "invalid_request_error", "badrequesterror",
            ], .refused, .request)
        add(
            ["rate_limit_exceeded", "rate_limit_error", "requests", "tokens", "too_many_requests"],
            .throttled, .endpoint)
        add(
            [
                "overloaded_error", "engine_overloaded", "engine_overloaded_error", "service_unavailable", "overloaded",
                "slow_down", "capacity_exceeded",
            ], .overloaded, .endpoint)
        add(["timeout", "timeout_error", "request_timeout", "gateway_timeout"], .timeout, .endpoint)
        add(
            ["server_error", "api_error", "internal_error", "internal_server_error", "internalservererror"],
            .server, .endpoint)
        return meanings
    }()

    /// The failure that this error tells of.
    ///
    /// - Parameter status: the status of the answer; `nil` inside a stream or an answer with status 200.
    func failure(status: Int?, credential: Credential?) -> UpstreamFailure {
        let status = status ?? self.status
        let byStatus = status.map(UpstreamFailure.meaning(ofStatus:)) ?? (.server, .endpoint)
        var (failureClass, blame) = byStatus
        // "invalid_request_error" is the type of nearly every refusal, a wrong key included: there, and for a
        // failure that the endpoint itself admits by its status, the status says more.
        let isVague = meaning?.failureClass == .refused && meaning?.blame == .request
        if let meaning, status == nil || !(isVague && blame != .request) { (failureClass, blame) = meaning }
        return UpstreamFailure(
            failureClass, blame: blame, status: status, code: code ?? type,
            message: KeyRedaction.message(message ?? "The provider gave no reason.", credential: credential))
    }
}

extension OpenAIDialect {
    public func failure(_ response: HTTPResponse, from target: CallTarget) -> UpstreamFailure {
        let status = response.head.status
        let json = try? JSONValue(parsing: response.body)
        let error = OpenAIError(json, isFailure: true) ?? OpenAIError(plain: response.body, status: status)
        var failure = error.failure(status: status, credential: target.credential)
        failure.status = status
        failure.retryAfter = target.wait(askedBy: response.head.headers)
        // The provider's own word that waiting will not help, as for a used-up quota.
        if failure.failureClass == .throttled, response.head.headers["x-should-retry"] == "false" {
            failure.failureClass = .refused
            failure.blame = .credentials
        }
        return failure
    }
}

extension OpenAIError {
    /// An answer that is no JSON: its first words, unless they are a web page.
    init(plain body: [UInt8], status: Int) {
        let text = String(decoding: body.prefix(300), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        message = text.isEmpty || text.hasPrefix("<") ? "The provider answered with status \(status)." : text
    }
}
