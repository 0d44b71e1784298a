/// Pays for the extra calls of everyone who uses an endpoint, retries and hedges alike, so that an outage is not
/// made worse by those who suffer from it.
///
/// Two buckets must both agree to an extra call.
///
/// **Health**, after gRPC's retry throttling (gRPC proposal A6): it holds at most `healthCapacity`; each failure
/// takes 1, each success adds `healthRatio`, and extra calls are made only while it is more than half full. It
/// shuts extra calls off altogether when more than `healthRatio / (1 + healthRatio)` of the calls fail for long:
/// half of them, with the default of 1.
///
/// **Credit**, which bounds the number of extra calls. Each extra call costs 1. Each success earns
/// `successDeposit`, up to `reserve`. So while most calls succeed, retries are plentiful: with a share p failing,
/// a request needs p/(1-p) retries (0.61 for p = 0.378) and its success pays for 2. Each first attempt earns
/// `requestDeposit`. A total outage earns nothing but those, and starts with a credit of at most `reserve`; and
/// that credit is an advance: the first deposits of an outage go to its repayment. So
///
///     extra calls since the last success <= max(reserve, requestDeposit x first attempts since then)
///
/// and with the defaults a total outage of 100 requests or more sees at most 1.1 calls per request, and a shorter
/// one at most 10 calls more than requests. (Without the advance it would be the sum of both terms; a deposit
/// alone, without a reserve, could not retry the first failure after a start.)
///
/// A value without clock or lock.
public struct RetryBudget: Sendable, Hashable {
    public struct Policy: Sendable, Hashable {
        /// What each first attempt earns: the extra calls per request in a total outage.
        public var requestDeposit: Double
        /// What each success earns.
        public var successDeposit: Double
        /// The most credit that can be saved, and the credit at the start.
        public var reserve: Double
        public var healthCapacity: Double
        public var healthRatio: Double

        public init(
            requestDeposit: Double = 0.1, successDeposit: Double = 2, reserve: Double = 10,
            healthCapacity: Double = 40, healthRatio: Double = 1
        ) {
            self.requestDeposit = max(0, requestDeposit)
            self.successDeposit = max(0, successDeposit)
            self.reserve = max(0, reserve)
            self.healthCapacity = max(0, healthCapacity)
            self.healthRatio = max(0, healthRatio)
        }
    }

    public let policy: Policy
    private var health: Double
    private var credit: Double
    /// How much credit, spent or not, was given in advance and is repaid by first attempts. Never less than the
    /// credit just after a success.
    private var advance: Double

    public init(policy: Policy = Policy()) {
        self.policy = policy
        health = policy.healthCapacity
        credit = policy.reserve
        advance = policy.reserve
    }

    /// Whether an extra call would be paid for now.
    public var isWilling: Bool {
        // The tolerance keeps ten deposits of a tenth as good as one.
        health > policy.healthCapacity / 2 && credit >= 1 - 1e-9
    }

    /// Notes that a request begins, with its first attempt.
    public mutating func recordFirstAttempt() {
        let repaid = min(advance, policy.requestDeposit)
        advance -= repaid
        // A budget whose reserve is below one may still save up to one call.
        credit = min(max(policy.reserve, 1), credit + policy.requestDeposit - repaid)
    }

    /// Notes that a call, first or extra, succeeded.
    public mutating func recordSuccess() {
        health = min(policy.healthCapacity, health + policy.healthRatio)
        credit = max(credit, min(policy.reserve, credit + policy.successDeposit))
        advance = max(credit, min(policy.reserve, advance + policy.successDeposit))
    }

    /// Notes that a call, first or extra, failed in a way that might be retried. Cancelled calls and faulty requests
    /// are not failures here.
    public mutating func recordFailure() {
        health = max(0, health - 1)
    }

    /// Pays for an extra call; `false`, and unchanged, when the budget does not allow one.
    public mutating func withdraw() -> Bool {
        guard isWilling else { return false }
        credit = max(0, credit - 1)
        return true
    }

    /// Gives back what an extra call was paid that was not made after all.
    public mutating func refund() {
        credit = min(max(policy.reserve, 1), credit + 1)
        advance = max(advance, credit)
    }
}
