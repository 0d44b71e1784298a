/// A power of ten of any size: the exponent of a JSON number may have any number of digits.
enum DecimalExponent: Hashable {
    /// Less than 10^17 in size.
    case small(Int)
    /// All others, by their digits (values 0 to 9, the first is not zero).
    case large(isNegative: Bool, digits: [UInt8])

    private static let smallDigits = 17

    /// - Parameters:
    ///   - text: what follows the "e": an optional sign and digits.
    ///   - offset: added to it; smaller in size than 10^17, as it comes from the length of a text.
    init(_ text: UnsafeBufferPointer<UInt8>, plus offset: Int) {
        let isNegative = text.first == UInt8(ascii: "-")
        let hasSign = isNegative || text.first == UInt8(ascii: "+")
        let digits = text.dropFirst(hasSign ? 1 : 0).drop { $0 == UInt8(ascii: "0") }.map { $0 - UInt8(ascii: "0") }
        guard digits.count > Self.smallDigits else {
            let size = digits.reduce(0) { $0 * 10 + Int($1) }
            self = Self.normalized((isNegative ? -size : size) + offset)
            return
        }
        let sum = Self.add(isNegative ? -offset : offset, to: digits)
        if sum.count > Self.smallDigits {
            self = .large(isNegative: isNegative, digits: sum)
        } else {
            let size = sum.reduce(0) { $0 * 10 + Int($1) }
            self = .small(isNegative ? -size : size)
        }
    }

    private static func normalized(_ value: Int) -> DecimalExponent {
        let digits = String(value.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
        return digits.count > smallDigits ? .large(isNegative: value < 0, digits: digits) : .small(value)
    }

    /// Adds `offset` to a number of more than `smallDigits` digits, from the last digit on.
    private static func add(_ offset: Int, to digits: [UInt8]) -> [UInt8] {
        var sum = digits
        var carry = offset
        for place in sum.indices.reversed() where carry != 0 {
            let total = Int(sum[place]) + carry
            let digit = ((total % 10) + 10) % 10
            sum[place] = UInt8(digit)
            carry = (total - digit) / 10
        }
        while carry > 0 {
            sum.insert(UInt8(carry % 10), at: 0)
            carry /= 10
        }
        return Array(sum.drop { $0 == 0 })
    }
}

extension DecimalExponent: Comparable {
    static func < (left: DecimalExponent, right: DecimalExponent) -> Bool {
        switch (left, right) {
        case (.small(let left), .small(let right)):
            return left < right
        case (.small, .large(let isNegative, _)):
            return !isNegative
        case (.large(let isNegative, _), .small):
            return isNegative
        case (.large(let leftNegative, let leftDigits), .large(let rightNegative, let rightDigits)):
            if leftNegative != rightNegative { return leftNegative }
            let (smaller, larger) = leftNegative ? (rightDigits, leftDigits) : (leftDigits, rightDigits)
            if smaller.count != larger.count { return smaller.count < larger.count }
            return smaller.lexicographicallyPrecedes(larger)
        }
    }
}

extension DecimalExponent: CustomStringConvertible {
    var description: String {
        switch self {
        case .small(let value): "\(value)"
        case .large(let isNegative, let digits): (isNegative ? "-" : "") + digits.map { "\($0)" }.joined()
        }
    }
}
