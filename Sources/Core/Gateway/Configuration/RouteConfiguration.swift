/// A task and who does it: a name that callers use as the model, such as "slides.alt-text".
public struct RouteConfiguration: Hashable, Sendable {
    public var name: String
    /// Who answers first; several share the traffic by weight (canaries, A/B comparisons). At least one.
    public var variants: [RouteVariant]
    /// Pools that are asked, in this order, when the first could not answer. "local" is the offline writer.
    public var fallbacks: [String]
    public var cache: CacheConfiguration
    /// Equal requests of one tenant that come at the same time get one answer, also where the cache is off.
    public var sharesIdentical: Bool
    public var retry: RetryConfiguration
    public var hedging: HedgingConfiguration
    /// For the whole call, retries and fallbacks included.
    public var deadline: Duration
    /// Moves the variants' weights towards the best.
    public var bandit: BanditConfiguration?
    /// One more call when an answer breaks the JSON schema that the request asks for.
    public var repairsJSON: Bool

    public init(
        name: String, variants: [RouteVariant], fallbacks: [String] = [],
        cache: CacheConfiguration = CacheConfiguration(), sharesIdentical: Bool = false,
        retry: RetryConfiguration = RetryConfiguration(),
        hedging: HedgingConfiguration = HedgingConfiguration(), deadline: Duration = .seconds(300),
        bandit: BanditConfiguration? = nil, repairsJSON: Bool = true
    ) {
        self.name = name
        self.variants = variants
        self.fallbacks = fallbacks
        self.cache = cache
        self.sharesIdentical = sharesIdentical
        self.retry = retry
        self.hedging = hedging
        self.deadline = deadline
        self.bandit = bandit
        self.repairsJSON = repairsJSON
    }
}

public struct RouteVariant: Hashable, Sendable {
    /// Unique within the route; the pool's name where nothing else was said.
    public var name: String
    public var pool: String
    /// 0 or more; 0 takes no traffic.
    public var weight: Double

    public init(name: String? = nil, pool: String, weight: Double = 1) {
        self.name = name ?? pool
        self.pool = pool
        self.weight = weight
    }
}

public struct CacheConfiguration: Hashable, Sendable {
    public var exact: Bool
    public var timeToLive: Duration
    public var maximumBytes: Int
    public var semantic: SemanticCacheConfiguration?

    public init(
        exact: Bool = false, timeToLive: Duration = .seconds(86_400), maximumBytes: Int = 64 << 20,
        semantic: SemanticCacheConfiguration? = nil
    ) {
        self.exact = exact
        self.timeToLive = timeToLive
        self.maximumBytes = maximumBytes
        self.semantic = semantic
    }
}

public struct SemanticCacheConfiguration: Hashable, Sendable {
    public enum Matcher: Hashable, Sendable {
        /// Word overlap of at least this share (0.85), with equal numbers, negations, names, quotations and code.
        case lexical(overlap: Double)
        /// Embeddings from this pool, a threshold learned for each entry.
        case embeddings(pool: String)
    }

    public var matcher: Matcher
    /// The share of wrong hits that is accepted, 0 to 1.
    public var errorBound: Double
    public var maximumEntries: Int
    /// The share of hits that is asked again to see whether the hit was right, 0 to 1.
    public var auditShare: Double

    public init(
        matcher: Matcher = .lexical(overlap: 0.85), errorBound: Double = 0.01, maximumEntries: Int = 1000,
        auditShare: Double = 0.02
    ) {
        self.matcher = matcher
        self.errorBound = errorBound
        self.maximumEntries = maximumEntries
        self.auditShare = auditShare
    }
}

public struct RetryConfiguration: Hashable, Sendable {
    /// Attempts on one pool, the first included.
    public var attempts: Int
    /// The first wait; each further one is twice as long.
    public var base: Duration
    /// The longest wait for endpoints that rest; a pause between two attempts is at most 30 s besides.
    public var cap: Duration

    public init(attempts: Int = 10, base: Duration = .seconds(1), cap: Duration = .seconds(60)) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
    }
}

public struct HedgingConfiguration: Hashable, Sendable {
    public var isOn: Bool
    /// The largest share of extra calls, 0 to 1.
    public var budget: Double

    public init(isOn: Bool = true, budget: Double = 0.03) {
        self.isOn = isOn
        self.budget = budget
    }
}

public struct BanditConfiguration: Hashable, Sendable {
    public enum Goal: String, Hashable, Sendable, CaseIterable { case score, latency, cost, success }

    public var goal: Goal
    /// The least share that a variant keeps, so that it goes on being tried; 0 to 1.
    public var floor: Double

    public init(goal: Goal = .score, floor: Double = 0.05) {
        self.goal = goal
        self.floor = floor
    }
}
