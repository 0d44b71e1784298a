import HTMLPages
import Testing

@testable import Annotations

@Suite("Words that were flagged")
struct MarkedTextTests {
    private func html(_ text: String, _ excerpts: [String], emphasis: Bool = false) -> String {
        let flags = excerpts.map { Flag(kind: .unsupportedNumber, excerpt: $0, message: "") }
        return MarkedText(text: text, flags: flags, hasEmphasis: emphasis) { "f\($0)" }.html.text
    }

    private func note(_ number: Int) -> String {
        "<a class=\"ref\" href=\"#f\(number)\"><span class=\"unseen\">flag </span>\(number)</a>"
    }

    @Test("are marked wherever they stand")
    func everywhere() {
        #expect(html("5 or 5", ["5"]) == "<mark>5</mark>\(note(1)) or <mark>5</mark>\(note(1))")
    }

    @Test("are not found inside of longer words, unless they are nowhere else")
    func wholeWords() {
        #expect(html("In 2025, 25 came", ["25"]) == "In 2025, <mark>25</mark>\(note(1)) came")
        #expect(html("In 2025", ["25"]) == "In 20<mark>25</mark>\(note(1))")
    }

    @Test("that overlap are marked once, for the first flag")
    func overlap() {
        #expect(html("Mount Kenya", ["Mount Kenya", "Kenya"]) == "<mark>Mount Kenya</mark>\(note(1))")
    }

    @Test("may stand in italics, and the stars are not shown")
    func emphasis() {
        #expect(
            html("The *tax rate* of 7", ["rate", "7"], emphasis: true)
                == "The <em>tax </em><mark><em>rate</em></mark>\(note(1)) of <mark>7</mark>\(note(2))")
        #expect(html("2 * 3 * 4, *a*", [], emphasis: true) == "2 * 3 * 4, <em>a</em>")
        #expect(html("*a*", []) == "*a*")
    }

    @Test("that are not in the text change nothing")
    func absent() {
        #expect(html("a & b", ["c", ""]) == "a &amp; b")
        #expect(html("", ["c"]) == "")
    }
}
