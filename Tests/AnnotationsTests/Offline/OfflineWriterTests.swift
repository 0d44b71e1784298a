import Testing

@testable import Annotations
@testable import Decks

@Suite("The offline writer")
struct OfflineWriterTests {
    private typealias Samples = OfflineSamples

    @Test("tells of a picture what can be made out, in four languages")
    func pictures() {
        let material = Samples.material(
            Samples.slide("Harbour", Samples.picture(9)),
            sights: [Samples.sight(9, .screenshot, text: "Sign in\nto GitHub")])
        #expect(Samples.altText(material) == ["A screenshot with the text “Sign in to GitHub”."])
        #expect(Samples.altText(material, language: "de") == ["Ein Bildschirmfoto mit dem Text „Sign in to GitHub“."])
        #expect(
            Samples.altText(material, language: "es") == ["Una captura de pantalla con el texto «Sign in to GitHub»."])
        #expect(
            Samples.altText(material, language: "fr") == ["Une capture d’écran avec le texte « Sign in to GitHub »."])
        let silent = Samples.material(Samples.slide("Harbour", Samples.picture(9)), sights: [Samples.sight(9)])
        #expect(Samples.altText(silent) == ["A photograph, mainly blue and green."])
    }

    @Test("keeps two pictures of one kind apart by their places")
    func places() {
        let left = ShapeFrame(x: 500_000, y: 2_000_000, width: 4_000_000, height: 3_000_000)
        let right = ShapeFrame(x: 7_500_000, y: 2_000_000, width: 4_000_000, height: 3_000_000)
        let material = Samples.material(
            Samples.slide("Harbour", Samples.picture(9, frame: left), Samples.picture(10, frame: right)),
            sights: [Samples.sight(9), Samples.sight(10)])
        #expect(
            Samples.altText(material) == [
                "A photograph, mainly blue and green, on the left.",
                "A photograph, mainly blue and green, on the right.",
            ])
    }

    @Test("leaves decoration without a text: blank pictures, lines, backgrounds, repeated logos")
    func decoration() {
        let line = ShapeFrame(x: 0, y: 3_000_000, width: 12_000_000, height: 20_000)
        let whole = ShapeFrame(x: 0, y: 0, width: 12_192_000, height: 6_858_000)
        let middle = ShapeFrame(x: 4_000_000, y: 2_000_000, width: 4_000_000, height: 3_000_000)
        let slide = Samples.slide(
            "Harbour", Samples.picture(9, frame: line), Samples.picture(10, frame: whole),
            Samples.picture(11, frame: middle), Samples.picture(12, frame: middle))
        var material = Samples.material(
            slide, sights: [9, 10, 12].map { Samples.sight($0) } + [Samples.sight(11, .blank)])
        material.ornaments = [12]
        #expect(Samples.altText(material) == ["", "", "", ""])
        // With words in it, even a background tells something.
        material.sights[1].text = "Welcome aboard"
        #expect(Samples.altText(material)[1] == "A photograph with the text “Welcome aboard”.")
    }

    @Test("puts the author's own alternative text right, and does not believe the guesses of programs")
    func authors() {
        func told(_ alt: String) -> String {
            Samples.altText(
                Samples.material(Samples.slide("Sea", Samples.picture(9, alt: alt)), sights: [Samples.sight(9)]))[0]
        }
        #expect(told("Picture of a lighthouse at night") == "A lighthouse at night.")
        #expect(told("Photograph that shows costume armor") == "Costume armor.")
        #expect(told("harbour.png") == "A photograph, mainly blue and green.")
        #expect(
            told("A picture containing text, clock\n\nDescription automatically generated")
                == "A photograph, mainly blue and green.")
    }

    @Test("tells the size, the columns and the rows of a table")
    func tables() {
        let table = TableElement(
            shape: Samples.shape(5), rows: [["Plan", "Price"], ["Basic", "5"], ["Pro", "9"]], hasHeaderRow: true)
        #expect(
            Samples.altText(Samples.material(Samples.slide("Plans", .table(table))))
                == ["A table with two rows and two columns (Plan and Price). The rows are Basic and Pro."])
    }

    @Test("tells the items of SmartArt in order, and of a long one the first and how many there are")
    func diagrams() {
        func told(_ texts: [String]) -> String {
            let diagram = DiagramElement(shape: Samples.shape(5), nodes: texts.map { Paragraph($0) })
            return Samples.altText(Samples.material(Samples.slide("Cycle", .diagram(diagram))))[0]
        }
        #expect(told(["Plan", "Do", "Check"]) == "A diagram with three items: Plan, Do and Check.")
        let long = told((0..<20).map { "A rather long step of the work, letter \(Character(UnicodeScalar(97 + $0)!))" })
        #expect(long.hasPrefix("A diagram with 20 items, beginning with A rather long step") && long.count <= 250)
    }

    @Test("takes the author's notes for the script, without what only announces")
    func notes() {
        let slide = Samples.slide(
            "Git",
            notes: [
                "In this slide, you clone a repository", "- Then you push [pause]", "[Demo]",
                "Docs: https://example.org/x",
            ],
            Samples.body("Clone"))
        #expect(Samples.text(.script, Samples.material(slide)) == "You clone a repository.\n\nThen you push.")
    }

    @Test("describes a slide from left to right, without its values")
    func description() {
        let right = ShapeFrame(x: 7_500_000, y: 2_000_000, width: 4_000_000, height: 3_000_000)
        let left = ShapeFrame(x: 500_000, y: 2_000_000, width: 4_000_000, height: 3_000_000)
        let list = SlideElement.text(
            TextElement(
                shape: Samples.shape(4, frame: left), role: .body,
                paragraphs: ["Plan", "Do", "Check"].map { Paragraph($0) }))
        let material = Samples.material(
            Samples.slide("Cycle", Samples.picture(9, frame: right), list), sights: [Samples.sight(9)])
        #expect(
            Samples.text(.slideDescription, material)
                == "On the left: a list of three points: Plan, Do and Check. "
                + "On the right: a photograph, mainly blue and green.")
    }

    @Test("finds the sources of a slide in its texts and notes, and among the given ones")
    func references() {
        let slide = Samples.slide(
            "Lighthouse optics", notes: ["See https://example.org/fresnel."],
            Samples.body("Fresnel lenses: https://example.com/a"))
        let given = Reference(title: "Lighthouse optics explained", url: "https://example.net/o")
        let other = Reference(title: "Bread baking", url: "https://example.net/b")
        let value = OfflineWriter.write(
            .references, from: Samples.material(slide, sources: [given, other]), style: AnnotationStyle())
        #expect(
            value
                == .references([
                    Reference(title: "Fresnel lenses", url: "https://example.com/a"),
                    Reference(title: "See", url: "https://example.org/fresnel"), given,
                ]))
    }

    @Test("asks about the slide's own terms, and explains those of the glossary")
    func instructor() {
        let slide = Samples.slide(
            "Optics", Samples.body("Refraction: light bends", "Lens: it gathers light into a beam"))
        let style = AnnotationStyle(glossary: ["Lens": "a curved glass"])
        guard case .text(let text) = OfflineWriter.write(.instructorNotes, from: Samples.material(slide), style: style)
        else { return }
        #expect(text.contains("Lens (a curved glass)"))
        #expect(text.contains("Ask: what does “Lens” mean?"))
    }

    @Test("never passes a chart for decoration, not even in a language without words of its own")
    func otherLanguages() {
        let chart = ChartElement(
            shape: Samples.shape(5), kind: .bar, categories: [], series: [ChartElement.Series(name: nil, values: [])])
        let slide = Samples.slide("東京", language: "ja-JP", .chart(chart))
        #expect(Samples.altText(Samples.material(slide)) == ["A bar chart with one series."])
    }

    @Test("says that a group is drawn when it has no words, unless it is a line or a speck")
    func drawings() {
        func text(_ frame: ShapeFrame?, isDrawing: Bool = true, language: String = "en-US") -> [String] {
            let group = SlideElement.group(
                GroupElement(shape: OfflineSamples.shape(5, frame: frame), members: [], isDrawing: isDrawing))
            return OfflineSamples.altText(
                OfflineSamples.material(OfflineSamples.slide("Lenses", language: language, group)))
        }
        let large = ShapeFrame(x: 2_000_000, y: 2_000_000, width: 3_000_000, height: 2_000_000)
        #expect(text(large) == ["A group of shapes."])
        #expect(text(large, language: "de-DE") == ["Eine Gruppe von Formen."])
        #expect(text(large, isDrawing: false) == [""])
        #expect(text(ShapeFrame(x: 0, y: 0, width: 9_000_000, height: 12_700)) == [""])
    }

    @Test(
        "quotes no more of a picture's text than is listened to in one go",
        arguments: ["en-US", "de-DE", "es-ES", "fr-FR"])
    func longText(language: String) {
        let words = (1...80).map { "word\($0)" }.joined(separator: " ")
        let slide = OfflineSamples.slide("Lenses", language: language, OfflineSamples.picture(5))
        let sight = OfflineSamples.sight(5, .screenshot, text: words)
        let text = OfflineSamples.altText(OfflineSamples.material(slide, sights: [sight])).first ?? ""
        #expect(text.count <= 125 && text.count > 90 && text.contains("word5") && text.contains("…"))
    }
}
