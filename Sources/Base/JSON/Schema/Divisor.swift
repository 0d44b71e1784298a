/// Checks `multipleOf` exactly, on decimal digits: 0.3 is a multiple of 0.1, which binary fractions get wrong.
struct Divisor: Sendable {
    let number: JSONNumber
    /// The divisor is `digits` times ten to the power of `unit`.
    private let digits: UInt64
    private let unit: Int

    /// `nil` unless `number` is greater than zero, has at most 18 significant digits, and a sane exponent.
    init?(_ number: JSONNumber) {
        let form = DecimalForm(number)
        guard !form.isZero, !form.isNegative, form.digits.count <= 18, case .small(let power) = form.exponent else {
            return nil
        }
        self.number = number
        digits = form.digits.reduce(0) { $0 * 10 + UInt64($1) }
        unit = power - (form.digits.count - 1)
    }

    func divides(_ value: JSONNumber) -> Bool {
        let form = DecimalForm(value)
        if form.isZero { return true }
        let powerOfTen: Int
        switch form.exponent {
        case .small(let power): powerOfTen = power - (form.digits.count - 1) - unit
        case .large(let isNegative, _): powerOfTen = isNegative ? -1 : 64
        }
        // The digits do not end in zero, so no power of ten can be taken out of them.
        guard powerOfTen >= 0 else { return false }

        // What the digits do not cover of the divisor must divide the power of ten: twos and fives.
        let remainder = form.digits.reduce(0 as UInt64) { ($0 * 10 + UInt64($1)) % digits }
        var rest = digits / Self.greatestCommonDivisor(digits, remainder)
        for factor in [2, 5] as [UInt64] {
            var taken = 0
            while rest % factor == 0, taken < powerOfTen {
                rest /= factor
                taken += 1
            }
        }
        return rest == 1
    }

    private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var (left, right) = (left, right)
        while right != 0 {
            (left, right) = (right, left % right)
        }
        return left
    }
}
