import Resilience

/// What a call needs to know of the request it belongs to.
struct CallOrder: Sendable {
    var request: ModelRequest
    var cost: CallCost
    var priority: Int
    var deadline: ContinuousClock.Instant
    /// When an answer must have begun: sooner than the deadline where somebody else is to have time after that.
    var patience: ContinuousClock.Instant
    var hedges: Bool
    /// Whether an endpoint that rests may be tried before its time, since there is no other pool to go to.
    var mayProbeEarly = false

    init(_ request: ModelRequest, priority: Int, deadline: ContinuousClock.Instant, hedges: Bool) {
        self.request = request
        cost = CallCost(tokens: Double(TokenEstimate.tokens(of: request)))
        self.priority = priority
        self.deadline = deadline
        patience = deadline
        self.hedges = hedges
    }
}
