public import Resilience

/// Why a call to a model endpoint gave no answer.
public struct UpstreamFailure: Error, Hashable, Sendable {
    /// Who has to change something before it can work.
    public enum Blame: String, Hashable, Sendable {
        /// The endpoint, for a while: another endpoint, or a later attempt, may answer.
        case endpoint
        /// The endpoint's key or settings (expired key, model not enabled): only another endpoint may answer.
        case credentials
        /// The request: no endpoint of this kind would answer it. It goes back to the caller.
        case request
    }

    /// Decides whether and when it is tried again.
    public var failureClass: FailureClass
    public var blame: Blame
    /// The HTTP status; `nil` when there was no answer at all.
    public var status: Int?
    /// The provider's own code, such as "rate_limit_exceeded" or "ThrottlingException".
    public var code: String?
    /// The provider's own words. They never contain a key.
    public var message: String
    /// How long the provider asks to be left alone.
    public var retryAfter: Duration?

    public init(
        _ failureClass: FailureClass, blame: Blame = .endpoint, status: Int? = nil, code: String? = nil,
        message: String, retryAfter: Duration? = nil
    ) {
        self.failureClass = failureClass
        self.blame = blame
        self.status = status
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
    }
}
