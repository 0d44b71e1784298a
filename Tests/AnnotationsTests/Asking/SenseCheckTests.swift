import Testing

@testable import Annotations
@testable import Decks

@Suite("Whether an answer makes sense")
struct SenseCheckTests {
    private let lens = OfflineSamples.slide(
        "Fresnel lenses",
        OfflineSamples.body(
            "Rings of glass bend light forward", "Thin glass makes large lamps possible",
            "Lighthouses burned less paraffin afterwards"))

    private func problems(_ text: String, _ field: SlideField, language: String? = nil) -> [String] {
        var slide = lens
        if let language { slide.language = language }
        return SenseCheck(field: field, material: OfflineSamples.material(slide), style: AnnotationStyle())
            .problems(of: text).map(\.message)
    }

    @Test(
        "lets texts about how the slide is made do without its words",
        arguments: [
            (
                "en",
                "The title and the three points stand alone, so keep them short when you add to them. There is no picture and no data."
            ),
            (
                "de",
                "Der Titel und die drei Punkte stehen für sich: Halten Sie diese kurz, wenn Sie etwas ergänzen, und lassen Sie den Platz rechts frei für ein Bild."
            ),
            (
                "es",
                "El título y los tres puntos se leen por separado: no añada más texto y deje libre la parte de la derecha para una imagen o una tabla."
            ),
            (
                "fr",
                "Le titre et les trois points se lisent seuls : restez bref si vous en ajoutez et laissez la partie droite libre pour une image ou un tableau."
            ),
        ])
    func form(language: String, text: String) {
        #expect(problems(text, .developerNotes, language: language) == [])
        #expect(problems(text, .slideDescription, language: language) == [])
        #expect(problems(text, .script, language: language) != [])
    }

    @Test("finds a text about something else in every field", arguments: SlideField.allCases)
    func elsewhere(field: SlideField) {
        let text =
            "The committee met on a rainy evening and it was late when they agreed that the budget for the roads had to "
            + "be cut by half before the summer."
        #expect(problems(text, field) == ["The text has nothing to do with what is on the slide."])
    }

    @Test("takes a text with a word of the slide for one about it", arguments: SlideField.allCases)
    func subject(field: SlideField) {
        let text =
            "You can think of it as a stair: each step of glass does a small part of the work, and together they do as "
            + "much as the whole block did."
        #expect(problems(text, field) == [])
    }
}
