import Foundation
import TestKit
import Testing

@testable import HTMLPages

@Suite("A page")
struct PageTests {
    private func page(_ text: String = "Talk", filter: PageFilter = PageFilter([])) -> MarkupReader {
        let page = Page(
            title: text, kind: "Review", titleLanguage: "ar", introduction: "<p>\(text)</p>", filter: filter,
            entries: [
                .init(anchor: "one", mark: "1", title: text, remark: text, states: ["flagged"]),
                .init(anchor: "two", mark: "2", title: "Second"),
            ],
            content: "<section id=\"one\"></section><section id=\"two\"></section>")
        return MarkupReader(page.rendered())
    }

    @Test("has its landmarks, a way past the navigation, and one first heading")
    func landmarks() {
        let page = page()
        #expect(page.problems.isEmpty)
        for name in ["header", "nav", "main", "footer", "h1", "title"] { #expect(page.all(name).count == 1, "\(name)") }
        #expect(page.all("a").first?.attributes == ["class": "skip", "href": "#content"])
        #expect(page.all("html").first?.attributes["lang"] == "en")
        #expect(page.all("h1").first?.attributes["lang"] == "ar")
        #expect(page.all("nav").first?.attributes["aria-label"] == "Slides")
    }

    @Test("forbids itself scripts and requests")
    func policy() {
        let page = page()
        let policy = page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        #expect(policy?.attributes["content"]?.contains("default-src 'none'") == true)
        #expect(page.all("script").isEmpty && page.all("link").isEmpty && page.all("iframe").isEmpty)
    }

    @Test("lets no text out of its place", arguments: 0..<100)
    func hostile(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let page = page(HostileText.any(using: &generator))
        #expect(page.problems.isEmpty)
        #expect(page.elements.map(\.name) == self.page().elements.map(\.name))
    }

    @Test("offers only choices that something belongs to, and hides by style what was not chosen")
    func filter() {
        let filter = PageFilter([.init("flagged", "Flagged", count: 3), .init("failed", "Failed", count: 0)])
        let page = page(filter: filter)
        #expect(page.all("input").map { $0.attributes["id"] } == ["show-all", "show-flagged"])
        #expect(page.all("legend").count == 1)
        #expect(
            filter.style.text
                == "body:has(#show-flagged:checked) [data-state]:not([data-state~=flagged]) { display: none; }\n")
        #expect(page.all("li").map { $0.attributes["data-state"] } == ["flagged", ""])
    }

    @Test("has no filter where there is nothing to choose")
    func noFilter() {
        #expect(page().all("fieldset").isEmpty)
    }
}

@Suite("The style of the pages")
struct PageStyleTests {
    /// The colours of the light and of the dark scheme, by name.
    private func schemes() -> [[String: [Double]]] {
        let sheet = PageStyle.sheet.text
        let parts = sheet.prefix(upTo: sheet.firstRange(of: "*, *::before")?.lowerBound ?? sheet.endIndex)
            .split(separator: "@media")
        return parts.map { part in
            var colours: [String: [Double]] = [:]
            for match in part.matches(of: /--([a-z-]+): #([0-9a-f]{6});/) {
                let value = UInt32(match.2, radix: 16) ?? 0
                colours[String(match.1)] = [16, 8, 0].map { Double(value >> UInt32($0) & 255) / 255 }
            }
            return colours
        }
    }

    /// WCAG 2.2, relative luminance and contrast ratio.
    private func contrast(_ one: [Double], _ other: [Double]) -> Double {
        func luminance(_ colour: [Double]) -> Double {
            let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let (high, low) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test("has a contrast of at least 4.5 between every text and its ground, light and dark")
    func contrast() throws {
        let schemes = schemes()
        #expect(schemes.count == 2)
        for colours in schemes {
            var pairs = [("ink", "paper"), ("ink", "sheet"), ("soft", "paper"), ("soft", "sheet")]
            pairs += [("link", "paper"), ("link", "sheet"), ("ink", "plain")]
            pairs += ["plain", "good", "hint", "warning", "error", "mark"].map { ("\($0)-ink", $0) }
            for (text, ground) in pairs {
                let ratio = contrast(try #require(colours[text]), try #require(colours[ground]))
                #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
            }
        }
    }
}

@Suite("Figures")
struct FiguresTests {
    @Test(
        "tell durations as people do",
        arguments: [
            (0, "0.0 s"), (0.44, "0.4 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (185, "3 min 5 s"),
            (7440, "2 h 4 min"), (.nan, "?"), (-1, "?"), (.infinity, "?"),
        ] as [(Double, String)])
    func durations(seconds: Double, words: String) {
        #expect(Figures.duration(seconds) == words)
    }

    @Test(
        "tell prices with as many digits as say something",
        arguments: [(0, "$0"), (0.000012, "$0.000012"), (0.0042, "$0.0042"), (0.1, "$0.10"), (12.345678, "$12.35")]
            as [(Double, String)])
    func prices(amount: Double, words: String) {
        #expect(Figures.dollars(amount) == words)
    }

    @Test("count in words")
    func counts() {
        #expect(Figures.count(0, "flag") == "0 flags")
        #expect(Figures.count(1, "flag") == "1 flag")
        #expect(Figures.count(2, "flag") == "2 flags")
    }
}
