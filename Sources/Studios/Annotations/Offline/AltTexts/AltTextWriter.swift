import Decks

/// Writes the alternative texts of a slide.
struct AltTextWriter {
    let desk: WritingDesk

    /// Longer texts are not listened to.
    static let limit = 250

    /// One for each subject, in reading order.
    var texts: [AltText] {
        let subjects = desk.slide.visualSubjects
        let plain = subjects.map(text)
        return zip(subjects, plain).map { subject, text in
            let isRepeated = !text.isEmpty && plain.count { $0 == text } > 1
            return AltText(
                shape: subject.shape.id, name: subject.shape.name,
                text: isRepeated ? told(text, with: subject.shape) : text)
        }
    }

    /// The text of a subject; "" when it is decorative.
    func text(of subject: VisualSubject) -> String {
        if subject.shape.isDecorative { return "" }
        if let own = authorsText(of: subject.shape) { return own }
        let text = text(of: subject.element)
        // In a language without words the bare texts may not be enough. English words are better than to pass for decoration.
        guard desk.words == nil, !isFit(text, for: subject.shape) else { return text }
        let english = WritingDesk(desk.material, AnnotationStyle(language: "en", glossary: desk.style.glossary))
        return AltTextWriter(desk: english).text(of: subject.element)
    }

    private func isFit(_ text: String, for shape: ShapeIdentity) -> Bool {
        AltTextRules.problems(of: text, shapeName: shape.name, slideTitle: desk.title, limit: Self.limit).isEmpty
    }

    private func text(of element: SlideElement) -> String {
        switch element {
        case .text: return ""
        case .picture(let picture): return PictureAltText(desk: desk).text(of: picture)
        case .chart(let chart): return ChartAltText(desk: desk, chart: chart).text
        case .table(let table): return TableAltText(desk: desk, table: table).text
        case .diagram(let diagram): return DiagramAltText(desk: desk, diagram: diagram).text
        case .media(let media): return PictureAltText(desk: desk).text(of: media)
        case .group(let group): return GroupAltText(desk: desk, group: group).text
        }
    }

    /// What the author wrote, when it describes something, put right: without the remarks of programs and without
    /// "picture of", with a stop.
    private func authorsText(of shape: ShapeIdentity) -> String? {
        guard let description = AltTextDescription(shape.altText ?? ""), !description.isGuess else { return nil }
        var text = description.text
        for leadIn in desk.phrases.words?.picture.leadIns ?? [] where text.lowercased().hasPrefix(leadIn + " ") {
            text = SpokenText.onOneLine(text.dropFirst(leadIn.count))
        }
        for text in [text, Self.withoutOpening(text)] {
            let mended = Wording.sentence(Wording.cut(text, to: Self.limit - 1))
            if isFit(mended, for: shape) { return mended }
        }
        return nil
    }

    /// "Photograph that shows a harbour" without the words before "a harbour".
    private static func withoutOpening(_ text: String) -> String {
        let openings = [
            " that shows ", " showing ", " shows ", " depicting ", " of ", " que muestra ", " de ", " das zeigt ",
            " zeigt ", " von ", " qui montre ", " montrant ",
        ]
        let first = openings.compactMap { text.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
        guard let first, text.distance(from: text.startIndex, to: first.lowerBound) < 40 else { return text }
        return String(text[first.upperBound...])
    }

    /// `text` with the place of the shape, so that two of a kind can be told apart.
    private func told(_ text: String, with shape: ShapeIdentity) -> String {
        guard let words = desk.words, let place = desk.place(of: shape).flatMap({ words.places[$0] }),
            text.count + place.count + 2 <= Self.limit
        else { return text }
        return SpokenText.sentence(SpokenText.phrase(text) + ", " + place)
    }
}
