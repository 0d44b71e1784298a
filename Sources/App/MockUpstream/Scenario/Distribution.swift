import Foundation

/// A number that differs from call to call: seconds for a latency, tokens for the size of an answer.
///
/// Written as a number (`200`, "20ms"), `{uniform: [1, 3]}`, `{mean: 8.8, p95: 20}` (lognormal, the usual form of
/// latencies) or `{exponential: 2}` (by its mean).
public enum Distribution: Hashable, Sendable {
    case constant(Double)
    case uniform(Double, Double)
    case lognormal(mean: Double, p95: Double)
    case exponential(mean: Double)

    func draw(using random: inout SeededRandom) -> Double {
        switch self {
        case .constant(let value):
            return value
        case .uniform(let low, let high):
            return low + (high - low) * random.unit()
        case .lognormal(let mean, let p95):
            let spread = Self.spread(mean: mean, p95: p95) ?? 0
            return mean * exp(spread * random.normal() - spread * spread / 2)
        case .exponential(let mean):
            return -mean * log(1 - random.unit())
        }
    }

    /// The standard deviation of the logarithm, from `ln p95 = m + 1.645 s` and `ln mean = m + s² / 2`. `nil` where no
    /// lognormal distribution has such a pair: the 95th percentile is at most 3.87 times the mean.
    static func spread(mean: Double, p95: Double) -> Double? {
        guard mean > 0, p95 >= mean, mean.isFinite, p95.isFinite else { return nil }
        let quantile = 1.6448536269514722
        let rest = quantile * quantile - 2 * log(p95 / mean)
        return rest < 0 ? nil : quantile - rest.squareRoot()
    }
}

extension Distribution: Codable {
    private enum Name: String, CodingKey, CaseIterable {
        case constant, uniform, mean, p95, exponential
    }

    public init(from decoder: any Decoder) throws {
        if let value = try? Seconds(from: decoder) {
            self = .constant(value.value)
            return
        }
        if let container = try? decoder.singleValueContainer(), (try? container.decode(String.self)) != nil {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.forms)
        }
        let members = try ScenarioMembers<Name>(decoder)
        if let value: Seconds = try members[.constant] {
            self = .constant(value.value)
        } else if let range: [Seconds] = try members[.uniform], range.count == 2, range[0].value <= range[1].value {
            self = .uniform(range[0].value, range[1].value)
        } else if let mean: Seconds = try members[.exponential] {
            self = .exponential(mean: mean.value)
        } else if let mean: Seconds = try members[.mean], let p95: Seconds = try members[.p95] {
            guard Self.spread(mean: mean.value, p95: p95.value) != nil else {
                throw members.problem("p95 must be between the mean and 3.87 times the mean")
            }
            self = .lognormal(mean: mean.value, p95: p95.value)
        } else {
            throw members.problem(Self.forms)
        }
    }

    private static var forms: String {
        "a distribution is a number, {uniform: [low, high]}, {mean: m, p95: q} or {exponential: mean}"
    }

    public func encode(to encoder: any Encoder) throws {
        if case .constant(let value) = self { return try value.encode(to: encoder) }
        var container = encoder.container(keyedBy: Name.self)
        switch self {
        case .constant: break
        case .uniform(let low, let high): try container.encode([low, high], forKey: .uniform)
        case .lognormal(let mean, let p95):
            try container.encode(mean, forKey: .mean)
            try container.encode(p95, forKey: .p95)
        case .exponential(let mean): try container.encode(mean, forKey: .exponential)
        }
    }
}
