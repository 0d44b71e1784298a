@testable import Annotations

/// A deck with one of each: what the tests of the report look at.
enum ReviewSample {
    static func deck(text: (String) -> String = { $0 }) -> AnnotatedDeck {
        let full = AnnotatedSlide(
            number: 1, title: text("Costs"),
            kind: SlideClassification(kind: .content, confidence: 0.82, reasons: [text("it has a chart")]),
            fields: [
                altTexts(text), description(text), script(text), instructorNotes(text), studentNotes(text),
                references(text), developerNotes(text),
            ])
        let bare = AnnotatedSlide(
            number: 2, isHidden: true, kind: SlideClassification(kind: .closing, confidence: 1, reasons: []),
            fields: [result(.altText, .altTexts([])), result(.references, .references([]))])
        return AnnotatedDeck(name: text("talk.pptx"), title: text("A talk"), language: "de-AT", slides: [full, bare])
    }

    private static func result(_ field: SlideField, _ value: FieldValue) -> FieldResult {
        FieldResult(field: field, outcome: .written(value), provenance: Provenance(writer: .offline))
    }

    private static func altTexts(_ text: (String) -> String) -> FieldResult {
        var result = result(
            .altText,
            .altTexts([
                AltText(shape: 4, name: text("Picture 4"), text: text("A bar chart: 12 in May.")),
                AltText(shape: 5, name: text("Line 5"), text: ""),
            ]))
        result.old = .altTexts([AltText(shape: 4, name: text("Picture 4"), text: text("A bar chart."))])
        result.flags = [Flag(kind: .unsupportedNumber, excerpt: text("12"), message: text("12 is not on the slide."))]
        result.provenance = Provenance(
            writer: .model, model: text("seer-1"), prompt: text("altText/default@2"), seconds: 4.2, cost: 0.0012,
            calls: 2,
            wasRepaired: true)
        return result
    }

    private static func description(_ text: (String) -> String) -> FieldResult {
        result(.slideDescription, .text(text("A chart on the left.")))
    }

    private static func script(_ text: (String) -> String) -> FieldResult {
        var result = result(.script, .text(text("Costs went up.")))
        result.outcome = .failed(
            FieldFailure(code: "upstream.refused", message: text("The model refused."), remedy: text("Try another.")))
        result.old = .text(text("What was said before."))
        result.provenance = Provenance(writer: .model, seconds: 1, calls: 3)
        return result
    }

    private static func instructorNotes(_ text: (String) -> String) -> FieldResult {
        var result = result(.instructorNotes, .text(text("- Stress the trend\n- Ask why")))
        result.provenance = Provenance(writer: .person)
        return result
    }

    private static func studentNotes(_ text: (String) -> String) -> FieldResult {
        var result = result(.studentNotes, .text(text("A *cost* is what you pay.\n\nIt is not a price.")))
        result.provenance = Provenance(writer: .model, model: "m", seconds: 2, cost: 0.5, calls: 1, wasReused: true)
        return result
    }

    private static func references(_ text: (String) -> String) -> FieldResult {
        var result = result(
            .references, .references([Reference(title: text("Costs"), url: text("https://a.example/costs?x=1&y=2"))]))
        result.flags = [
            Flag(
                kind: .unverifiedURL, excerpt: text("https://a.example/costs?x=1&y=2"),
                message: text("It did not answer.")),
            Flag(kind: .fallback, message: text("No model answered.")),
        ]
        return result
    }

    private static func developerNotes(_ text: (String) -> String) -> FieldResult {
        var result = result(.developerNotes, .text(text("Keep the chart's data.")))
        result.old = result.value
        result.provenance = Provenance(writer: .deck)
        return result
    }
}
