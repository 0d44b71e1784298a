import Decks

/// What a person wrote: in the deck since it was annotated, or in a file of edits, which counts more.
struct EditBook: Sendable {
    private struct Place: Hashable {
        var slide: Int
        var field: SlideField
    }

    private var texts: [Place: FieldValue] = [:]

    /// - Throws: ``AnnotationError`` `annotate.edits` for a slide or a shape that the deck does not have.
    init(_ edits: [FieldEdit], deck: Deck, name: String) throws {
        for edit in edits {
            guard deck.slides.indices.contains(edit.slide - 1) else {
                throw AnnotationError.edits(
                    name, "there is no slide \(edit.slide)", remedy: "The deck has \(deck.slides.count) slides.")
            }
            if case .altTexts(let alts) = edit.value {
                let known = deck.slides[edit.slide - 1].visualSubjects.map(\.shape.id)
                if let stranger = alts.first(where: { !known.contains($0.shape) }) {
                    throw AnnotationError.edits(
                        name, "slide \(edit.slide) has no picture, chart, table or group numbered \(stranger.shape)",
                        remedy: "It has: \(known.map(String.init).joined(separator: ", ")).")
                }
            }
            texts[Place(slide: edit.slide, field: edit.field)] = edit.value
        }
    }

    /// A person's text of a field other than the alternative texts.
    func value(of field: SlideField, on slide: Slide) -> FieldValue? {
        if let value = texts[Place(slide: slide.number, field: field)] { return value }
        guard let annotations = slide.annotations, annotations.edited.contains(field.rawValue),
            let section = annotations.sections.first(where: { $0.name == field.rawValue })
        else { return nil }
        return field.value(of: section.paragraphs)
    }

    /// A person's alternative text of a shape; "" for a decorative one.
    func altText(of shape: Int, on slide: Slide) -> String? {
        if case .altTexts(let alts)? = texts[Place(slide: slide.number, field: .altText)],
            let text = alts.first(where: { $0.shape == shape })
        {
            return text.text
        }
        guard let annotations = slide.annotations,
            annotations.edited.contains(SlideAnnotations.name(ofAltText: shape))
        else { return nil }
        return annotations.altTexts[shape]
    }
}
