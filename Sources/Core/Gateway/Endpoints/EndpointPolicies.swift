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

    /// An answer that an endpoint has too much to do comes at once when it comes within this, or sooner than its answers.
    static let promptly = Duration.seconds(1)

    /// How long an endpoint rests that has turned calls away so often in a row: at first about as long as it takes until
    /// one of the calls under way is done, then twice as long each time.
    ///
    /// - Parameters:
    ///   - places: how many calls may be under way at once.
    ///   - latency: how long answers take; zero when that is not known.
    static func overloadRest(after refusals: Int, places: Int, latency: Duration) -> Duration? {
        // The first is a matter of a place too few, which the limit learns.
        guard refusals > 1 else { return nil }
        let known = min(max(latency / max(places, 1), .milliseconds(10)), .milliseconds(250))
        let first = latency > .zero ? known : .milliseconds(50)
        return min(first * (1 << min(refusals - 2, 10)), .seconds(1))
    }

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
    /// Whether the endpoint turned the call away at once, since it has too much to do: that tells of its load, and not
    /// that it is ill.
    ///
    /// - Parameters:
    ///   - latency: how long it took to say so.
    ///   - usual: how long its answers take.
    func isRefusal(after latency: Duration, usual: Duration) -> Bool {
        failureClass == .overloaded && !isOwn && latency < max(usual, EndpointPolicies.promptly)
    }

    /// What it means for the limits of the endpoint.
    func gateOutcome(isRefusal: Bool) -> Grant.Outcome {
        switch failureClass {
        case .throttled: .throttled
        case .overloaded where isRefusal: .refused
        case .overloaded where isOwn: .failed
        case .overloaded, .timeout: .overloaded
        case .cancelled: .cancelled
        case .network, .server, .malformed, .refused: .failed
        }
    }
}
