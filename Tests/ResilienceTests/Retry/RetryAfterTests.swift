import Resilience
import TestKit
import Testing

@Suite("Retry-After")
struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
    static let example = 784_111_777.0

    func wait(_ fields: [String: String], now: Double = example) -> Duration? {
        RetryAfter.wait(secondsSince1970: now) { fields[$0] }
    }

    @Test(
        "reads seconds, whole or not",
        arguments: [("0", 0.0), ("120", 120), (" 7 ", 7), ("1.5", 1.5), (".25", 0.25), ("0.001", 0.001)])
    func seconds(value: String, expected: Double) {
        #expect(wait(["retry-after": value]) == .seconds(expected))
    }

    @Test(
        "reads the three forms of a date",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ])
    func dates(value: String) {
        #expect(wait(["retry-after": value], now: Self.example - 90) == .seconds(90))
        #expect(wait(["retry-after": value], now: Self.example - 0.5) == .seconds(0.5))
        #expect(wait(["retry-after": value], now: Self.example + 1) == .zero)
    }

    @Test("knows leap years, and the century of two digits")
    func calendar() {
        #expect(wait(["retry-after": "Thu, 29 Feb 2024 00:00:10 GMT"], now: 1_709_164_800) == .seconds(10))
        #expect(wait(["retry-after": "Wed, 01 Jan 2025 00:00:00 GMT"], now: 1_735_689_599) == .seconds(1))
        #expect(wait(["retry-after": "Wednesday, 01-Jan-25 00:00:00 GMT"], now: 1_735_689_599) == .seconds(1))
        #expect(wait(["retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"], now: 1_735_689_599) == .zero)
        #expect(wait(["retry-after": "Mon, 29 Feb 2100 00:00:00 GMT"]) == nil)
    }

    @Test("measures a date from the answer's own date, since clocks differ")
    func ownDate() {
        let fields = [
            "retry-after": "Sun, 06 Nov 1994 08:50:07 GMT", "date": "Sun, 06 Nov 1994 08:49:37 GMT",
        ]
        #expect(wait(fields, now: Self.example + 3600) == .seconds(30))
    }

    @Test("prefers milliseconds, then Retry-After, then the reset times")
    func precedence() {
        let all = ["retry-after-ms": "250", "retry-after": "9", "x-ratelimit-reset-requests": "1m"]
        #expect(wait(all) == .milliseconds(250))
        #expect(wait(all.filter { $0.key != "retry-after-ms" }) == .seconds(9))
        #expect(wait(all.merging(["retry-after-ms": "soon"]) { $1 }) == .seconds(9))
        #expect(wait(["x-ratelimit-reset-requests": "1m2.5s"]) == .seconds(62.5))
        #expect(wait([:]) == nil)
    }

    @Test("takes the longer reset time of the rates that are used up")
    func resets() {
        var fields = ["x-ratelimit-reset-requests": "2s", "x-ratelimit-reset-tokens": "1m0s"]
        fields["x-ratelimit-remaining-requests"] = "0"
        fields["x-ratelimit-remaining-tokens"] = "0"
        #expect(wait(fields) == .seconds(60))
        fields["x-ratelimit-remaining-tokens"] = "149984"
        #expect(wait(fields) == .seconds(2))
        fields["x-ratelimit-remaining-requests"] = "59"
        #expect(wait(fields) == nil)
    }

    @Test(
        "reads spans with units",
        arguments: [
            ("1m2.5s", 62.5), ("6m0s", 360.0), ("20ms", 0.02), ("1h30m", 5400), ("34.07s", 34.07), ("1d", 86_400),
            ("5", 5), ("250µs", 0.00025),
        ])
    func spans(value: String, expected: Double) throws {
        let seconds = try #require(RetryAfter.duration(value)) / .seconds(1)
        #expect(abs(seconds - expected) < 1e-9)
    }

    @Test(
        "takes nothing for what cannot be read",
        arguments: [
            "", " ", "-5", "+5", "1e3", "nan", "inf", "0x10", "1.2.3", ".", "soon", "Sun, 06 Nov 1994",
            "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06-Nov-94 08:49 GMT", "Foo Nov  6 08:49:37 1994", "５",
        ])
    func unreadable(value: String) {
        #expect(wait(["retry-after": value]) == nil)
        #expect(RetryAfter.duration(value) == nil)
    }

    @Test("survives absurd numbers and any bytes")
    func hostile() {
        #expect((wait(["retry-after": String(repeating: "9", count: 4000)]) ?? .zero) > .seconds(1e9))
        #expect((RetryAfter.duration("99999999999999999999999d99999999999999h") ?? .zero) > .seconds(1e9))
        var generator = SeededGenerator(seed: 9)
        let alphabet = Array("0123456789.:-, smhdGMTSunNov\t\u{301}é")
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...40, using: &generator)
            let value = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "0" })
            if let wait = wait(["retry-after": value]) { #expect(wait >= .zero) }
            if let wait = RetryAfter.duration(value) { #expect(wait >= .zero) }
        }
    }
}
