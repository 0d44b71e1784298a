import MediaTools
import TestKit
import Testing

@Suite struct RationalTests {
    @Test("is in lowest terms with a positive denominator")
    func lowestTerms() throws {
        let half = try #require(Rational(-3, -6))
        #expect(half == Rational(1, 2))
        #expect(Rational(2, -4)?.description == "-1/2")
        #expect(Rational(0, 7)?.description == "0/1")
    }

    @Test(
        "reads the forms of media files",
        arguments: [
            ("30000/1001", "30000/1001"), ("16:9", "16/9"), ("24.023333", "24023333/1000000"), ("25", "25/1"),
            ("-0.5", "-1/2"), ("10.000000", "10/1"), ("5.", "5/1"),
        ])
    func reading(text: String, expected: String) {
        #expect(Rational(text)?.description == expected)
    }

    @Test(
        "refuses what is no number",
        arguments: [
            "", "N/A", "0/0", "1/0", "1/2/3", "1.2.3", "1.-5", "/", ".", "9223372036854775808", "1.0000000000001",
        ])
    func refusal(text: String) {
        #expect(Rational(text) == nil)
    }

    @Test("multiplies exactly, or not at all")
    func products() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<1000 {
            let numbers = (0..<4).map { _ in Int64.random(in: 1...Int64(Int32.max), using: &random) }
            let left = try #require(Rational(numbers[0], numbers[1]))
            let right = try #require(Rational(numbers[2], numbers[3]))
            let product = try #require(left.multiplied(by: right))
            #expect(product == Rational(numbers[0] * numbers[2], numbers[1] * numbers[3]))
        }
        let large = try #require(Rational(.max, 1))
        #expect(large.multiplied(by: large) == nil)
        #expect(Rational(.min, 1) == nil)
    }
}
