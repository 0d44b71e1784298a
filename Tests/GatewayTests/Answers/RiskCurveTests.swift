import Foundation
import TestKit
import Testing

@testable import Gateway

@Suite("The risk of a near match")
struct RiskCurveTests {
    private typealias Evidence = ErrorLedger.Evidence

    /// Right with the chance that a logistic curve with this intercept and slope gives.
    private func isRight(
        _ similarity: Double, intercept: Double, slope: Double, using random: inout SeededGenerator
    ) -> Bool {
        let height = intercept - slope * log(1.03 - similarity)
        return Double.random(in: 0..<1, using: &random) < 1 / (1 + exp(-height))
    }

    private func observations(_ count: Int, intercept: Double, slope: Double, seed: UInt64) -> [(Double, Bool)] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let similarity = Double.random(in: 0.4...1, using: &random)
            return (similarity, isRight(similarity, intercept: intercept, slope: slope, using: &random))
        }
    }

    private func learn(_ seen: [(Double, Bool)], from start: RiskCurve) -> RiskCurve {
        var curve = start
        for (similarity, isRight) in seen {
            var evidence = Evidence()
            curve.observe(similarity, isRight: isRight, for: &evidence)
        }
        return curve
    }

    @Test("finds the curve that right and wrong matches came from, wherever it began", arguments: [0, 1, 2, 3])
    func recovery(seed: Int) {
        let seen = observations(2_000, intercept: -5, slope: 4, seed: UInt64(seed))
        let start = RiskCurve(intercept: 1, slope: 1, precision: SIMD2(0.1, 0.1), margin: 0.03, width: 0)
        let curve = learn(seen, from: start)
        for similarity in [0.5, 0.6, 0.7, 0.8, 0.9] {
            let truth = 1 / (1 + exp(-5 - 4 * log(1.03 - similarity)))
            #expect(abs(curve.risk(similarity, Evidence()) - truth) < 0.06, "at \(similarity)")
        }
    }

    @Test("comes down to the truth from above: the band shrinks as more is seen")
    func band() {
        let similarity = 0.85
        func height(_ curve: RiskCurve) -> Double { -log(1 / curve.risk(similarity, Evidence()) - 1) }
        var before = Double.infinity
        for count in [0, 50, 400, 2_000] {
            let seen = observations(count, intercept: -7, slope: 4.5, seed: 3)
            func start(width: Double) -> RiskCurve {
                RiskCurve(intercept: -7, slope: 4.5, precision: SIMD2(0.5, 10), margin: 0.03, width: width)
            }
            // What the band adds to the estimate, in the logarithm of the odds.
            let band = height(learn(seen, from: start(width: 2))) - height(learn(seen, from: start(width: 0)))
            #expect(band > 0 && band < before / 1.5, "\(band) after \(count)")
            before = band
        }
    }

    @Test("trusts only what is nearly certain before anything was seen")
    func unlearned() {
        for similarity in stride(from: -1.0, through: 0.98, by: 0.01) {
            #expect(RiskCurve.similarity.risk(similarity, Evidence()) > 0.01)
        }
        for similarity in stride(from: 0.0, through: 0.95, by: 0.01) {
            #expect(RiskCurve.overlap.risk(similarity, Evidence()) > 0.01)
        }
        #expect(RiskCurve.similarity.risk(1, Evidence()) < 0.01)
    }

    @Test("learns the same from the same matches in any order")
    func order() {
        let seen = observations(30, intercept: -6, slope: 4, seed: 8)
        let expected = learn(seen, from: .similarity)
        var random = SeededGenerator(seed: 2)
        for _ in 0..<20 {
            let curve = learn(seen.shuffled(using: &random), from: .similarity)
            for similarity in [0.5, 0.8, 0.95, 1] {
                let difference = curve.risk(similarity, Evidence()) - expected.risk(similarity, Evidence())
                #expect(abs(difference) < 1e-6)
            }
        }
    }

    /// The cosines of another model of embeddings: the same curve, pressed into the upper end.
    @Test("keeps the bound where all texts look alike", arguments: [0.01, 0.02, 0.05])
    func pressed(bound: Double) {
        var (hits, wrong) = (0, 0)
        for seed in 0..<10 {
            var random = SeededGenerator(seed: UInt64(seed))
            let result = stream(5_000, bound: bound, using: &random) { _, random in
                let plain = Double.random(in: 0.3...1, using: &random)
                return (
                    0.85 + 0.15 * plain, isRight(plain, intercept: -6, slope: 4, using: &random)
                )
            }
            hits += result.hits
            wrong += result.wrong
        }
        #expect(Double(wrong) <= bound * Double(hits), "\(wrong) of \(hits)")
    }

    /// What was right above 0.75 becomes right above 0.9 only.
    @Test("notices by the checks that matches have become worse, and gives out less")
    func drift() {
        var random = SeededGenerator(seed: 5)
        let bound = 0.05
        let count = 40_000
        var late = (hits: 0, wrong: 0)
        let all = stream(count, bound: bound, using: &random) { place, random in
            let similarity = Double.random(in: 0.5...1, using: &random)
            return (similarity, similarity > (place < 4_000 ? 0.75 : 0.9))
        } onHit: { place, isRight in
            guard place >= count / 2 else { return }
            late.hits += 1
            late.wrong += isRight ? 0 : 1
        }
        #expect(all.hits > 2_000)
        #expect(Double(all.wrong) <= bound * Double(all.hits), "\(all)")
        #expect(Double(late.wrong) <= bound * Double(late.hits), "\(late)")
    }

    /// The hits are what turns wrong, while what is not given out says that all is well.
    @Test("stops by the checks alone where even the nearest matches turn wrong", arguments: [0.01, 0.05])
    func reversal(bound: Double) {
        let count = 40_000
        for seed in 0..<5 {
            var random = SeededGenerator(seed: UInt64(seed))
            var (before, late) = (0, 0)
            _ = stream(count, bound: bound, using: &random) { place, random in
                let similarity = Double.random(in: 0.5...1, using: &random)
                return (similarity, similarity > 0.75 && (place < 4_000 || similarity < 0.9))
            } onHit: { place, _ in
                before += place < 4_000 ? 1 : 0
                late += place >= count / 2 ? 1 : 0
            }
            #expect(before > 400)
            #expect(late < 20, "\(late) after \(before)")
        }
    }

    private func stream(
        _ count: Int, bound: Double, using random: inout SeededGenerator,
        next: (Int, inout SeededGenerator) -> (Double, Bool), onHit: (Int, Bool) -> Void = { _, _ in }
    ) -> (hits: Int, wrong: Int) {
        var ledger = ErrorLedger(bound: bound)
        var (hits, wrong) = (0, 0)
        for place in 0..<count {
            var evidence = Evidence()
            let (similarity, isRight) = next(place, &random)
            guard ledger.admits(similarity, evidence) else {
                ledger.observe(similarity, isRight: isRight, for: &evidence)
                continue
            }
            hits += 1
            wrong += isRight ? 0 : 1
            onHit(place, isRight)
            if Double.random(in: 0..<1, using: &random) < 0.05 {
                ledger.audit(similarity, isRight: isRight, for: &evidence)
            }
        }
        return (hits, wrong)
    }
}
