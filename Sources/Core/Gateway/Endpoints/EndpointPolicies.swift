import Resilience

/// How an endpoint is treated, the same for all of a gateway.
struct EndpointPolicies: Sendable {
    var breaker = BreakerPolicy()
    var hedging = HedgePolicy(minimumDelay: Self.leastHedgeDelay)
    var slowStart = SlowStart()

    /// Where calls are answered sooner than this, a race of two costs more than it saves.
    static let leastHedgeDelay = Duration.milliseconds(20)

    /// How long an endpoint is left alone that does not accept its key.
    static let credentialRest = Duration.seconds(60)

    /// However long an endpoint asks to be left alone, it is asked again after this.
    static let longestRest = Duration.seconds(3600)

    /// The gate of an endpoint: what is configured holds, and what is not is learned.
    func gate(for limits: EndpointLimits, time: TimeSource) -> AdmissionGate {
        let minute = Duration.seconds(60)
        let rate = RateLimit(
            requests: limits.requestsPerMinute.map { [GCRA(rate: $0, per: minute)] } ?? [],
            tokens: limits.tokensPerMinute.map { [GCRA(rate: $0, per: minute)] } ?? [],
            spacing: limits.minimumSpacing.map { MinimumSpacing($0) },
            learned: limits.requestsPerMinute == nil ? LearnedRate() : nil)
        let concurrency =
            limits.concurrency.map { AdaptiveLimit(policy: .fixed($0)) }
            ?? AdaptiveLimit(policy: .init(initial: 64, most: 2000))
        return AdmissionGate(concurrency: concurrency, rate: rate, time: time)
    }
}

extension UpstreamFailure {
    /// What it means for the limits of the endpoint.
    var gateOutcome: Grant.Outcome {
        switch failureClass {
        case .throttled: .throttled
        case .overloaded, .timeout: .overloaded
        case .cancelled: .cancelled
        case .network, .server, .malformed, .refused: .failed
        }
    }
}
