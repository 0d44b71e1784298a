/// Reads from the header of an answer how long its sender wants to be left alone.
///
///     let wait = RetryAfter.wait(secondsSince1970: now) { head.fields[$0] }
public enum RetryAfter {
    /// How long to wait from now on, or `nil` when the header does not say.
    ///
    /// The first of these that is there and can be read counts:
    /// `retry-after-ms` (milliseconds); `retry-after` (seconds, with or without a fraction, or a date in any form of
    /// RFC 9110); and the reset times of the rates that are used up, as OpenAI names them
    /// (`x-ratelimit-reset-requests` and `-tokens` where `x-ratelimit-remaining-…` is zero or missing), the longer
    /// one.
    ///
    /// A date is measured from the answer's own `date` where it has one, since the sender's clock and ours need not
    /// agree; both are whole seconds, so the wait may come out up to a second too long.
    ///
    /// - Parameters:
    ///   - now: the present by our own clock, in seconds since 1970 (UTC).
    ///   - header: gives the value of a field by its name in lower case.
    public static func wait(secondsSince1970 now: Double, header: (String) -> String?) -> Duration? {
        if let wait = header("retry-after-ms").flatMap(milliseconds) { return wait }
        if let value = header("retry-after") {
            let present = header("date").flatMap { HTTPDate.parse(trimmed($0), now: now) }.map(Double.init) ?? now
            if let wait = parse(value, secondsSince1970: present) { return wait }
        }
        return ["requests", "tokens"].compactMap { kind -> Duration? in
            let left = header("x-ratelimit-remaining-\(kind)").map(trimmed).flatMap(Double.init)
            guard left.map({ $0 <= 0 }) ?? true else { return nil }
            return header("x-ratelimit-reset-\(kind)").flatMap(duration)
        }.max()
    }

    /// Reads the value of `Retry-After`: seconds, or a date, which gives zero when it has passed.
    public static func parse(_ value: String, secondsSince1970 now: Double) -> Duration? {
        let text = trimmed(value)
        if let seconds = decimal(text) { return .saturating(seconds: seconds) }
        return HTTPDate.parse(text, now: now).map { .saturating(seconds: max(0, Double($0) - now)) }
    }

    /// Reads a span written with units, as in `1m2.5s`, `6m0s`, `20ms`, `1h30m` or `34.07s`; a bare number is
    /// seconds.
    public static func duration(_ value: String) -> Duration? {
        let text = trimmed(value)
        if let seconds = decimal(text) { return .saturating(seconds: seconds) }
        guard text.utf8.count <= 64, !text.isEmpty else { return nil }
        var rest = text.lowercased()[...]
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
            guard let number = decimal(String(digits)), let length = units[String(unit)] else { return nil }
            total += number * length
            rest = rest.dropFirst(digits.count + unit.count)
        }
        return .saturating(seconds: total)
    }

    private static let units: [String: Double] = [
        "d": 86_400, "h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9,
    ]

    private static func milliseconds(_ value: String) -> Duration? {
        decimal(trimmed(value)).map { .saturating(seconds: $0 / 1000) }
    }

    /// Digits with at most one point among them; no sign, no exponent.
    private static func decimal(_ text: String) -> Double? {
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        guard isPlain, text.utf8.contains(where: { $0 != UInt8(ascii: ".") }) else { return nil }
        return Double(text.hasPrefix(".") ? "0" + text : text.hasSuffix(".") ? text + "0" : text)
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let start = text.drop(while: isBlank)
        return String(start.reversed().drop(while: isBlank).reversed())
    }
}
