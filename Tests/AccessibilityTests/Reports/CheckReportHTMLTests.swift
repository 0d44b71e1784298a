import TestKit
import Testing

@testable import Accessibility

@Suite("The page of a check")
struct CheckReportHTMLTests {
    private func page(_ report: CheckReport = CheckSample.report(), before: CheckReport? = nil) -> MarkupReader {
        MarkupReader(CheckReportHTML.html(report, before: before))
    }

    @Test("is sound, and has the findings by slide, those of the whole deck first")
    func structure() {
        let page = page()
        #expect(page.problems.isEmpty)
        #expect(page.all("h2").map(\.text) == ["By rule", "The whole deck", "Slide 2", "Slide 3"])
        #expect(page.all("article").count == 5)
    }

    @Test("tells of each finding the shape, whom it keeps out and what to do")
    func finding() {
        let card = page().all("article").first { $0.text.contains("Picture 9") }?.text ?? ""
        for words in ["Something is wrong", "Error", "(number 9)", "Some get nothing.", "Mend it.", "alt-text-missing"]
        {
            #expect(card.contains(words), "\(words)")
        }
    }

    @Test("can be narrowed to a severity")
    func filter() {
        let page = page()
        #expect(page.all("label").map(\.text) == ["Everything", "Errors (3)", "Warnings (1)", "Tips (1)"])
        #expect(page.element(id: "slide-2")?.attributes["data-state"] == "tip error")
        #expect(
            page.all("article").map { $0.attributes["data-state"] } == ["warning", "error", "error", "tip", "error"])
    }

    @Test("tells what was solved since the check before")
    func before() {
        var after = CheckSample.report()
        after = CheckReport(deck: after.deck, slides: 3, findings: Array(after.findings.dropFirst(4)))
        let page = page(after, before: CheckSample.report())
        #expect(page.problems.isEmpty)
        let facts = page.all("dl").first?.text ?? ""
        #expect(facts.contains("from \(CheckSample.report().score) to \(after.score)"))
        #expect(facts.contains("from 3 to 1"))
        #expect(facts.contains("Solved4"))
        let rows = page.all("tr").map(\.text)
        #expect(rows.contains("Alt text missingSolved02"))
        #expect(rows.contains("Title missingError10"))
    }

    @Test("says so when nothing was found")
    func calm() {
        let page = page(CheckReport(deck: "talk.pptx", slides: 3, findings: []))
        #expect(page.problems.isEmpty)
        #expect(page.all("header").first?.text.contains("3 slides. Nothing was found.") == true)
        #expect(page.all("table").isEmpty && page.all("fieldset").isEmpty && page.all("nav").isEmpty)
    }

    @Test("lets no text out of its place", arguments: 0..<60)
    func hostile(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let hostile = page(CheckSample.report { $0 + HostileText.any(using: &generator) })
        #expect(hostile.problems.isEmpty)
        #expect(hostile.elements.map(\.name) == page().elements.map(\.name))
    }
}
