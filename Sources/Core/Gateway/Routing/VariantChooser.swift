import Foundation

/// Chooses which variant of a route answers first: by weight, moved by what was observed where a bandit is on.
///
/// A pure value: randomness comes in, a choice goes out.
public struct VariantChooser: Sendable {
    public private(set) var records: [VariantRecord]
    private let bandit: BanditConfiguration?

    public init(variants: [RouteVariant], bandit: BanditConfiguration? = nil) {
        records = variants.map(VariantRecord.init)
        self.bandit = bandit
    }

    /// The index of the variant to ask; `nil` when every weight is 0.
    public mutating func choose(using generator: inout some RandomNumberGenerator) -> Int? {
        let total = records.reduce(0) { $0 + $1.variant.weight }
        guard total > 0 else { return nil }
        let isSeen = records.allSatisfy { $0.variant.weight <= 0 || $0.reward.count > 0 }
        if let bandit, isSeen, records.count > 1 { return chooseByThompson(bandit, using: &generator) }
        var point = Double.random(in: 0..<total, using: &generator)
        for (index, record) in records.enumerated() where record.variant.weight > 0 {
            point -= record.variant.weight
            if point < 0 { return index }
        }
        return records.lastIndex { $0.variant.weight > 0 }
    }

    /// Takes in how a call of the variant at `index` went. `latency` in seconds, `cost` in US dollars.
    public mutating func record(_ index: Int, succeeded: Bool, latency: Double, cost: Double) {
        guard records.indices.contains(index) else { return }
        records[index].calls += 1
        if !succeeded { records[index].failures += 1 }
        records[index].latency.add(latency)
        records[index].cost.add(cost)
        switch bandit?.goal {
        case .success: records[index].reward.add(succeeded ? 1 : 0)
        case .latency: records[index].reward.add(succeeded ? -latency : -penalty(\.latency, beside: latency))
        case .cost: records[index].reward.add(succeeded ? -cost : -penalty(\.cost, beside: cost))
        // No answer is judged by nobody, and is worth nothing.
        case .score: if !succeeded { records[index].reward.add(0) }
        case nil: break
        }
    }

    /// What a failure counts as: ten times the worst that is usual, or failing quickly would pay.
    private func penalty(_ quantity: KeyPath<VariantRecord, RunningMean>, beside value: Double) -> Double {
        let worst = records.map { $0[keyPath: quantity].mean }.max() ?? 0
        return max(value, worst, 1e-6) * 10
    }

    /// Takes in a caller's judgement of an answer, 0 (useless) to 1 (perfect).
    public mutating func record(_ index: Int, score: Double) {
        guard records.indices.contains(index) else { return }
        records[index].score.add(score)
        if bandit?.goal == .score { records[index].reward.add(score) }
    }

    /// Thompson sampling with normal posteriors (Agrawal and Goyal, "Further Optimal Regret Bounds for Thompson
    /// Sampling", 2013); every variant keeps the floor, so that one that recovers is noticed. Before all have been
    /// judged once, the weights decide.
    private func chooseByThompson(
        _ bandit: BanditConfiguration, using generator: inout some RandomNumberGenerator
    ) -> Int? {
        let open = records.indices.filter { records[$0].variant.weight > 0 }
        let floor = min(bandit.floor, 1 / Double(open.count))
        if Double.random(in: 0..<1, using: &generator) < floor * Double(open.count) {
            return open.randomElement(using: &generator)
        }
        // While little is known, variants may differ by as much as they seem to: nobody is given up after one call.
        let means = open.map { records[$0].reward.mean }
        let spread = max(
            records.map(\.reward.deviation).max() ?? 0, (means.max() ?? 0) - (means.min() ?? 0), 1e-9)
        let drawn = open.map { ($0, sample($0, spread: spread, using: &generator)) }
        return drawn.max { $0.1 < $1.1 }?.0
    }

    private func sample(_ index: Int, spread: Double, using generator: inout some RandomNumberGenerator) -> Double {
        let reward = records[index].reward
        let uniform = max(Double.random(in: 0..<1, using: &generator), 1e-12)
        let angle = Double.random(in: 0..<(2 * .pi), using: &generator)
        let normal = (-2 * log(uniform)).squareRoot() * cos(angle)
        return reward.mean + normal * spread / Double(max(reward.count, 1)).squareRoot()
    }
}

/// What is known of one variant.
public struct VariantRecord: Hashable, Sendable {
    public let variant: RouteVariant
    public internal(set) var calls = 0
    public internal(set) var failures = 0
    /// Seconds.
    public internal(set) var latency = RunningMean()
    /// US dollars.
    public internal(set) var cost = RunningMean()
    /// What callers posted, 0 to 1.
    public internal(set) var score = RunningMean()
    var reward = RunningMean()

    init(variant: RouteVariant) {
        self.variant = variant
    }
}
