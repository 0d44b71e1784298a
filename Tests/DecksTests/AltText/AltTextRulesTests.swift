import Decks
import Testing

@Suite("The rules for alternative texts")
struct AltTextRulesTests {
    private func problems(_ text: String?, shape: String? = "Picture 3", title: String? = "Costs in 2024")
        -> [AltTextProblem]
    {
        AltTextRules.problems(of: text, shapeName: shape, slideTitle: title)
    }

    @Test(
        "let good texts pass",
        arguments: [
            "A lighthouse on a cliff at dusk.", "Balkendiagramm: Der Umsatz steigt von 3 auf 9 Millionen Euro.",
            "Bar chart of sales by month; they double in May.", "Screenshot of the folder with report.docx in it.",
            "Map of Kyoto with three temples.", "¿Qué es Git? Tres cajas unidas por flechas.", "二つの塔が並ぶ。",
            "Satellite image of Berlin at night.", "Gráfico de barras con tres series.",
            "The photographer Ansel Adams with a camera.", "He says “stop.”", "Picture frames on a white wall.",
        ])
    func good(text: String) {
        #expect(problems(text) == [])
    }

    @Test("know that nothing is nothing", arguments: [nil, "", "  \n "])
    func missing(text: String?) {
        #expect(problems(text) == [.missing])
    }

    @Test("know texts that say nothing", arguments: [".", "x", "-", "…", "7"])
    func empty(text: String) {
        #expect(problems(text) == [.empty])
    }

    @Test(
        "know the names of files",
        arguments: [
            "IMG_2041.png", "alfresco-logo.png", "testGIF.gif", "C:\\Users\\Aki\\Pictures\\my last holiday in Rome.jpg",
            "https://example.org/a/picture of us.jpeg", "Sales chart.png", "IMG_2041", "DSC00123",
            "Screenshot 2024-03-05 at 10.11.12", "Bildschirmfoto 2023-01-02 um 09.10.11", "image12",
        ])
    func fileNames(text: String) {
        #expect(problems(text) == [.fileName])
    }

    @Test(
        "know the names that programs give to shapes",
        arguments: [
            "Picture 4", "Content Placeholder 3", "Grafik 7", "Marcador de contenido 2", "Espace réservé du contenu 4",
            "Image", "Rectangle: Rounded Corners 12", "Chart", "Google Shape;55;p13",
        ])
    func shapeNames(text: String) {
        #expect(AltTextRules.problems(of: text, shapeName: text, slideTitle: nil) == [.shapeName])
    }

    @Test("let a shape be named after what it shows")
    func meaningfulName() {
        #expect(problems("A red lighthouse.", shape: "A red lighthouse.") == [])
    }

    @Test(
        "know openings that say there is a picture",
        arguments: [
            "Image of a lighthouse.", "A picture showing three people.", "This image shows a map.",
            "In this picture, a dog runs.", "Photo of the team.", "Image: a lighthouse.", "Imagen de un faro.",
            "En la foto se ve un faro.", "Una imagen que muestra un faro.", "Bild von einem Leuchtturm.",
            "Das Bild zeigt einen Leuchtturm.", "Auf dem Foto sind drei Leute.", "Image de la tour.",
            "Une photo d’un phare.", "Sur cette image, un phare.",
        ])
    func leadIns(text: String) {
        #expect(problems(text) == [.leadIn])
    }

    @Test("compare with the title whatever its case, accents and stops")
    func copies() {
        #expect(problems("Costs in 2024.") == [.copiesTitle])
        #expect(problems("costs in 2024.") == [.copiesTitle])
        #expect(problems("Costs in 2024 rise from 3 to 5.") == [])
    }

    @Test("count what is too long, up to the limit that is asked for")
    func length() {
        let text = String(repeating: "a", count: 249) + "."
        #expect(problems(text) == [])
        #expect(problems("b" + text) == [.tooLong])
        #expect(AltTextRules.problems(of: text, shapeName: nil, slideTitle: nil, limit: 100) == [.tooLong])
    }

    @Test("want a stop at the end, in any script")
    func stops() {
        #expect(problems("A lighthouse at dusk") == [.unfinished])
        #expect(problems("塔が並ぶ") == [.unfinished])
        #expect(problems("Is it a lighthouse?") == [])
        #expect(problems("A sign that reads “Open!”") == [])
    }
}
