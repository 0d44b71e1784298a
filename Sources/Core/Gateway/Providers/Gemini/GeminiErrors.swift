public import HTTPMessages
import JSON
import Resilience

extension GeminiDialect {
    public func failure(_ response: HTTPResponse, from target: CallTarget) -> UpstreamFailure {
        let json = (try? JSONValue(parsing: response.body)) ?? .null
        // Without "alt=sse" even an error comes in an array.
        var failure = failure(json[0] ?? json, status: response.head.status, target: target)
        failure.retryAfter = failure.retryAfter ?? target.wait(askedBy: response.head.headers)
        return failure
    }

    /// The failure that an error object of Google's means (`google.rpc.Status`), in a status or inside a stream.
    func failure(_ json: JSONValue, status: Int?, target: CallTarget) -> UpstreamFailure {
        let error = json["error"]
        let code = error?["status"]?.string
        let status = status ?? error?["code"]?.int
        let details = error?["details"]?.array ?? []
        let reason = details.lazy.compactMap { $0["reason"]?.string }.first
        let words =
            error?["message"]?.string
            ?? "\(provider) answered with the status \(status.map(String.init) ?? "200") and no words."
        let meaning =
            Self.meaning(of: code ?? "", reason: reason, message: words)
            ?? FailureMeaning(status: status ?? 500)
        let wait = details.lazy.compactMap { $0["retryDelay"]?.string }.first.flatMap(RetryAfter.duration)
        return UpstreamFailure(
            meaning.failureClass, blame: meaning.blame, status: status, code: reason ?? code,
            message: KeyRedaction.message(words, credential: target.credential), retryAfter: wait)
    }

    private static func meaning(of code: String, reason: String?, message: String) -> FailureMeaning? {
        switch code {
        case "RESOURCE_EXHAUSTED": FailureMeaning(.throttled)
        case "UNAVAILABLE": FailureMeaning(.overloaded)
        case "DEADLINE_EXCEEDED": FailureMeaning(.timeout)
        case "INTERNAL", "UNKNOWN", "DATA_LOSS", "ABORTED", "CANCELLED": FailureMeaning(.server)
        case "PERMISSION_DENIED", "UNAUTHENTICATED", "NOT_FOUND": FailureMeaning(.refused, blame: .credentials)
        // "User location is not supported", billing that is not enabled.
        case "FAILED_PRECONDITION": FailureMeaning(.refused, blame: .credentials)
        case "INVALID_ARGUMENT":
            FailureMeaning(.refused, blame: isAboutTheKey(reason, message) ? .credentials : .request)
        case "OUT_OF_RANGE", "UNIMPLEMENTED": FailureMeaning(.refused, blame: .request)
        default: nil
        }
    }

    /// A bad key is told as a bad argument.
    private static func isAboutTheKey(_ reason: String?, _ message: String) -> Bool {
        if let reason { return reason.hasPrefix("API_KEY") || reason == "CONSUMER_INVALID" }
        return message.contains("API key not valid") || message.contains("API key expired")
    }
}
