/// How an answer came about: what the server tells in headers, and what reports are made of.
public struct CallReport: Hashable, Sendable {
    /// Where the answer came from.
    public enum Source: String, Hashable, Sendable {
        /// A model was called.
        case model
        /// An equal request was answered before.
        case cache
        /// A request that means the same was answered before.
        case semanticCache = "semantic-cache"
        /// An equal request was just being answered: this one joined it.
        case shared
    }

    public var source: Source
    public var route: String
    public var variant: String?
    /// The endpoint that answered; `nil` from a cache.
    public var endpoint: String?
    /// The model that made the answer.
    public var model: String
    /// Calls made to endpoints for this request; 0 from a cache.
    public var attempts: Int
    /// Whether a fallback answered instead of the pool that was asked first.
    public var isFallback: Bool
    /// In US dollars; `nil` where no price is configured.
    public var cost: Double?
    /// Names the call for a score that is posted later.
    public var id: String

    public init(
        source: Source, route: String, variant: String? = nil, endpoint: String? = nil, model: String,
        attempts: Int = 0, isFallback: Bool = false, cost: Double? = nil, id: String
    ) {
        self.source = source
        self.route = route
        self.variant = variant
        self.endpoint = endpoint
        self.model = model
        self.attempts = attempts
        self.isFallback = isFallback
        self.cost = cost
        self.id = id
    }
}

/// Who asks, and how.
public struct Caller: Hashable, Sendable {
    /// Answers are shared within a tenant only.
    public var tenant: String
    /// 0 (least) to 9.
    public var priority: Int
    /// Shorter than the route's, where the caller is in a hurry.
    public var deadline: Duration?
    public var cachePolicy: CachePolicy

    public enum CachePolicy: Hashable, Sendable {
        case use
        /// A new answer is made, and kept (`Cache-Control: no-cache`).
        case refresh
        /// Neither looked up nor kept (`Cache-Control: no-store`).
        case bypass
    }

    public init(
        tenant: String = "", priority: Int = 5, deadline: Duration? = nil, cachePolicy: CachePolicy = .use
    ) {
        self.tenant = tenant
        self.priority = priority
        self.deadline = deadline
        self.cachePolicy = cachePolicy
    }
}
