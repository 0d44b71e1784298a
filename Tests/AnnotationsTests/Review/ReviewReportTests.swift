import Foundation
import TestKit
import Testing

@testable import Annotations

@Suite("The review report")
struct ReviewReportTests {
    private let picture = Data([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])

    private func page(_ deck: AnnotatedDeck = ReviewSample.deck(), score: (before: Int, after: Int)? = nil)
        -> MarkupReader
    {
        MarkupReader(ReviewReport.html(deck, pictures: [1: picture], score: score))
    }

    private func text(of id: String, in page: MarkupReader) -> String {
        page.element(id: id)?.text ?? ""
    }

    @Test("is sound, stands by itself and has no script")
    func sound() {
        let page = page()
        #expect(page.problems.isEmpty)
        #expect(page.all("script").isEmpty && page.all("link").isEmpty)
        #expect(page.all("img").map { $0.attributes["src"] } == ["data:image/jpeg;base64,/9j/4AECAw=="])
    }

    @Test("has a card for each field under its slide, with headings in order")
    func structure() {
        let page = page()
        #expect(page.all("h1").map(\.text) == ["A talk"])
        #expect(page.all("section").filter { $0.attributes["class"] == "slide" }.count == 2)
        for field in SlideField.allCases {
            #expect(page.element(id: "slide-1-\(field.rawValue)")?.name == "article")
        }
        #expect(page.element(id: "slide-2-title")?.text == "Slide 2 without a title")
        #expect(page.all("nav").first?.text.contains("1 Costs 1 failed, 3 flags") == true)
    }

    @Test("shows the slide, says what it shows, and says when there is no picture")
    func pictures() {
        let page = page()
        let image = page.all("img").first?.attributes
        #expect(image?["alt"] == "Slide 1 as shown")
        #expect(image?["aria-describedby"] == "slide-1-slideDescription-text")
        #expect(text(of: "slide-1-slideDescription-text", in: page) == "A chart on the left.")
        #expect(text(of: "slide-2", in: page).contains("There is no picture of this slide."))
    }

    @Test("marks the words of a flag, and leads from them to the flag")
    func marks() {
        let page = page()
        #expect(page.all("mark").map(\.text) == ["12"])
        let notes = page.all("a").filter { $0.attributes["class"] == "ref" }
        #expect(notes.map { $0.attributes["href"] } == ["#slide-1-altText-flag-1", "#slide-1-references-flag-1"])
        #expect(text(of: "slide-1-altText-flag-1", in: page).contains("12 is not on the slide."))
    }

    @Test("shows what replaced what, with words and not by colour alone")
    func change() {
        let page = page()
        #expect(page.all("ins").map(\.text) == ["added: : 12 in May", "added: \nLine 5: (decorative)"])
        #expect(page.all("del").isEmpty)
        #expect(text(of: "slide-1-altText", in: page).contains("What changed: 0 words removed, 6 added"))
        #expect(page.element(id: "slide-1-developerNotes")?.text.contains("What changed") == false)
    }

    @Test("shows an old text whole where the new one has little in common with it")
    func replaced() {
        var deck = ReviewSample.deck()
        deck.slides[0].fields[1].old = .text("Completely other words stood here")
        let page = page(deck)
        #expect(page.all("del").map(\.text) == ["removed: Completely other words stood here"])
        #expect(
            text(of: "slide-1-slideDescription", in: page).contains("The text before, which was replaced as a whole"))
    }

    @Test("tells why a field failed, what to do, and what the deck holds")
    func failure() {
        let card = text(of: "slide-1-script", in: page())
        for words in ["Failed", "The model refused.", "Try another.", "upstream.refused", "What was said before."] {
            #expect(card.contains(words), "\(words)")
        }
    }

    @Test("tells where each text comes from")
    func provenance() {
        let page = page()
        #expect(
            text(of: "slide-1-altText", in: page).contains(
                "Model seer-1 · prompt altText/default@2 · 2 calls · 4.2 s · $0.0012 · asked again after a first answer that "
                    + "broke the rules"))
        #expect(text(of: "slide-1-studentNotes", in: page).contains("from an earlier run"))
        #expect(text(of: "slide-1-instructorNotes", in: page).contains("Edited by a person"))
        #expect(text(of: "slide-1-developerNotes", in: page).contains("Stood in the deck"))
        #expect(text(of: "slide-1-slideDescription", in: page).contains("Written offline, without a model"))
    }

    @Test("begins with the figures and everything that wants a look")
    func summary() {
        let page = page(score: (61, 97))
        let facts = page.all("dl").first { $0.attributes["class"] == "facts" }?.text ?? ""
        for words in ["from 61 to 97", "Calls to models6", "1 in earlier runs", "$0.50", "7.2 s", "Failed1"] {
            #expect(facts.contains(words), "\(words)")
        }
        #expect(page.element(id: "points")?.text == "What wants a look (4)")
        #expect(page.all("tr").count == 5)
        #expect(page.all("th").filter { $0.attributes["scope"] == nil }.isEmpty)
    }

    @Test("writes key terms in italics and points as a list")
    func paragraphs() {
        let page = page()
        #expect(page.all("em").map(\.text) == ["cost"])
        #expect(text(of: "slide-1-studentNotes-text", in: page) == "A cost is what you pay.It is not a price.")
        let items = page.all("li").map(\.text)
        #expect(items.contains("Stress the trend") && items.contains("Ask why"))
    }

    @Test("links to sources")
    func references() {
        let link = page().all("a").first { $0.attributes["rel"] != nil }
        #expect(link?.attributes == ["href": "https://a.example/costs?x=1&y=2", "rel": "noopener noreferrer"])
    }

    @Test("names the deck's language wherever a text of the deck stands")
    func language() {
        let page = page()
        let texts = page.elements.filter { $0.attributes["class"] == "words" && $0.name != "div" || $0.name == "h1" }
        #expect(!texts.isEmpty)
        #expect(texts.allSatisfy { $0.attributes["lang"] == "de-AT" && $0.attributes["dir"] == "auto" })
    }

    @Test("says so when nothing wants a look, and when there are no slides")
    func calm() {
        var deck = ReviewSample.deck()
        deck.slides = [deck.slides[1]]
        #expect(page(deck).all("main").first?.text.contains("Nothing failed, and nothing was flagged.") == true)
        deck.slides = []
        #expect(page(deck).all("main").first?.text.contains("The deck has no slides.") == true)
        #expect(page(deck).problems.isEmpty)
    }

    @Test("lets no text out of its place", arguments: 0..<60)
    func hostile(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let deck = ReviewSample.deck { $0 + HostileText.any(using: &generator) }
        let page = page(deck)
        #expect(page.problems.isEmpty)
        let known: Set<String> = [
            "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "bdi", "dl", "div",
            "dt",
            "dd", "span", "nav", "ol", "ul", "li", "main", "fieldset", "legend", "label", "input", "section", "details",
            "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "img", "article", "b", "q",
            "mark",
            "ins", "del", "em", "br", "code", "footer",
        ]
        #expect(Set(page.elements.map(\.name)).subtracting(known).isEmpty)
        let links = page.all("a").compactMap { $0.attributes["href"] }
        #expect(links.filter { !$0.hasPrefix("#") && !$0.hasPrefix("https://a.example/") }.isEmpty)
        let attributes = Set(page.elements.flatMap(\.attributes.keys))
        #expect(attributes.filter { $0.hasPrefix("on") }.isEmpty)
    }
}
