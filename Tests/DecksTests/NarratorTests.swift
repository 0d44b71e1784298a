import Essentials
import TestKit
import Testing

@testable import Decks

@Suite("What is said over a slide without notes")
struct NarratorTests {
    private func said(_ slide: Slide) -> String {
        OfflineNarrator.narration(of: slide)
    }

    @Test("comes from the notes when there are any")
    func notesFirst() {
        let slide = NarratorSamples.slide(
            "Plans", notes: [Paragraph("Good morning."), Paragraph(" "), Paragraph("Now.")])
        #expect(SlideNarration.text(for: slide) == .notes("Good morning.\n\nNow."))
        #expect(SlideNarration.text(for: NarratorSamples.slide("Plans", number: 1)) == .composed("Plans."))
    }

    @Test("comes from the script that the slide was annotated with when its author wrote no notes")
    func script() {
        var slide = NarratorSamples.slide("Plans", notes: [])
        slide.annotations = SlideAnnotations(sections: [
            NotesSection(name: "slideDescription", paragraphs: ["Slide 1: Plans."]),
            NotesSection(name: "script", paragraphs: ["We have *plans*.", "2 * 3 of them."]),
        ])
        #expect(SlideNarration.text(for: slide) == .notes("We have plans.\n\n2 * 3 of them."))
        slide.notes = [Paragraph("Mine.")]
        #expect(SlideNarration.text(for: slide) == .notes("Mine."))
    }

    @Test("is nothing for a slide that says nothing")
    func empty() {
        #expect(said(NarratorSamples.slide()) == "")
        let furniture = NarratorSamples.slide(
            nil, NarratorSamples.body("Confidential", role: .footer), NarratorSamples.body("2 May", role: .date),
            NarratorSamples.body("2", role: .slideNumber), NarratorSamples.picture("IMG_2.png"),
            NarratorSamples.body("–"))
        #expect(said(furniture) == "")
    }

    @Test("is the title, then the points as sentences")
    func points() {
        let slide = NarratorSamples.slide(
            "Why caching", NarratorSamples.body("• It saves money, time and nerves", "Users wait less.", "Is it hard?"))
        #expect(said(slide) == "Why caching.\n\nIt saves money, time and nerves. Users wait less. Is it hard?")
    }

    @Test("reads short points as one list")
    func shortList() {
        let slide = NarratorSamples.slide(
            "Agenda:", NarratorSamples.body("1. History", "2. Design,", "3. Questions and answers"))
        #expect(said(slide) == "Agenda:\n\nHistory, Design, and Questions and answers.")
    }

    @Test("groups sub-points under their point")
    func subPoints() {
        let slide = NarratorSamples.slide(
            "Costs",
            NarratorSamples.outline("Fixed costs", "  Rent", "  Heating", "Wages are the largest part.", "  Ask Ada"))
        #expect(said(slide) == "Costs.\n\nFixed costs: Rent and Heating. Wages are the largest part. Ask Ada.")
    }

    @Test("says a repeated text once")
    func repetition() {
        let slide = NarratorSamples.slide(
            "Our plan", NarratorSamples.body("Our plan", "We build the harbour first"),
            NarratorSamples.body("We build the harbour first."))
        #expect(said(slide) == "Our plan.\n\nWe build the harbour first.")
    }

    @Test("leaves program text as it is")
    func code() {
        let slide = NarratorSamples.slide("Run it", NarratorSamples.body("$ git push -u origin main", "Then wait"))
        #expect(said(slide) == "Run it.\n\n$ git push -u origin main Then wait.")
    }

    @Test("does not read a listing aloud, and reads scattered labels as one paragraph")
    func listings() {
        let listing = NarratorSamples.body("func f() {", "    return x == 1", "}", "f();")
        let slide = NarratorSamples.slide(
            "Parts", NarratorSamples.body("Cat", role: .other), NarratorSamples.body("Dog", role: .other), listing,
            NarratorSamples.body("Bird", role: .other))
        #expect(said(slide).hasPrefix("Parts.\n\nCat. Dog."))
        #expect(!said(slide).contains("{") && said(slide).hasSuffix("Bird."))
    }

    @Test("introduces a slide that is only a title as the next part")
    func section() {
        #expect(said(NarratorSamples.slide("Results")) == "Next: Results.")
        #expect(said(NarratorSamples.slide("Thank you!")) == "Thank you!")
        #expect(said(NarratorSamples.slide("Atelier", number: 1)) == "Atelier.")
        #expect(said(NarratorSamples.slide("Ergebnisse", language: "de")) == "Als Nächstes: Ergebnisse.")
    }

    @Test("describes pictures by their alternative text, but not by a file name")
    func pictures() {
        let slide = NarratorSamples.slide(
            nil, NarratorSamples.picture("A red bridge over water. Description automatically generated"),
            NarratorSamples.picture("Screenshot of the console"), NarratorSamples.picture("Picture 4"),
            NarratorSamples.picture("logo.png"), NarratorSamples.picture("Photo of Ada Lovelace"))
        #expect(
            said(slide)
                == "The picture shows a red bridge over water.\n\nIn the picture: Screenshot of the console.\n\n"
                + "The picture shows Ada Lovelace.")
    }

    @Test("uses only the slide's own words in a language without phrases")
    func otherLanguages() {
        let slide = NarratorSamples.slide("概要", language: "ja-JP", NarratorSamples.body("速い", "安い", "簡単"))
        #expect(said(slide) == "概要。\n\n速い、安い、簡単。")
        let chart = NarratorSamples.slide(
            "Wyniki", language: "pl",
            NarratorSamples.chart(.bar, title: "Sprzedaż", ["A"], [.init(name: "Rok", values: [5])]))
        #expect(said(chart) == "Wyniki.\n\nSprzedaż. Rok.")
    }

    @Test("takes the deck's language where the slide states none")
    func deckLanguage() {
        let slide = NarratorSamples.slide("Zum Schluss", language: nil, NarratorSamples.picture("Ein Hafen im Nebel"))
        #expect(
            SlideNarration.text(for: slide, deckLanguage: "de-AT").text
                == "Zum Schluss.\n\nDas Bild zeigt ein Hafen im Nebel.")
    }

    @Test("adds no number and no name, whatever is on the slide", arguments: ["en", "es", "de", "fr", "pl", nil])
    func grounded(language: String?) {
        var maker = SlideMaker(random: SeededGenerator(seed: 41))
        for round in 0..<400 {
            let slide = maker.slide(language: language)
            let narration = OfflineNarrator.narration(of: slide)
            let claims = GroundingCheck(slide: slide, language: language).unsupportedClaims(in: narration)
            #expect(claims.isEmpty, "round \(round): \(claims) in \(narration)")
            #expect(narration == OfflineNarrator.narration(of: slide))
        }
    }
}

@Suite("The check that a narration is grounded in its slide")
struct NarratorGroundingTests {
    private let slide = NarratorSamples.slide(
        "Sales in Berlin", NarratorSamples.body("Up 12.5% in 2024, as Ada said"),
        NarratorSamples.chart(.line, ["2023", "2024"], [.init(name: "Sales", values: [0.4567, 12345.6])]))

    private func claims(_ text: String) -> [GroundingCheck.Claim] {
        GroundingCheck(slide: slide, language: "en").unsupportedClaims(in: text)
    }

    @Test("accepts what the slide shows, in another notation too")
    func accepts() {
        #expect(claims("Sales in Berlin rise. Then, Ada said, 12,5 in 2024: 45.7%, 0.46 and 12,346.") == [])
    }

    @Test("finds numbers that are not there, in digits and in words")
    func numbers() {
        #expect(claims("Up 13% to 12.4, in 1999.") == [.number("13"), .number("12.4"), .number("1999")])
        #expect(claims("The seven lines doubled, twice.") == [.number("seven"), .number("twice")])
        #expect(claims("From 0.45 to 12,345.") == [.number("0.45"), .number("12,345")])
    }

    @Test("finds names that are not there, but not at the start of a sentence")
    func names() {
        #expect(claims("Growth, says Grace, comes from Berlin. Paris follows. iPad.") == [.name("Grace")])
        #expect(claims("We sell the iPad.") == [.name("iPad")])
    }
}
