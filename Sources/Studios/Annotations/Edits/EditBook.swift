import Decks

/// What a person wrote: in the deck since it was annotated, or in a file of edits, which counts more.
struct EditBook: Sendable {
    private struct Place: Hashable {
        var slide: Int
        var field: SlideField
    }

    private var texts: [Place: FieldValue] = [:]
    /// The edits, each at the slide that it belongs to.
    private(set) var found: [FieldEdit] = []

    /// - Parameters:
    ///   - signs: the slides that the edits were made for; empty: those of the deck.
    ///   - language: what the texts are written in; `nil`: each slide's own.
    /// - Throws: ``AnnotationError`` `annotate.edits` for a slide or a shape that the deck does not have (any more).
    init(_ edits: [FieldEdit], of signs: [SlideSign], deck: Deck, name: String, language: String?) throws {
        let finder = SlideFinder(signs, in: deck)
        for edit in edits {
            let edit = try Self.moved(edit, finder, signs, deck, name, language)
            if case .altTexts(let alts) = edit.value {
                let known = deck.slides[edit.slide - 1].visualSubjects.map(\.shape.id)
                if let stranger = alts.first(where: { !known.contains($0.shape) }) {
                    throw AnnotationError.edits(
                        name, "slide \(edit.slide) has no picture, chart, table or group numbered \(stranger.shape)",
                        remedy: "It has: \(known.map(String.init).joined(separator: ", ")).")
                }
            }
            texts[Place(slide: edit.slide, field: edit.field)] = edit.value
            found.append(edit)
        }
    }

    /// The edit at the slide that it was made for, which a description names in its first words.
    private static func moved(
        _ edit: FieldEdit, _ finder: SlideFinder, _ signs: [SlideSign], _ deck: Deck, _ name: String,
        _ language: String?
    ) throws -> FieldEdit {
        var moved = edit
        do {
            moved.slide = try finder.place(of: edit.slide)
        } catch {
            throw AnnotationError.lost(
                edit, signs.first { $0.number == edit.slide }, isAmbiguous: error == .ambiguous, deck, name)
        }
        if moved.slide != edit.slide, edit.field == .slideDescription, case .text(let text) = edit.value {
            let slide = deck.slides[moved.slide - 1]
            var before = slide
            before.number = edit.slide
            let old = SlideOpening.text(of: before, language: language ?? slide.language)
            let new = SlideOpening.text(of: slide, language: language ?? slide.language)
            if text.hasPrefix(old) { moved.value = .text(new + text.dropFirst(old.count)) }
        }
        return moved
    }

    /// A person's text of a field other than the alternative texts.
    func value(of field: SlideField, on slide: Slide) -> FieldValue? {
        if let value = texts[Place(slide: slide.number, field: field)] { return value }
        guard let annotations = slide.annotations, annotations.edited.contains(field.rawValue),
            let section = annotations.sections.first(where: { $0.name == field.rawValue })
        else { return nil }
        return field.value(of: section.paragraphs)
    }

    /// A person's alternative text of a shape; "" for a decorative one, and for one whose text was taken away.
    func altText(of shape: Int, on slide: Slide) -> String? {
        if case .altTexts(let alts)? = texts[Place(slide: slide.number, field: .altText)],
            let text = alts.first(where: { $0.shape == shape })
        {
            return text.text
        }
        guard let annotations = slide.annotations,
            annotations.edited.contains(SlideAnnotations.name(ofAltText: shape))
        else { return nil }
        return annotations.altTexts[shape] ?? ""
    }
}
