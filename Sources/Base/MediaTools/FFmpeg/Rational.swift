/// An exact fraction, as media files state frame rates and times: 30000/1001 is not 29.97.
///
/// The denominator is positive and the fraction is in lowest terms, so that equal values are equal.
package struct Rational: Hashable, Sendable, Codable {
    package let numerator: Int64
    package let denominator: Int64

    /// `nil` for a denominator of zero and for numbers that do not fit.
    package init?(_ numerator: Int64, _ denominator: Int64) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let sign: Int64 = denominator < 0 ? -1 : 1
        let divisor = Self.greatestCommonDivisor(abs(numerator), abs(denominator))
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    package init(_ whole: Int32) {
        numerator = Int64(whole)
        denominator = 1
    }

    /// Reads "30000/1001", "30000:1001", "12.345678" and "25"; anything else gives `nil`.
    package init?(_ text: String) {
        let parts = text.split(whereSeparator: { $0 == "/" || $0 == ":" })
        if parts.count == 2 {
            guard let numerator = Int64(parts[0]), let denominator = Int64(parts[1]) else { return nil }
            self.init(numerator, denominator)
            return
        }
        let digits = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 1, digits.count <= 2 else { return nil }
        let decimals = digits.count == 2 ? digits[1] : ""
        guard decimals.utf8.count <= 12, decimals.utf8.allSatisfy({ (48...57).contains($0) }),
            let numerator = Int64(digits[0] + decimals)
        else { return nil }
        self.init(numerator, (0..<decimals.utf8.count).reduce(1) { power, _ in power * 10 })
    }

    package var doubleValue: Double { Double(numerator) / Double(denominator) }

    /// The exact product, or `nil` when it does not fit.
    package func multiplied(by other: Rational) -> Rational? {
        // Crosswise reduction keeps the intermediate numbers as small as they can be.
        guard let left = Rational(numerator, other.denominator), let right = Rational(other.numerator, denominator)
        else { return nil }
        let (top, topOverflows) = left.numerator.multipliedReportingOverflow(by: right.numerator)
        let (bottom, bottomOverflows) = left.denominator.multipliedReportingOverflow(by: right.denominator)
        return topOverflows || bottomOverflows ? nil : Rational(top, bottom)
    }

    private static func greatestCommonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return max(larger, 1)
    }
}

extension Rational: CustomStringConvertible {
    /// The form that FFmpeg reads.
    package var description: String { "\(numerator)/\(denominator)" }
}
