/// What kind of failure a call met, as far as retrying it is concerned.
public enum FailureClass: String, Sendable, Hashable, CaseIterable, Codable {
    /// The endpoint asks for fewer calls (HTTP 429).
    case throttled
    /// The endpoint cannot take more work just now (HTTP 503, 529).
    case overloaded
    /// No answer, or no further piece of it, came in time.
    case timeout
    /// The connection could not be made, or broke.
    case network
    /// The endpoint failed by its own account (HTTP 500, 502, 504).
    case server
    /// The answer could not be understood, or was not whole.
    case malformed
    /// The endpoint understood the request and declines it (HTTP 400, 401, 403, 404); asking again gives the same.
    case refused
    /// The caller does not want the answer any more.
    case cancelled

    /// Whether another try can end differently.
    public var mayBeRetried: Bool {
        switch self {
        case .throttled, .overloaded, .timeout, .network, .server, .malformed: true
        case .refused, .cancelled: false
        }
    }
}
