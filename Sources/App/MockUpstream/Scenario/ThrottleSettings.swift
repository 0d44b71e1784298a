/// When calls are refused with 429.
public struct ThrottleSettings: Hashable, Sendable {
    /// Calls that a token bucket lets through in a minute.
    public var requestsPerMinute: Double?
    /// Calls that may come at once; without it, what a second lets through.
    public var burst: Double?
    /// Tokens (of question and answer) in a minute; as many may come at once.
    public var tokensPerMinute: Double?
    /// Calls that are refused by chance.
    public var share: Double
    /// How a refusal says when to come back. A bucket knows; chance says `wait`.
    public var retryAfter: RetryAfterForm
    /// Seconds.
    public var wait: Seconds

    public init(
        requestsPerMinute: Double? = nil, burst: Double? = nil, tokensPerMinute: Double? = nil, share: Double = 0,
        retryAfter: RetryAfterForm = .none, wait: Seconds = 1
    ) {
        self.requestsPerMinute = requestsPerMinute
        self.burst = burst
        self.tokensPerMinute = tokensPerMinute
        self.share = share
        self.retryAfter = retryAfter
        self.wait = wait
    }
}

/// How a time to wait is told.
public enum RetryAfterForm: String, Codable, Hashable, Sendable {
    case none
    /// `Retry-After: 2`, rounded up.
    case seconds
    /// `Retry-After: Sun, 06 Nov 1994 08:49:37 GMT`, rounded up.
    case date
    /// `retry-after-ms: 1500`, as OpenAI and Azure also say it.
    case milliseconds
}

extension ThrottleSettings: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case burst, share, wait
        case requestsPerMinute = "requests_per_minute"
        case tokensPerMinute = "tokens_per_minute"
        case retryAfter = "retry_after"
    }

    public init(from decoder: any Decoder) throws {
        let members = try ScenarioMembers<CodingKeys>(decoder)
        self.init(
            requestsPerMinute: try members[.requestsPerMinute], burst: try members[.burst],
            tokensPerMinute: try members[.tokensPerMinute], share: try members.number(.share, or: 0, in: 0...1),
            retryAfter: try members.value(.retryAfter, or: .none), wait: try members.value(.wait, or: 1))
    }
}
