/// The value of a number: a sign, the significant digits and a power of ten. Equal values have equal forms.
///
/// Its size depends on the length of the number's text, never on the size of its exponent.
struct DecimalForm: Equatable {
    /// False for zero.
    let isNegative: Bool
    /// Values 0 to 9; neither the first nor the last is zero. Empty for zero.
    let digits: [UInt8]
    /// The power of ten of the first digit: 2 for 300. Zero for zero.
    let exponent: DecimalExponent

    init(_ number: JSONNumber) {
        self = number.text.withBytes { Self(parsing: $0) }
    }

    /// `bytes` follow the grammar of numbers.
    private init(parsing bytes: UnsafeBufferPointer<UInt8>) {
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count)
        var leadingZeros = 0
        var integerDigits: Int?
        var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
        scan: while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "."): integerDigits = leadingZeros + digits.count
            case UInt8(ascii: "0") where digits.isEmpty: leadingZeros += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(bytes[index] - UInt8(ascii: "0"))
            default: break scan
            }
            index += 1
        }
        let firstDigit = (integerDigits ?? leadingZeros + digits.count) - leadingZeros - 1
        while digits.last == 0 {
            digits.removeLast()
        }
        self.digits = digits
        isNegative = bytes.first == UInt8(ascii: "-") && !digits.isEmpty
        if digits.isEmpty {
            exponent = .small(0)
        } else if index < bytes.count {
            exponent = DecimalExponent(UnsafeBufferPointer(rebasing: bytes[(index + 1)...]), plus: firstDigit)
        } else {
            exponent = .small(firstDigit)
        }
    }

    var isZero: Bool { digits.isEmpty }

    var isWhole: Bool {
        isZero || exponent >= .small(digits.count - 1)
    }

    var int: Int? {
        guard isWhole, case .small(let power) = exponent, power < 19 else { return nil }
        var value = 0
        for place in 0...max(power, 0) {
            let digit = place < digits.count ? Int(digits[place]) : 0
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, exceeded) =
                isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
            guard !overflowed, !exceeded else { return nil }
            value = sum
        }
        return value
    }
}

extension DecimalForm: Comparable {
    static func < (left: DecimalForm, right: DecimalForm) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
    }

    private func isSmallerInSize(than other: DecimalForm) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        if exponent != other.exponent { return exponent < other.exponent }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}
