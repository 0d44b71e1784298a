import Essentials
import Foundation
import Gateway
import HTTPMessages
import Resilience

/// Knows the keys: who holds them, what they open, how often, and for how much money. A value without a clock.
struct Doorkeeper: Sendable {
    private var keys: [ContentDigest: KeyConfiguration] = [:]
    var accounts: [String: Account] = [:]

    /// What is counted for one key.
    struct Account: Sendable {
        fileprivate var requests: GCRA?
        fileprivate var tokens: GCRA?
        fileprivate var limits: Limits
        /// US dollars in the present period.
        var spent = 0.0
        /// `nil` before the first request with a budget.
        var periodEnd: ContinuousClock.Instant?
    }

    fileprivate struct Limits: Equatable, Sendable {
        var requests: Double?
        var tokens: Double?
    }

    init(keys: [KeyConfiguration]) {
        change(keys: keys)
    }

    /// Takes other keys into use; keys that stay keep what was counted for them.
    mutating func change(keys: [KeyConfiguration]) {
        self.keys = [:]
        for key in keys {
            if let digest = ContentDigest(hex: key.digest.lowercased()) { self.keys[digest] = key }
            let limits = Limits(requests: key.requestsPerMinute, tokens: key.tokensPerMinute)
            guard accounts[key.name]?.limits != limits else { continue }
            var account = accounts[key.name] ?? Account(limits: limits)
            account.limits = limits
            account.requests = limits.requests.map { GCRA(rate: $0, per: .seconds(60)) }
            account.tokens = limits.tokens.map { GCRA(rate: $0, per: .seconds(60)) }
            accounts[key.name] = account
        }
    }

    /// Whose key the request shows; `nil` where there are no keys at all.
    func key(of request: ReceivedRequest) throws(HTTPProblem) -> KeyConfiguration? {
        guard !keys.isEmpty else { return nil }
        guard let text = Self.key(in: request.headers) else {
            throw HTTPProblem(
                status: 401, code: "key.missing", message: "A key is needed: send 'Authorization: Bearer KEY'.")
        }
        // Only digests are compared, so the time that it takes tells nothing about the keys.
        guard let key = keys[ContentDigest(of: text)] else {
            throw HTTPProblem(status: 401, code: "key.unknown", message: "This key is not known here.")
        }
        return key
    }

    private static func key(in headers: HeaderFields) -> String? {
        if let field = headers["authorization"], field.lowercased().hasPrefix("bearer ") {
            let key = field.dropFirst(7).trimmingCharacters(in: .whitespaces)
            if !key.isEmpty { return key }
        }
        return [headers["api-key"], headers["x-api-key"]].compactMap { $0 }.first { !$0.isEmpty }
    }

    /// Whether the key opens this, now; counted if so.
    ///
    /// - Returns: the tokens that were counted before anybody knows how many it will be.
    mutating func charge(
        _ key: KeyConfiguration, for request: ModelRequest, at now: ContinuousClock.Instant
    ) throws(HTTPProblem) -> Double {
        if let operations = key.operations, !operations.contains(request.operation) {
            throw HTTPProblem(
                status: 403, code: "key.operation",
                message: "The key '\(key.name)' may not ask for '\(request.operation.rawValue)'.")
        }
        let model = request.model ?? ""
        guard key.opens(model: model) else {
            throw HTTPProblem(
                status: 403, code: "key.model", message: "The key '\(key.name)' may not ask '\(model.prefix(100))'.",
                field: "model")
        }
        let tokens = Double(max(1, request.estimatedTokens))
        guard var account = accounts[key.name] else { return tokens }
        defer { accounts[key.name] = account }
        try Self.checkBudget(&account, of: key, at: now)
        try Self.checkRates(&account, of: key, tokens: tokens, at: now)
        return tokens
    }

    /// Takes in what a call really used.
    ///
    /// - Parameter estimated: what was counted for it before.
    mutating func settle(
        _ key: String, estimated: Double, used: Double?, dollars: Double, at now: ContinuousClock.Instant
    ) {
        guard var account = accounts[key] else { return }
        if let used { account.tokens?.correct(estimated: estimated, actual: used, at: now) }
        account.spent += max(0, dollars)
        accounts[key] = account
    }

    private static func checkBudget(
        _ account: inout Account, of key: KeyConfiguration, at now: ContinuousClock.Instant
    ) throws(HTTPProblem) {
        guard let budget = key.budget else { return }
        let latestEnd = now + budget.period.length
        if account.periodEnd.map({ $0 <= now }) ?? true {
            account.spent = 0
            account.periodEnd = latestEnd
        }
        // The configuration may have changed to a shorter period.
        let end = min(account.periodEnd ?? latestEnd, latestEnd)
        account.periodEnd = end
        guard account.spent < budget.amount else {
            var problem = HTTPProblem(
                status: 429, code: "budget.spent",
                message: "The key '\(key.name)' has spent its budget of \(budget.amount) dollars a "
                    + "\(budget.period.rawValue).")
            problem.retryAfter = now.duration(to: end)
            throw problem
        }
    }

    private static func checkRates(
        _ account: inout Account, of key: KeyConfiguration, tokens: Double, at now: ContinuousClock.Instant
    ) throws(HTTPProblem) {
        let limits: [(WritableKeyPath<Account, GCRA?>, Double, String)] = [
            (\.requests, 1, "requests"), (\.tokens, tokens, "tokens"),
        ]
        var changed = account
        for (limit, cost, name) in limits {
            guard case .wait(let until)? = changed[keyPath: limit]?.decide(cost: cost, at: now) else { continue }
            var problem = HTTPProblem(
                status: 429, code: "key.rate", message: "The key '\(key.name)' has used its \(name) of this minute.")
            problem.retryAfter = now.duration(to: until)
            problem.mayRetry = true
            throw problem
        }
        account = changed
    }
}

extension KeyConfiguration {
    /// Whether the key may name this route or model. "slides.*" stands for every name that begins with "slides.".
    func opens(model: String) -> Bool {
        models?.contains { pattern in
            pattern.hasSuffix("*") ? model.hasPrefix(pattern.dropLast()) : model == pattern
        } ?? true
    }
}

extension SpendingBudget.Period {
    /// A month counts as 30 days.
    var length: Duration {
        switch self {
        case .hour: .seconds(3600)
        case .day: .seconds(86_400)
        case .month: .seconds(30 * 86_400)
        }
    }
}
