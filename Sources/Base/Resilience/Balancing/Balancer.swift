/// Chooses the endpoint for a call: the cheaper of two drawn at random, near ones first.
///
/// Two random choices spread load almost as evenly as asking all, without everybody running to the same best endpoint
/// at once (Mitzenmacher, "The power of two choices in randomized load balancing", 2001). The two are always
/// different, so that in a pool of three the most expensive is chosen only when its cost is that of another.
///
/// A farther endpoint is taken only when no nearer one may be called, or when the nearer one's latency is more than
/// ``reluctance`` times as long. (Latency and not cost: one that is near and well has calls under way, and one that
/// is far and unused has none.)
///
/// A pure value: the candidates and the randomness come in, the choice goes out.
///
///     let id = balancer.pick(from: candidates, excluding: tried, using: &generator)   // nil: nobody is left
public struct Balancer: Sendable, Equatable {
    /// How many times quicker a farther endpoint must be.
    public var reluctance: Double

    public init(reluctance: Double = 2) {
        self.reluctance = max(reluctance, 1)
    }

    /// - Parameters:
    ///   - tried: endpoints that were called already for this request.
    ///   - generator: one number is drawn from it.
    /// - Returns: the `id` of the chosen one; `nil` when none may be called.
    @inlinable
    public func pick(
        from candidates: [CandidateLoad], excluding tried: [Int] = [],
        using generator: inout some RandomNumberGenerator
    ) -> Int? {
        pick(from: candidates, excluding: tried, drawing: generator.next())
    }

    /// The same with 64 random bits from the caller.
    public func pick(
        from candidates: [CandidateLoad], excluding tried: [Int] = [], drawing randomBits: UInt64
    ) -> Int? {
        let guess = Self.bestLatency(of: candidates)
        var draws = Draws(seed: randomBits)
        var chosen: (index: Int, latency: Double)?
        for proximity in Proximity.allCases {
            let pair = Self.drawTwo(from: candidates, at: proximity, excluding: tried, &draws)
            guard let index = Self.cheaper(of: pair, in: candidates, guess: guess, &draws) else { continue }
            let latency = candidates[index].load.latency(guess: guess)
            if let nearer = chosen, !(nearer.latency > reluctance * latency) { continue }
            chosen = (index, latency)
        }
        return chosen.map { candidates[$0.index].id }
    }

    /// The lowest latency that is known in the whole list: what an endpoint without a past is assumed to do.
    private static func bestLatency(of candidates: [CandidateLoad]) -> Double {
        var best = Double.infinity
        for candidate in candidates where candidate.isAvailable && candidate.load.isKnown {
            best = min(best, candidate.load.latency)
        }
        return best.isFinite ? best : 1
    }

    /// Two different candidates, each pair as likely as any other (reservoir sampling).
    ///
    /// One of less than the greatest weight takes part in that fraction of the draws only; it competes like any other
    /// when it does. So its share of the calls is bounded by its weight even in a pool of two, where both would
    /// always be drawn.
    private static func drawTwo(
        from candidates: [CandidateLoad], at proximity: Proximity, excluding tried: [Int], _ draws: inout Draws
    ) -> (first: Int?, second: Int?) {
        func isEligible(_ candidate: CandidateLoad) -> Bool {
            candidate.proximity == proximity && candidate.isAvailable && candidate.weight > 0
                && !tried.contains(candidate.id)
        }
        var greatest = 0.0
        for candidate in candidates where isEligible(candidate) { greatest = max(greatest, candidate.weight) }

        var pair: (first: Int?, second: Int?) = (nil, nil)
        var seen = 0
        for (index, candidate) in candidates.enumerated() where isEligible(candidate) {
            if candidate.weight < greatest, draws.fraction() * greatest >= candidate.weight { continue }
            seen += 1
            switch seen {
            case 1: pair.first = index
            case 2: pair.second = index
            default:
                switch draws.index(below: seen) {
                case 0: pair.first = index
                case 1: pair.second = index
                default: break
                }
            }
        }
        return pair
    }

    private static func cheaper(
        of pair: (first: Int?, second: Int?), in candidates: [CandidateLoad], guess: Double, _ draws: inout Draws
    ) -> Int? {
        guard let first = pair.first, let second = pair.second else { return pair.first }
        let (one, other) = (candidates[first].load.cost(guess: guess), candidates[second].load.cost(guess: guess))
        if one == other { return draws.index(below: 2) == 0 ? first : second }
        return one < other ? first : second
    }
}

/// The few random numbers of one choice, all made of one seed (SplitMix64, Steele, Lea and Flood 2014): a draw from the
/// system's generator costs more than the rest of the choice.
private struct Draws {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func index(below bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
