import HTTPMessages
import Resilience

extension UpstreamFailure {
    /// What came is not an answer.
    static func malformed(_ message: String, status: Int? = nil) -> UpstreamFailure {
        UpstreamFailure(.malformed, status: status, message: message)
    }

    /// A stream that stopped before its end.
    static func truncated(after what: String) -> UpstreamFailure {
        UpstreamFailure(
            .malformed, code: "stream_truncated", message: "The stream of the answer broke off after \(what).")
    }

    /// What a status means when the body says nothing more, and whom it blames.
    static func meaning(ofStatus status: Int) -> (failureClass: FailureClass, blame: Blame) {
        switch status {
        case 408: (.timeout, .endpoint)
        case 409, 425: (.server, .endpoint)
        case 429: (.throttled, .endpoint)
        case 498, 503, 529: (.overloaded, .endpoint)  // 498 is Groq's word for no capacity, 529 Anthropic's
        case 504, 522, 524: (.timeout, .endpoint)  // 522 and 524 come from Cloudflare in front of many providers
        case 500...: (.server, .endpoint)
        // A model that is not there, a path that is not there: another endpoint may have it.
        case 401, 402, 403, 404, 405, 407: (.refused, .credentials)
        case 400..<500: (.refused, .request)
        // Nothing below 400 but 200 to 299 is an answer to a call; a redirection means a wrong address.
        default: (.refused, .credentials)
        }
    }
}
