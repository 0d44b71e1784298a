/// Decides which near matches may be given out, so that the share of wrong ones stays below a bound.
///
/// The idea is vCache's (Schroeder et al. 2025, arXiv 2502.03771): how likely an answer is right is estimated from its
/// similarity by a logistic curve whose parameters are learnt online, with the upper end of a confidence band in place
/// of the estimate; where the risk is too high the model is asked, and its answer teaches the curve. Two things
/// differ. vCache learns a curve for each entry from nothing, and needs several questions to each before it can say
/// anything; here all entries of a field share one curve, and each moves its own threshold away from it as far as
/// its own evidence goes (its offset is shrunk to zero by a normal prior). And vCache bounds the wrong answers per
/// request by giving out a doubtful one with a small probability; here the bound is on wrong ones **per hit**, which is
/// stricter: every hit is entered with its risk, and one more is given out only if the sum stays below the bound.
/// Checks of hits replace their risk by what they found.
///
/// It has no clock, no lock and no random numbers.
public struct ErrorLedger: Sendable {
    /// Of the hits, so many may be wrong: 0.01 is one in a hundred.
    public let bound: Double
    private var curve: RiskCurve
    /// The sum of the risks of all hits; those that were checked count 0 or 1.
    private var risk = 0.0
    private var hits = 0
    /// Matches that the curve alone would have trusted and whose truth is known; and those of them that were wrong.
    private var trusted = 0.0
    private var trustedWrong = 0.0
    /// The hits that were checked, at random.
    private(set) var checked = 0
    private(set) var checkedWrong = 0

    public init(bound: Double, curve: RiskCurve = .similarity) {
        self.bound = min(max(bound, 0), 1)
        self.curve = curve
    }

    /// What was seen of one entry: it moves the entry's own threshold.
    public struct Evidence: Hashable, Sendable {
        /// Right ones less those expected, and the information in them.
        var gradient = 0.0
        var information = 0.0
        /// Wrong ones at this similarity or above forbid it for this entry.
        var highestWrong = -1.0

        public init() {}
    }

    /// Whether an answer may be given to a question of this similarity. If so it is entered as a hit.
    public mutating func admits(_ similarity: Double, _ evidence: Evidence) -> Bool {
        let risk = riskOfHit(similarity, evidence)
        // Above the bound only hits are given out that bring the sum back to it; without them it would stay there.
        guard self.risk + risk <= bound * Double(hits + 1) || risk <= bound / 4 else { return false }
        self.risk += risk
        hits += 1
        return true
    }

    /// How likely a hit would be wrong: the upper end of the confidence band.
    public func riskOfHit(_ similarity: Double, _ evidence: Evidence) -> Double {
        similarity <= evidence.highestWrong ? 1 : max(curve.risk(similarity, evidence), floor)
    }

    /// The curve comes as near to certainty as similarity does, but some questions are answered differently however
    /// alike they are. So no risk is thought smaller than the share of errors among matches that the curve trusts.
    private var floor: Double { trustedWrong / (trusted + 50) }

    /// The model was asked in spite of a near match, and the match would have been right, or not.
    public mutating func observe(_ similarity: Double, isRight: Bool, for evidence: inout Evidence) {
        if curve.risk(similarity, evidence) <= bound {
            trusted += 1
            trustedWrong += isRight ? 0 : 1
        }
        curve.observe(similarity, isRight: isRight, for: &evidence)
        if !isRight { evidence.highestWrong = max(evidence.highestWrong, similarity) }
    }

    /// A hit was checked by asking the model after all.
    public mutating func audit(_ similarity: Double, isRight: Bool, for evidence: inout Evidence) {
        checked += 1
        if !isRight {
            checkedWrong += 1
            risk += 1
        }
        observe(similarity, isRight: isRight, for: &evidence)
    }

    /// What share of the hits is wrong, by the checks: the estimate and its 95 % interval (Wilson 1927).
    public var wrongShare: (estimate: Double, lower: Double, upper: Double) {
        guard checked > 0 else { return (hits == 0 ? 0 : risk / Double(hits), 0, 1) }
        let count = Double(checked)
        let share = Double(checkedWrong) / count
        let z = 1.96
        let middle = share + z * z / (2 * count)
        let half = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        let scale = 1 + z * z / count
        return (share, max(0, (middle - half) / scale), min(1, (middle + half) / scale))
    }
}
