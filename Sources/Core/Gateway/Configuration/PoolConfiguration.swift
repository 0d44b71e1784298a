public import HTTPMessages

/// Endpoints that answer the same: one model at several regions, accounts or servers.
public struct PoolConfiguration: Hashable, Sendable {
    public var name: String
    public var endpoints: [EndpointConfiguration]
    public var health: HealthConfiguration

    public init(name: String, endpoints: [EndpointConfiguration], health: HealthConfiguration = HealthConfiguration()) {
        self.name = name
        self.endpoints = endpoints
        self.health = health
    }
}

/// One place that a model can be called at.
public struct EndpointConfiguration: Hashable, Sendable {
    /// Unique in the whole configuration: "vertex/us-central1". In reports, metrics and headers.
    public var name: String
    /// A dialect: "openai", "anthropic", "bedrock", "gemini", "vertex", "elevenlabs"; or "local".
    public var provider: String
    /// `nil` for the provider's own address in the region.
    public var base: HTTPAddress?
    public var model: String
    public var region: String?
    public var credential: CredentialSource?
    /// Settings of one provider only, see ``CallTarget/settings``.
    public var settings: [String: String]
    public var limits: EndpointLimits
    public var price: Price?
    /// Relative share of the traffic among equals. More than 0.
    public var weight: Double

    public init(
        name: String, provider: String, base: HTTPAddress? = nil, model: String, region: String? = nil,
        credential: CredentialSource? = nil, settings: [String: String] = [:],
        limits: EndpointLimits = EndpointLimits(), price: Price? = nil, weight: Double = 1
    ) {
        self.name = name
        self.provider = provider
        self.base = base
        self.model = model
        self.region = region
        self.credential = credential
        self.settings = settings
        self.limits = limits
        self.price = price
        self.weight = weight
    }
}

/// Where a secret is found. The secret itself is never part of a configuration.
public enum CredentialSource: Hashable, Sendable {
    /// An environment variable.
    case environment(String)
    /// The contents of a file, without white space around them. Read again when the file changes.
    case file(String)
    /// AWS: the usual AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
    case awsEnvironment
    /// A Google service account: the path of its JSON key file.
    case googleServiceAccount(String)
}

/// What an endpoint allows. `nil`: not known; the gateway learns it from the endpoint's refusals.
public struct EndpointLimits: Hashable, Sendable {
    public var requestsPerMinute: Double?
    public var tokensPerMinute: Double?
    public var concurrency: Int?
    public var minimumSpacing: Duration?

    public init(
        requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil, concurrency: Int? = nil,
        minimumSpacing: Duration? = nil
    ) {
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.concurrency = concurrency
        self.minimumSpacing = minimumSpacing
    }
}

/// US dollars per million tokens; for speech, `input` is per million characters.
public struct Price: Hashable, Sendable {
    public var input: Double
    public var output: Double
    public var cachedInput: Double?

    public init(input: Double, output: Double, cachedInput: Double? = nil) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
    }

    /// In US dollars.
    public func cost(of usage: TokenUsage) -> Double {
        let cached = min(usage.cachedInput, usage.input)
        let fresh = Double(usage.input - cached) * input + Double(cached) * (cachedInput ?? input)
        return (fresh + Double(usage.output) * output) / 1_000_000
    }
}

/// How an endpoint without traffic is watched.
public struct HealthConfiguration: Hashable, Sendable {
    /// Between two cheap calls to an endpoint that nobody used meanwhile; `nil`: traffic only.
    public var interval: Duration?
    public var timeout: Duration

    public init(interval: Duration? = nil, timeout: Duration = .seconds(10)) {
        self.interval = interval
        self.timeout = timeout
    }
}
