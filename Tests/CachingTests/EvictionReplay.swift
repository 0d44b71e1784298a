import Caching
import TestKit

/// The share of requests that hit when every missed key is put in with weight 1.
func hitRatio(_ requests: [Int], policy: EvictionPolicyKind, capacity: Int) -> Double {
    var eviction = KeyedEviction<Int>(policy: policy.makePolicy(capacity: capacity))
    var hits = 0
    for key in requests {
        if eviction.recordHit(key) != nil { hits += 1 } else { eviction.recordInsertion(key, weight: 1) }
    }
    return Double(hits) / Double(max(1, requests.count))
}

/// Request sequences whose character is known.
enum GeneratedTrace: String, CaseIterable, CustomStringConvertible {
    /// A few keys are asked for most of the time.
    case skewed
    /// The same keys in the same order, over and over, a few more than fit.
    case loop
    /// Skewed, with long runs of keys that never return.
    case scans
    /// Skewed, and which keys are popular changes all the time: what LRU is best at.
    case shifting
    /// A stack of keys near the last ones: LRU again.
    case recent
    /// Loop, then shifting, then loop.
    case changing

    var description: String { rawValue }

    func requests(_ count: Int, capacity: Int, seed: UInt64) -> [Int] {
        var random = SeededGenerator(seed: seed)
        switch self {
        case .skewed:
            return (0..<count).map { _ in Self.skewedRank(&random, among: capacity * 10) }
        case .loop:
            return (0..<count).map { $0 % (capacity + capacity / 4 + 1) }
        case .scans:
            return (0..<count).map { index in
                index % (capacity * 6) < capacity * 2
                    ? 1_000_000 + index : Self.skewedRank(&random, among: capacity * 4)
            }
        case .shifting:
            return (0..<count).map { index in index / 20 + Self.skewedRank(&random, among: capacity * 4) }
        case .recent:
            return (0..<count).map { index in max(0, index / 4 - Self.skewedRank(&random, among: capacity * 2)) }
        case .changing:
            let part = count / 3
            return GeneratedTrace.loop.requests(part, capacity: capacity, seed: seed)
                + GeneratedTrace.shifting.requests(part, capacity: capacity, seed: seed)
                + GeneratedTrace.loop.requests(part, capacity: capacity, seed: seed)
        }
    }

    /// A rank below `limit`, each about in inverse proportion to itself (Zipf with exponent 1, by inversion).
    private static func skewedRank(_ random: inout SeededGenerator, among limit: Int) -> Int {
        var power = 1.0
        let exponent = Double.random(in: 0..<1, using: &random)
        // limit^exponent by repeated square roots, without a mathematics library.
        var base = Double(limit)
        var rest = exponent
        for _ in 0..<30 {
            base = base.squareRoot()
            rest *= 2
            if rest >= 1 {
                power *= base
                rest -= 1
            }
        }
        return min(limit - 1, Int(power) - 1)
    }
}
