/// A JSON number, with its text exactly as it came: `1e400`, `0.10` and `12345678901234567890` are written back
/// unchanged.
///
/// Numbers are equal when their values are: `1.0 == 1`, `1e2 == 100`, `-0 == 0`. Comparisons work on the decimal
/// digits and are exact, whatever the size of the number.
public struct JSONNumber: Sendable {
    /// The number as it is written in JSON.
    public let text: String

    /// `text` must follow the grammar of JSON numbers.
    @usableFromInline
    init(checked text: String) {
        self.text = text
    }

    /// `nil` when `text` is no number as JSON writes them (RFC 8259, section 6): no leading zeros or plus sign, no
    /// bare point, no `NaN`.
    public init?(_ text: String) {
        let isNumber = text.withBytes { bytes in
            NumberGrammar.scan(bytes, from: 0).map { $0 == bytes.count } ?? false
        }
        guard isNumber else { return nil }
        self.text = text
    }

    @inlinable
    public init(_ value: some BinaryInteger) {
        self.init(checked: String(value))
    }

    /// The shortest text that reads back as `value`; `nil` when it is infinite or not a number.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.init(checked: "\(value)")
    }

    /// The number as an `Int`, when it is whole and fits: `100`, `100.0` and `1e2` are 100.
    public var int: Int? {
        Int(text) ?? DecimalForm(self).int
    }

    /// The nearest `Double`; `nil` when the number is too large for one. Too small ones become zero.
    public var double: Double? {
        // 767 digits decide every rounding (of a halfway case between two subnormal numbers); the rest only
        // matters for being there. So a number of a million digits costs no more than one of a thousand.
        let shortened = text.utf8.count > 1000 ? DecimalForm(self).text(digitLimit: 800) : text
        guard let value = Double(shortened), value.isFinite else { return nil }
        return value
    }

    /// Whether there is nothing after the decimal point: true of `3`, `3.0` and `1e400`.
    public var isWhole: Bool {
        DecimalForm(self).isWhole
    }
}

extension JSONNumber: Hashable {
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        left.text.hasSameBytes(as: right.text) || DecimalForm(left) == DecimalForm(right)
    }

    public func hash(into hasher: inout Hasher) {
        var bytes: [UInt8] = []
        appendCanonical(to: &bytes)
        hasher.combine(bytes)
    }
}

extension JSONNumber: Comparable {
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        DecimalForm(left) < DecimalForm(right)
    }
}

extension JSONNumber: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension JSONNumber: CustomStringConvertible {
    public var description: String { text }
}
