/// A caller: the key itself is never kept, only its digest.
public struct KeyConfiguration: Hashable, Sendable {
    /// In reports and metrics.
    public var name: String
    /// SHA-256 of the key, 64 hexadecimal digits.
    public var digest: String
    /// Whose answers it may share: the cache is kept apart by tenant. The key's name where nothing else was said.
    public var tenant: String
    /// Operations it may ask for; `nil`: all.
    public var operations: Set<ModelOperation>?
    /// Routes and models it may name, with "*" at the end for the rest of a name; `nil`: all.
    public var models: [String]?
    public var requestsPerMinute: Double?
    public var tokensPerMinute: Double?
    public var budget: SpendingBudget?
    /// 0 (least) to 9: who is refused first when there is too much to do.
    public var priority: Int
    /// Whether it may read reports and change nothing else.
    public var isOperator: Bool

    public init(
        name: String, digest: String, tenant: String? = nil, operations: Set<ModelOperation>? = nil,
        models: [String]? = nil, requestsPerMinute: Double? = nil, tokensPerMinute: Double? = nil,
        budget: SpendingBudget? = nil, priority: Int = 5, isOperator: Bool = false
    ) {
        self.name = name
        self.digest = digest
        self.tenant = tenant ?? name
        self.operations = operations
        self.models = models
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
        self.budget = budget
        self.priority = priority
        self.isOperator = isOperator
    }
}

/// How much a key may spend in a span of time.
public struct SpendingBudget: Hashable, Sendable {
    public enum Period: String, Hashable, Sendable, CaseIterable { case hour, day, month }

    /// In US dollars.
    public var amount: Double
    public var period: Period

    public init(amount: Double, period: Period) {
        self.amount = amount
        self.period = period
    }
}
