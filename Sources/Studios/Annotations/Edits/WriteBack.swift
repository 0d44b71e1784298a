package import Decks

/// Turns what was written into edits of the deck.
package enum WriteBack {
    /// Alternative texts go into the shapes, the other fields into the notes, in the fields' order. A field that failed, or
    /// that was not asked for, leaves what stands.
    ///
    /// - Parameters:
    ///   - orders: better reading orders, by slide number.
    ///   - holdsFlagged: whether texts with flags are left out, too.
    package static func edits(
        _ annotated: AnnotatedDeck, of deck: Deck, orders: [Int: [Int]] = [:],
        holdsFlagged: Bool = false
    ) -> DeckEdits {
        var edits = DeckEdits()
        for slide in annotated.slides {
            let source = deck.slides[slide.number - 1]
            var change = SlideEdits(order: orders[slide.number] ?? source.annotations?.order)
            var sections: [NotesSection] = []
            for field in SlideField.allCases {
                let result = slide.fields.first { $0.field == field }
                guard let result, let value = result.value,
                    !(holdsFlagged && !result.flags.isEmpty), !result.namesUnverifiedAddress
                else {
                    let standing = source.annotations?.sections.first { $0.name == field.rawValue }
                    if let standing { sections.append(standing) }
                    if source.annotations?.edited.contains(field.rawValue) == true {
                        change.byPerson.insert(field.rawValue)
                    }
                    continue
                }
                if case .altTexts(let texts) = value {
                    add(texts, of: source, to: &change)
                    change.byPerson.formUnion(result.shapesByPerson.map(SlideAnnotations.name))
                } else {
                    let paragraphs = field.paragraphs(of: value)
                    if !paragraphs.isEmpty {
                        sections.append(NotesSection(name: field.rawValue, paragraphs: paragraphs))
                    }
                    if result.provenance.writer == .person { change.byPerson.insert(field.rawValue) }
                }
            }
            change.notes = sections
            edits.slides[slide.number] = change
        }
        return edits
    }

    /// What the author wrote and what stays needs no edit.
    private static func add(_ texts: [AltText], of slide: Slide, to change: inout SlideEdits) {
        let shapes = Dictionary(
            slide.visualSubjects.map { ($0.shape.id, $0.shape) }, uniquingKeysWith: { first, _ in first })
        for text in texts {
            let name = SlideAnnotations.name(ofAltText: text.shape)
            let isEdited = slide.annotations?.edited.contains(name) == true
            if isEdited {
                change.byPerson.insert(name)
                // A text that a person took away stays away.
                if text.isDecorative, slide.annotations?.altTexts[text.shape] == nil { continue }
            }
            if let shape = shapes[text.shape], slide.annotations?.altTexts[text.shape] == nil,
                text.isDecorative ? shape.isDecorative : shape.altText == text.text
            {
                continue
            }
            change.altTexts[text.shape] = text.isDecorative ? .decorative : .text(text.text)
        }
    }
}
