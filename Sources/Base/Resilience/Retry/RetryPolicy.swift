/// How often, and after which pauses, a failed call is tried again.
///
/// The pause before retry number n of a class is `base * 2^(n-1)`, at most ``longestPause``, and drawn evenly from
/// ±``jitter`` around that, so that callers who failed together do not come back together.
public struct RetryPolicy: Sendable, Hashable {
    /// What holds for one class of failures.
    public struct Rule: Sendable, Hashable {
        /// The call is given up when so many of its attempts failed in this way.
        public var attempts: Int
        /// The pause before the first retry.
        public var base: Duration

        public init(attempts: Int, base: Duration = .seconds(1)) {
            self.attempts = max(1, attempts)
            self.base = max(.zero, base)
        }
    }

    /// A class without a rule is not retried; ``FailureClass/refused`` and ``FailureClass/cancelled`` never are.
    public var rules: [FailureClass: Rule]
    /// The most attempts of one call, of whatever class.
    public var attempts: Int
    public var longestPause: Duration
    /// The share by which a pause may be shorter or longer than its nominal length.
    public var jitter: Double
    /// How long, over the whole call, a retry may wait for an empty ``RetryBudget`` to fill again before the call is
    /// given up.
    public var budgetPatience: Duration

    public init(
        rules: [FailureClass: Rule] = RetryPolicy.usualRules,
        attempts: Int = 10,
        longestPause: Duration = .seconds(30),
        jitter: Double = 0.25,
        budgetPatience: Duration = .seconds(30)
    ) {
        self.rules = rules
        self.attempts = max(1, attempts)
        self.longestPause = max(.zero, longestPause)
        self.jitter = jitter.isFinite ? min(max(jitter, 0), 1) : 0
        self.budgetPatience = max(.zero, budgetPatience)
    }

    /// Patient with an endpoint that is merely busy; less so with one that is broken.
    public static let usualRules: [FailureClass: Rule] = [
        .throttled: Rule(attempts: 8),
        .overloaded: Rule(attempts: 8),
        .timeout: Rule(attempts: 4),
        .network: Rule(attempts: 5),
        .server: Rule(attempts: 5),
        .malformed: Rule(attempts: 4),
    ]

    /// One attempt only.
    public static let never = RetryPolicy(rules: [:], attempts: 1)

    /// The pause before retry number `retry` (from 1) of a class.
    public func pause(
        beforeRetry retry: Int, after failure: FailureClass, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        var nominal = (rules[failure] ?? Rule(attempts: 1)).base.inSeconds
        for _ in 0..<min(max(retry - 1, 0), 64) { nominal *= 2 }
        let longest = longestPause.inSeconds
        nominal = min(nominal, longest)
        // The upper end is cut at the longest pause before drawing, so that no crowd gathers exactly there.
        let range = nominal * (1 - jitter)...max(nominal * (1 - jitter), min(nominal * (1 + jitter), longest))
        return .saturating(seconds: Double.random(in: range, using: &generator))
    }
}
