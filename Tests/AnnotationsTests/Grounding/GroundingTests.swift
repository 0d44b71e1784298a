import Testing

@testable import Annotations
@testable import Decks

@Suite("Grounding")
struct GroundingTests {
    private typealias Samples = OfflineSamples

    private func excerpts(
        _ text: String, _ slide: Slide, sources: [Reference] = [], style: AnnotationStyle = AnnotationStyle(),
        sights: [PictureSight] = []
    ) -> [String] {
        let material = Samples.material(slide, sights: sights, sources: sources)
        return Grounding(material: material, style: style).flags(for: .text(text)).map(\.excerpt)
    }

    private let slide = Samples.slide(
        "Growth in Berlin", notes: ["Ada joined on 12.05.2024."],
        Samples.body("Revenue rose by 35%", "4.2M users", "Three offices"))

    @Test("lets pass what stands on the slide, in other notations and forms")
    func supported() {
        for text in [
            "Berlin's revenue rose by 35 percent.", "There are 4.2 million users.", "We have 3 offices.",
            "On May 12, 2024 she joined.".replacing("May ", with: ""), "Ada joined.", "Slide 7: Growth in Berlin.",
            "1. First point\n2. Second point", "The list of three points comes first.",
        ] { #expect(excerpts(text, slide).isEmpty, "\(text): \(excerpts(text, slide))") }
    }

    @Test("flags numbers and names that nobody gave, at the beginning of a sentence too")
    func unsupported() {
        #expect(excerpts("Revenue rose by 36%.", slide) == ["36"])
        #expect(excerpts("It grew in Hamburg.", slide) == ["Hamburg"])
        #expect(excerpts("Kowalczyk leads it.", slide) == ["Kowalczyk"])
        #expect(excerpts("Growth doubled. NASA agrees, and iTunes.", slide) == ["NASA", "iTunes"])
        #expect(excerpts("Forty users came.", slide) == ["Forty"])
    }

    @Test("checks counts against what is on the slide")
    func counts() {
        #expect(excerpts("The slide lists three points.", slide).isEmpty)
        #expect(excerpts("The slide lists eight points.", slide) == ["eight"])
        #expect(excerpts("There are two charts.", slide) == ["two"])
    }

    @Test("knows addresses only when they were given")
    func addresses() {
        let given = [Reference(title: "Guide", url: "https://example.org/guide")]
        #expect(excerpts("See https://example.org/guide/.", slide, sources: given).isEmpty)
        #expect(excerpts("See https://example.com/x.", slide, sources: given) == ["https://example.com/x"])
    }

    @Test("rests on the text of pictures and on the glossary as well")
    func otherEvidence() {
        #expect(excerpts("Press Deploy 42 times.", slide, sights: [Samples.sight(9, text: "Deploy 42")]).isEmpty)
        #expect(
            excerpts("Think of Kubernetes.", slide, style: AnnotationStyle(glossary: ["Kubernetes": "runs things"]))
                .isEmpty)
    }

    @Test("does not take German nouns for names")
    func german() {
        let german = Samples.slide("Wachstum in Berlin", language: "de-DE", Samples.body("Umsatz und Kunden"))
        let text = "Die Entwicklung zeigt den steigenden Gewinn. Kundenzahlen wachsen. Betonen Sie das Vertrauen."
        #expect(excerpts(text, german).isEmpty, "\(excerpts(text, german))")
        #expect(excerpts("Das sagt auch Kowalczyk in Hamburg.", german) == ["Kowalczyk", "Hamburg"])
    }

    @Test("does not cry wolf over ordinary English, Spanish and French sentences")
    func ordinary() {
        let text = """
            Developers often ask why this matters. Learning takes time. Without practice, nothing stays. Ask: "What would
            you change?" Encourage questions. Everyone benefits. Consider the trade-offs.
            """
        #expect(excerpts(text, slide).isEmpty, "\(excerpts(text, slide))")
        let spanish = Samples.slide("Ventas", language: "es-ES", Samples.body("Uno"))
        #expect(
            excerpts("Pregunta: ¿Qué observas? Recuerda que aprender lleva tiempo. Explica el proceso.", spanish)
                .isEmpty)
        let french = Samples.slide("Ventes", language: "fr-FR", Samples.body("Un"))
        #expect(excerpts("Demandez ce que cela change. L’évolution est claire. Expliquez la méthode.", french).isEmpty)
    }
}

@Suite("The rules of fields")
struct FieldRulesTests {
    private typealias Samples = OfflineSamples

    private func messages(_ value: FieldValue, _ field: SlideField, _ slide: Slide) -> [String] {
        FieldRules.problems(of: value, for: field, material: Samples.material(slide), style: AnnotationStyle()).map(
            \.message)
    }

    private let slide = Samples.slide("Costs", Samples.body("Rent", "Wages"), Samples.picture(9))

    @Test(
        "refuse scripts that announce themselves",
        arguments: ["Today we will see costs.", "In this slide, rent is due."])
    func leadIns(_ script: String) {
        #expect(messages(.text(script), .script, slide).count == 1)
    }

    @Test("count words, points and paragraphs")
    func counts() {
        #expect(!messages(.text(String(repeating: "word ", count: 301)), .slideDescription, slide).isEmpty)
        #expect(!messages(.text("Only one point."), .instructorNotes, slide).isEmpty)
        #expect(messages(.text("One.\nTwo."), .instructorNotes, slide).isEmpty)
        #expect(!messages(.text("One paragraph with a *term*."), .studentNotes, slide).isEmpty)
        #expect(!messages(.text("One paragraph.\n\nAnother."), .studentNotes, slide).isEmpty)
        #expect(messages(.text("One *term*.\n\nAnother."), .studentNotes, slide).isEmpty)
        #expect(!messages(.text("One.\n\nTwo."), .developerNotes, slide).isEmpty)
        #expect(!messages(.text(""), .script, slide).isEmpty)
    }

    @Test("want one fit alternative text for each subject")
    func altTexts() {
        #expect(messages(.altTexts([]), .altText, slide).count == 1)
        #expect(messages(.altTexts([AltText(shape: 9, name: "Shape 9", text: "")]), .altText, slide).isEmpty)
        for bad in ["photo.png", "An image of a ship.", "Costs", "A ship"] {
            #expect(
                !messages(.altTexts([AltText(shape: 9, name: "Shape 9", text: bad)]), .altText, slide).isEmpty, "\(bad)"
            )
        }
        #expect(!messages(.altTexts([AltText(shape: 99, name: "x", text: "A ship.")]), .altText, slide).isEmpty)
    }

    @Test("want at most three sources with titles and addresses")
    func references() {
        let good = Reference(title: "Guide", url: "https://example.org/guide")
        #expect(messages(.references([good]), .references, slide).isEmpty)
        #expect(!messages(.references([good, good]), .references, slide).isEmpty)
        #expect(!messages(.references([Reference(title: "Guide", url: "not an address")]), .references, slide).isEmpty)
        #expect(!messages(.text("x"), .references, slide).isEmpty)
    }
}
