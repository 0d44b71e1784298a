import Testing

@testable import Annotations
@testable import Decks

@Suite("The classifier of slides")
struct SlideClassifierTests {
    private func kind(_ slide: Slide, first: Bool = false, last: Bool = false) -> SlideKind {
        SlideClassifier.classify(slide, isFirst: first, isLast: last, deckTitle: nil).kind
    }

    @Test(
        "knows agendas, quizzes, answers and endings by their titles in four languages",
        arguments: [
            ("Agenda", SlideKind.agenda), ("Índice", .agenda), ("Gliederung", .agenda), ("Sommaire", .agenda),
            ("Knowledge check", .knowledgeCheck), ("Cuestionario", .knowledgeCheck), ("Wissenstest", .knowledgeCheck),
            ("Answers", .answers), ("Lösungen", .answers), ("Réponses", .answers), ("Thank you!", .closing),
            ("Gracias", .closing), ("Zusammenfassung", .closing), ("Merci", .closing), ("Costs of 2024", .content),
        ])
    func titles(_ title: String, _ expected: SlideKind) {
        let slide = OfflineSamples.slide(
            title, OfflineSamples.body("One thing that is said", "Another thing that is said"))
        #expect(kind(slide) == expected)
    }

    @Test("knows the title of the deck and of a part by their place")
    func places() {
        let title = OfflineSamples.slide("Lighthouses", OfflineSamples.body("A history", role: .subtitle))
        #expect(kind(title, first: true) == .moduleTitle)
        #expect(kind(OfflineSamples.slide("Part two")) == .section)
        #expect(kind(OfflineSamples.slide("Good night"), last: true) == .closing)
        #expect(kind(OfflineSamples.slide("Module 3: Optics")) == .moduleTitle)
    }

    @Test("knows a question with lettered options, and says why")
    func questions() {
        let slide = OfflineSamples.slide(
            "Where is Paris?", OfflineSamples.body("A) In France", "B) In Spain", "C) In Italy"))
        let found = SlideClassifier.classify(slide, isFirst: false, isLast: false, deckTitle: nil)
        #expect(found.kind == .knowledgeCheck && found.confidence >= 0.8)
        #expect(found.reasons == ["a question is followed by 3 lettered options"])
    }

    @Test("takes for content what nothing else speaks for, with less confidence where something does")
    func content() {
        let slide = OfflineSamples.slide("Costs", OfflineSamples.body("Rent", "Wages"))
        let middle = SlideClassifier.classify(slide, isFirst: false, isLast: false, deckTitle: nil)
        let last = SlideClassifier.classify(slide, isFirst: false, isLast: true, deckTitle: nil)
        #expect(middle.kind == .content && last.kind == .content && last.confidence < middle.confidence)
    }
}
