/// A span of time in a scenario: a number of seconds, or a text such as "200ms", "5s", "1.5m", "1h".
public struct Seconds: Hashable, Sendable {
    public var value: Double

    public init(_ value: Double) {
        self.value = value
    }

    public init?(text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let factors = ["": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600]
        guard let number = Double(digits), let factor = factors[String(text.dropFirst(digits.count))] else {
            return nil
        }
        value = number * factor
    }

    /// What remains of it as a span, between nothing and a year, whatever the number.
    static func duration(_ seconds: Double) -> Duration {
        seconds > 0 ? .seconds(min(seconds, 31_536_000)) : .zero
    }
}

extension Seconds: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    public init(floatLiteral value: Double) { self.init(value) }
    public init(integerLiteral value: Int) { self.init(Double(value)) }
}

extension Seconds: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self), number.isFinite, number >= 0 {
            self.init(number)
        } else if let text = try? container.decode(String.self), let seconds = Seconds(text: text) {
            self = seconds
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a span is a number of seconds, or a text such as 200ms, 5s, 1m")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
