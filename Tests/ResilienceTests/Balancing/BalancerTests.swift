import Resilience
import TestKit
import Testing

@Suite("Balancer")
struct BalancerTests {
    private let balancer = Balancer()

    private func candidate(
        _ id: Int, latency: Double? = 1, outstanding: Int = 0, _ proximity: Proximity = .zone, weight: Double = 1,
        isAvailable: Bool = true
    ) -> CandidateLoad {
        CandidateLoad(
            id: id, load: EndpointLoad(latency: latency ?? 0, isKnown: latency != nil, outstanding: outstanding),
            proximity: proximity, weight: weight, isAvailable: isAvailable)
    }

    /// The share that each id gets of many choices.
    private func shares(
        of candidates: [CandidateLoad], excluding tried: [Int] = [], draws: Int = 20_000
    ) -> [Int: Double] {
        var random = SeededGenerator(seed: 7)
        var counts: [Int: Double] = [:]
        for _ in 0..<draws {
            guard let id = balancer.pick(from: candidates, excluding: tried, using: &random) else { continue }
            counts[id, default: 0] += 1
        }
        return counts.mapValues { $0 / Double(draws) }
    }

    @Test("spreads calls evenly over equals")
    func isEven() {
        for count in 1...6 {
            let shares = shares(of: (0..<count).map { candidate($0) })
            for id in 0..<count {
                #expect(abs((shares[id] ?? 0) - 1 / Double(count)) < 0.02, "\(count) endpoints")
            }
        }
    }

    @Test("never takes the most expensive of three, and the cheapest most often")
    func prefersTheCheaper() {
        let shares = shares(of: [candidate(0), candidate(1, latency: 2), candidate(2, latency: 3)])
        #expect(shares[2] == nil)
        #expect(abs((shares[0] ?? 0) - 2.0 / 3) < 0.02)
        #expect(abs((shares[1] ?? 0) - 1.0 / 3) < 0.02)
    }

    @Test("calls under way count as much as latency")
    func countsOutstanding() {
        let shares = shares(of: [candidate(0, latency: 1, outstanding: 9), candidate(1, latency: 9)])
        #expect(shares == [1: 1])
    }

    @Test("leaves out who is unavailable, has no weight or was tried, and says when nobody is left")
    func leavesOut() {
        let candidates = [
            candidate(0, isAvailable: false), candidate(1, weight: 0), candidate(2), candidate(3, weight: .nan),
        ]
        #expect(shares(of: candidates) == [2: 1])
        #expect(balancer.pick(from: candidates, excluding: [2], drawing: 1) == nil)
        #expect(balancer.pick(from: [], drawing: 1) == nil)
    }

    @Test("a far one is taken only when the near ones are away, tried, or take more than twice as long")
    func prefersTheNear() {
        let far = candidate(9, latency: 1, .remote)
        #expect(shares(of: [candidate(0, latency: 1.9), far]) == [0: 1])
        #expect(shares(of: [candidate(0, latency: 2.1), far]) == [9: 1])
        #expect(shares(of: [candidate(0, isAvailable: false), far]) == [9: 1])
        #expect(shares(of: [candidate(0), far], excluding: [0]) == [9: 1])
        #expect(shares(of: [candidate(0, outstanding: 30), far]) == [0: 1])
        #expect(shares(of: [candidate(0), candidate(1, latency: 0.6, .region), far]) == [0: 1])
        #expect(shares(of: [far, candidate(1, latency: 1.5, .region)]) == [1: 1])
    }

    @Test("a far one of which nothing is known draws no calls from near ones that are well")
    func unknownFar() {
        let far = candidate(9, latency: nil, .remote)
        #expect(shares(of: [candidate(0), candidate(1, outstanding: 1), far])[9] == nil)
        #expect(shares(of: [candidate(0, outstanding: 5), candidate(1, latency: 1.5), far])[9] == nil)
    }

    @Test("a new endpoint is as good as the best known one, and no better")
    func newEndpoint() {
        let shares = shares(of: [candidate(0), candidate(1, latency: nil)])
        #expect(abs((shares[1] ?? 0) - 0.5) < 0.02)
        #expect(self.shares(of: [candidate(0), candidate(1, latency: nil, outstanding: 1)]) == [0: 1])
    }

    @Test("a weight bounds the share, in a pool of two as well", arguments: [0.1, 0.25, 0.5])
    func weights(weight: Double) {
        // The light one is idle and the others are busy, so it is taken whenever it takes part.
        let light = candidate(0, weight: weight)
        let two = shares(of: [light, candidate(1, outstanding: 3)])
        #expect(abs((two[0] ?? 0) - weight) < 0.02)
        let three = shares(of: [light, candidate(1, outstanding: 3), candidate(2, outstanding: 3)])
        #expect((three[0] ?? 0) < weight && (three[0] ?? 0) > weight / 2)
    }

    @Test("equal randomness gives equal choices")
    func isRepeatable() {
        let candidates = (0..<5).map { candidate($0) }
        for bits in [0, 1, 99, UInt64.max] {
            let first = balancer.pick(from: candidates, drawing: bits)
            #expect(first != nil && first == balancer.pick(from: candidates, drawing: bits))
        }
    }

    @Test("sorts round trips by distance")
    func proximity() {
        #expect(Proximity(roundTrip: .milliseconds(1)) == .zone)
        #expect(Proximity(roundTrip: .milliseconds(12)) == .region)
        #expect(Proximity(roundTrip: .milliseconds(140)) == .remote)
        #expect(Proximity.zone < .region && Proximity.region < .remote)
    }
}
