import Foundation

/// The risk of a near match by its similarity: a logistic curve with two parameters, learnt online from right and
/// wrong matches by Newton's method around a normal prior (Bayesian logistic regression in Laplace's approximation:
/// Spiegelhalter and Lauritzen 1990).
public struct RiskCurve: Sendable {
    /// The intercept and the slope before anything was seen.
    private let priorMean: SIMD2<Double>
    private let priorPrecision: SIMD2<Double>
    private var mean: SIMD2<Double>
    /// The precision matrix: two on the diagonal and one beside it.
    private var precision: (Double, Double, Double)
    private var observations: [(feature: Double, isRight: Bool)] = []
    private var next = 0
    private var sinceFit = 0
    private let margin: Double
    private let width: Double
    private static let capacity = 2_048
    /// How firmly an entry is held to the common curve, in observations.
    private static let entryPrecision = 1.0

    /// - Parameters:
    ///   - intercept, slope: where the curve lies before anything was seen.
    ///   - precision: how firmly it is held there, the intercept and the slope: 1 ÷ the variance of each.
    ///   - margin: added to 1 less the similarity, so that equal texts are at a finite place.
    ///   - width: of the band, in standard deviations.
    public init(intercept: Double, slope: Double, precision: SIMD2<Double>, margin: Double, width: Double) {
        priorMean = SIMD2(intercept, slope)
        priorPrecision = precision
        mean = priorMean
        self.precision = (precision.x, 0, precision.y)
        self.margin = margin
        self.width = width
    }

    /// For cosines of embeddings. Where the curve lies differs much between fields (what counts as the same answer) and
    /// models of embeddings, how steep it is differs less: so the slope is held more firmly than the intercept. Until
    /// something is seen, a bound of 1 % allows cosines of 0.996 and more.
    public static let similarity = RiskCurve(
        intercept: -7, slope: 4.5, precision: SIMD2(0.5, 10), margin: 0.03, width: 2)
    /// For shares of common words. Until something is seen, a bound of 1 % allows shares of 0.96 and more: longer texts
    /// that differ in a light word or two.
    public static let overlap = RiskCurve(
        intercept: -4, slope: 4, precision: SIMD2(1, 10), margin: 0.03, width: 1.5)

    private func feature(_ similarity: Double) -> Double { -log(1 + margin - min(max(similarity, -1), 1)) }

    func risk(_ similarity: Double, _ evidence: ErrorLedger.Evidence) -> Double {
        let place = feature(similarity)
        let (a, b, c) = precision
        let determinant = max(a * c - b * b, 1e-12)
        let variance = max(0, (c - 2 * b * place + a * place * place) / determinant)
        let own = evidence.information + Self.entryPrecision
        // An entry moves down at once, and up only as far as its own evidence goes.
        let offset = evidence.gradient / own
        let height = mean.x + mean.y * place + offset - width * variance.squareRoot()
        return 1 / (1 + exp(height))
    }

    mutating func observe(_ similarity: Double, isRight: Bool, for evidence: inout ErrorLedger.Evidence) {
        let place = feature(similarity)
        let expected = 1 / (1 + exp(-(mean.x + mean.y * place)))
        evidence.gradient += (isRight ? 1 : 0) - expected
        evidence.information += max(expected * (1 - expected), 0)
        if observations.count < Self.capacity {
            observations.append((place, isRight))
        } else {
            observations[next] = (place, isRight)
            next = (next + 1) % Self.capacity
        }
        sinceFit += 1
        // The more is known, the less one more changes.
        guard sinceFit >= max(1, observations.count / 16) else { return }
        sinceFit = 0
        fit()
    }

    private mutating func fit() {
        var weights = mean
        for _ in 0..<8 {
            var gradient = -priorPrecision * (weights - priorMean)
            var (a, b, c) = (priorPrecision.x, 0.0, priorPrecision.y)
            for (place, isRight) in observations {
                let expected = 1 / (1 + exp(-(weights.x + weights.y * place)))
                let difference = (isRight ? 1 : 0) - expected
                gradient += SIMD2(difference, difference * place)
                let information = expected * (1 - expected)
                a += information
                b += information * place
                c += information * place * place
            }
            precision = (a, b, c)
            let determinant = max(a * c - b * b, 1e-12)
            var step = SIMD2(c * gradient.x - b * gradient.y, a * gradient.y - b * gradient.x) / determinant
            let size = (step * step).sum().squareRoot()
            if size > 2 { step *= 2 / size }
            weights += step
            // A curve that falls with similarity is noise: less similar is never safer.
            weights.y = max(weights.y, 0.1)
            if size < 1e-6 { break }
        }
        mean = weights
    }
}
