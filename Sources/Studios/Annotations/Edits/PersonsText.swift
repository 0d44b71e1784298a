package import Decks

/// A text that a person wrote: what must not be lost. Where it stands does not matter, for slides are moved.
struct PersonsText: Hashable {
    var field: SlideField
    var paragraphs: [String]

    static func all(in value: FieldValue, of field: SlideField) -> [PersonsText] {
        if case .altTexts(let texts) = value {
            return texts.map { PersonsText(field: field, paragraphs: [SpokenText.onOneLine($0.text)]) }
        }
        return [PersonsText(field: field, paragraphs: field.paragraphs(of: value))]
    }

    /// Those in an annotated deck that differ from what was written, by slide number.
    static func all(in deck: Deck) -> [(slide: Int, text: PersonsText)] {
        deck.slides.flatMap { slide -> [(slide: Int, text: PersonsText)] in
            guard let annotations = slide.annotations else { return [] }
            var texts = annotations.sections.filter { annotations.edited.contains($0.name) }.flatMap { section in
                SlideField(rawValue: section.name).map { Self.all(in: $0.value(of: section.paragraphs), of: $0) } ?? []
            }
            // One that was taken away is a text too: none.
            for name in annotations.edited where SlideField(rawValue: name) == nil {
                let text = annotations.altTexts.first { SlideAnnotations.name(ofAltText: $0.key) == name }?.value
                texts.append(
                    PersonsText(field: .altText, paragraphs: text.map { [SpokenText.onOneLine($0)] } ?? []))
            }
            return texts.map { (slide.number, $0) }
        }
    }
}
