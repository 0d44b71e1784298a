public import Resilience

/// Takes in what happens in a gateway: metrics and reports are made of it. Called on the data path, so it is quick.
public protocol GatewayObserver: Sendable {
    func attemptEnded(_ attempt: AttemptRecord)
    func requestEnded(_ request: RequestRecord)
}

/// One call to one endpoint.
public struct AttemptRecord: Sendable, Hashable {
    public var pool: String
    public var endpoint: String
    public var model: String
    /// `nil`: it succeeded.
    public var failure: FailureClass?
    /// An extra call, made since the first one was slow.
    public var isHedge: Bool
    /// Until the whole answer was there.
    public var latency: Duration
    /// Until the first content of a stream.
    public var firstToken: Duration?
    public var usage: TokenUsage?
    /// In US dollars.
    public var cost: Double?

    public init(
        pool: String, endpoint: String, model: String, failure: FailureClass? = nil, isHedge: Bool = false,
        latency: Duration, firstToken: Duration? = nil, usage: TokenUsage? = nil, cost: Double? = nil
    ) {
        self.pool = pool
        self.endpoint = endpoint
        self.model = model
        self.failure = failure
        self.isHedge = isHedge
        self.latency = latency
        self.firstToken = firstToken
        self.usage = usage
        self.cost = cost
    }
}

/// One request of a caller.
public struct RequestRecord: Sendable, Hashable {
    public var route: String
    public var variant: String?
    public var tenant: String
    public var operation: ModelOperation
    public var source: CallReport.Source?
    /// The code of the error that the caller got; `nil`: an answer.
    public var errorCode: String?
    public var latency: Duration
    public var attempts: Int
    public var isFallback: Bool
    public var usage: TokenUsage?
    public var cost: Double?
    /// What an answer from a cache spared, in seconds and US dollars.
    public var savedSeconds: Double
    public var savedCost: Double
}

/// Tells several.
public struct GatewayObservers: GatewayObserver {
    private let observers: [any GatewayObserver]

    public init(_ observers: [any GatewayObserver]) {
        self.observers = observers
    }

    public func attemptEnded(_ attempt: AttemptRecord) {
        for observer in observers { observer.attemptEnded(attempt) }
    }

    public func requestEnded(_ request: RequestRecord) {
        for observer in observers { observer.requestEnded(request) }
    }
}
