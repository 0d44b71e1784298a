/// What is known of a call when its fate is decided.
struct Arrival: Sendable {
    var path: String
    var model: String
    var key: String?
    var isStreaming: Bool
    /// Of the question and the answer together.
    var tokens: Int
}

/// What happens to one call.
struct Fate: Sendable {
    /// Counts the calls of the scenario from 1.
    var number: Int
    var fault: Fault?
    /// The name of the rule that decided, or "throttle".
    var cause: String?
    var latency: LatencySettings
    /// How much longer than usual everything takes, the scale of the scenario's time included.
    var factor: Double
    /// For what is still drawn while the answer goes out.
    var random: SeededRandom

    /// What the log says.
    var word: String {
        if cause == FateMachine.throttled { return "throttled" }
        return fault?.word ?? "none"
    }
}

/// Decides the fate of calls in the order in which they come. The same seed and the same order give the same fates.
///
/// Each call has a random sequence of its own, and draws from it in the same order whatever is true of it: so a fate
/// depends on the call's number, not on what other calls needed.
struct FateMachine: Sendable {
    static let throttled = "throttle"

    let scenario: Scenario
    let start: ContinuousClock.Instant
    private let seed: UInt64
    private var number = 0
    /// For each rule, the calls that met its conditions.
    private var matches: [Int]
    private var requests: TokenBucket?
    private var tokens: TokenBucket?

    init(_ scenario: Scenario, seed: UInt64, start: ContinuousClock.Instant) {
        self.scenario = scenario
        self.seed = seed
        self.start = start
        matches = [Int](repeating: 0, count: scenario.rules.count)
        let perMinute = scenario.timeScale * 60
        requests = scenario.throttle.requestsPerMinute.map { rate in
            TokenBucket(perSecond: rate / perMinute, capacity: scenario.throttle.burst ?? rate / 60, now: start)
        }
        tokens = scenario.throttle.tokensPerMinute.map { rate in
            TokenBucket(perSecond: rate / perMinute, capacity: rate, now: start)
        }
    }

    mutating func decide(_ arrival: Arrival, at now: ContinuousClock.Instant) -> Fate {
        number += 1
        var random = SeededRandom(seed: seed, stream: UInt64(number))
        let isUnlucky = random.unit() < scenario.throttle.share
        var fate = Fate(
            number: number, latency: scenario.latency, factor: scenario.timeScale, random: random)
        let straggling = random.unit()
        apply(rules: arrival, at: now, to: &fate, drawing: &random)
        if let stragglers = fate.latency.stragglers, straggling < stragglers.share { fate.factor *= stragglers.factor }
        if fate.fault == nil, let refusal = throttle(arrival, isUnlucky: isUnlucky, at: now) {
            fate.fault = refusal
            fate.cause = Self.throttled
        }
        fate.random = random
        return fate
    }

    private mutating func apply(
        rules arrival: Arrival, at now: ContinuousClock.Instant, to fate: inout Fate,
        drawing random: inout SeededRandom
    ) {
        var hasLatency = false
        for (place, rule) in scenario.rules.enumerated() {
            let (lot, choice) = (random.unit(), random.next())
            guard rule.concerns(arrival) else { continue }
            matches[place] += 1
            guard rule.calls?.contains(matches[place]) ?? true, isTime(of: rule, at: now), lot < rule.share else {
                continue
            }
            if let latency = rule.latency, !hasLatency {
                fate.latency = latency
                hasLatency = true
            }
            if fate.fault == nil, !rule.faults.isEmpty {
                fate.fault = rule.faults[Int(choice % UInt64(rule.faults.count))]
                fate.cause = rule.name ?? "rule \(place + 1)"
            }
        }
    }

    private func isTime(of rule: Rule, at now: ContinuousClock.Instant) -> Bool {
        let elapsed = (now - start) / .seconds(1)
        if let from = rule.from, elapsed < from.value * scenario.timeScale { return false }
        if let to = rule.to, elapsed >= to.value * scenario.timeScale { return false }
        return true
    }

    /// The refusal that a bucket or chance gives. Only a call that passes takes anything out of the buckets.
    private mutating func throttle(
        _ arrival: Arrival, isUnlucky: Bool, at now: ContinuousClock.Instant
    ) -> Fault? {
        let settings = scenario.throttle
        let cost = Double(arrival.tokens)
        let wait = max(requests?.wait(for: 1, at: now) ?? 0, tokens?.wait(for: cost, at: now) ?? 0)
        if wait > 0 || isUnlucky {
            // Told times are multiplied by the scale when they are told; a bucket's are real already.
            let told = wait > 0 ? min(wait, 86_400) / scenario.timeScale : settings.wait.value
            return .status(429, retryAfter: settings.retryAfter, wait: Seconds(told))
        }
        requests?.take(1, at: now)
        tokens?.take(cost, at: now)
        return nil
    }

    /// Whether the port is closed by the scenario at an instant, and when that changes next.
    func door(at now: ContinuousClock.Instant) -> (isClosed: Bool, until: ContinuousClock.Instant?) {
        var isClosed = false
        var next: ContinuousClock.Instant?
        for rule in scenario.rules where rule.closesDoor {
            if isTime(of: rule, at: now) { isClosed = true }
            for edge in [rule.from, rule.to] {
                guard let edge else { continue }
                let instant = start + Seconds.duration(edge.value * scenario.timeScale)
                if instant > now { next = min(next ?? instant, instant) }
            }
        }
        return (isClosed, next)
    }
}

extension Rule {
    /// Whether a call meets the conditions that do not depend on time, order or chance.
    func concerns(_ arrival: Arrival) -> Bool {
        if let model, !ModelPattern(model).matches(arrival.model) { return false }
        if let key, key != arrival.key { return false }
        if let path, !arrival.path.hasSuffix(path) { return false }
        if let isStreaming, isStreaming != arrival.isStreaming { return false }
        return true
    }
}
