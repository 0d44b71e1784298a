public import HTTPMessages
import JSON
import Resilience

extension ElevenLabsDialect {
    public func failure(_ response: HTTPResponse, from target: CallTarget) -> UpstreamFailure {
        let detail = (try? JSONValue(parsing: response.body))?["detail"]
        // A request that does not validate is told as a list, each with the place of the field.
        let first = detail?[0]
        let status = response.head.status
        let code = detail?["status"]?.string ?? detail?["code"]?.string
        let words =
            detail?.string ?? detail?["message"]?.string ?? first?["msg"]?.string
            ?? "\(Self.provider) answered with the status \(status) and no words."
        let meaning = Self.meaning(of: code ?? "") ?? FailureMeaning(status: status)
        return UpstreamFailure(
            meaning.failureClass, blame: meaning.blame, status: status, code: code,
            message: KeyRedaction.message(words, credential: target.credential),
            retryAfter: target.wait(askedBy: response.head.headers))
    }

    private static func meaning(of code: String) -> FailureMeaning? {
        switch code {
        case "too_many_concurrent_requests", "concurrent_limit_exceeded", "rate_limit_exceeded":
            FailureMeaning(.throttled)
        case "system_busy": FailureMeaning(.overloaded)
        case "quota_exceeded", "invalid_api_key", "missing_permissions", "needs_authorization", "only_for_creator_tier",
            "detected_unusual_activity", "payment_required", "model_access_denied", "voice_not_found",
            "model_not_found":
            FailureMeaning(.refused, blame: .credentials)
        case "max_character_limit_exceeded", "text_too_long", "invalid_text", "output_format_not_allowed",
            "content_against_policy":
            FailureMeaning(.refused, blame: .request)
        default: nil
        }
    }
}
