import JSON
import TestKit
import Testing

@Suite("A JSON number")
struct NumberTests {
    @Test(
        "keeps its text and has one canonical form",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.0e5", "0"), ("0e999999999999999999999999", "0"), ("1", "1"), ("1.0", "1"),
            ("1e2", "100"), ("100", "100"), ("0.10", "0.1"), ("-1.50", "-1.5"),
            ("12345678901234567890", "12345678901234567890"),
            ("1e20", "100000000000000000000"), ("1e21", "1e+21"), ("100000000000000000000000", "1e+23"),
            ("1234567890123456789012", "1.234567890123456789012e+21"), ("0.000001", "0.000001"), ("0.0000001", "1e-7"),
            ("0.00000015", "1.5e-7"), ("123.456e-1", "12.3456"), ("1E+02", "100"), ("0.001e3", "1"),
            ("1e400", "1e+400"),
            ("1e-99999999999999999999", "1e-99999999999999999999"),
            ("10e99999999999999999999", "1e+100000000000000000000"),
            ("0.1e100000000000000000", "1e+99999999999999999"),
            ("0.01e-99999999999999999", "1e-100000000000000001"),
            ("0.01e-99999999999999999999", "1e-100000000000000000001"),
            ("100e-100000000000000000000", "1e-99999999999999999998"),
            ("1e0000000000000000000000000000000002", "100"),
        ])
    func forms(text: String, canonical: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(value.text == text)
        #expect(String(decoding: value.canonicalized(), as: UTF8.self) == canonical)
        let again = try #require(JSONNumber(canonical))
        #expect(value.number == again)
        #expect(value.number?.hashValue == again.hashValue)
    }

    @Test("is another number when the value differs in any digit")
    func differences() throws {
        let texts = [
            "0", "1", "-1", "10", "0.1", "12345678901234567890", "12345678901234567891", "1e400", "1e401", "-1e400",
            "1e99999999999999999999", "1e99999999999999999998", "1e-99999999999999999999", "0.1000000000000000000001",
        ]
        let numbers = try texts.map { try #require(JSONNumber($0)) }
        #expect(Set(numbers).count == texts.count)
    }

    @Test("is ordered by value")
    func order() throws {
        let ascending = [
            "-1e99999999999999999999", "-1e400", "-2", "-1.5", "-1", "-1e-5", "-1e-99999999999999999999", "0",
            "1e-99999999999999999999", "1e-400", "0.1", "0.11", "0.2", "1", "9", "10", "1e400", "1.1e400",
            "1e99999999999999999998", "1e99999999999999999999",
        ]
        let numbers = try ascending.map { try #require(JSONNumber($0)) }
        for left in numbers.indices {
            for right in numbers.indices {
                #expect((numbers[left] < numbers[right]) == (left < right))
            }
        }
    }

    @Test("gives an Int only for whole numbers that fit")
    func integers() throws {
        let cases: [(String, Int?)] = [
            ("3", 3), ("3.0", 3), ("3e0", 3), ("0.3e1", 3), ("-1e2", -100), ("-0", 0), ("0e99", 0), ("3.5", nil),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("-9223372036854775808.0", .min),
            ("9223372036854775808", nil), ("9223372036854775808.0", nil), ("1e18", 1_000_000_000_000_000_000),
            ("1e19", nil), ("1e400", nil), ("1e99999999999999999999", nil), ("1e-1", nil),
            ("1e-99999999999999999999", nil),
        ]
        for (text, expected) in cases {
            #expect(JSONNumber(text)?.int == expected, "\(text)")
        }
    }

    @Test("gives the nearest Double, or nil beyond its range")
    func doubles() {
        #expect(JSONNumber("0.1")?.double == 0.1)
        #expect(JSONNumber("-1.5e3")?.double == -1500)
        #expect(JSONNumber("1e400")?.double == nil)
        #expect(JSONNumber("-1e99999999999999999999")?.double == nil)
        #expect(JSONNumber("1e-99999999999999999999")?.double == 0)
        #expect(JSONNumber("0." + String(repeating: "3", count: 100_000))?.double == 1.0 / 3)
        #expect(JSONNumber("1" + String(repeating: "0", count: 5000) + "e-5000")?.double == 1)
        #expect(JSONNumber("-0." + String(repeating: "0", count: 2000))?.double == 0)
    }

    @Test("is not made from anything else")
    func refusals() {
        for text in ["", " 1", "1 ", "01", "+1", ".5", "1.", "1e", "NaN", "inf", "0x10", "1_000", "٣"] {
            #expect(JSONNumber(text) == nil, "\(text)")
        }
    }

    @Test("is equal exactly when Double arithmetic says so, for doubles")
    func doublesAgree() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let number = try #require(JSONNumber(value))
            #expect(number.double == value)
            let other = Bool.random(using: &generator) ? value : value.nextUp
            guard other.isFinite, let otherNumber = JSONNumber(other) else { continue }
            #expect((number == otherNumber) == (value == other))
            #expect((number < otherNumber) == (value < other))
        }
    }
}
