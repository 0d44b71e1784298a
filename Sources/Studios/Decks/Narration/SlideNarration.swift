/// What is said over a slide, and where the words come from.
package enum NarrationSource: Codable, Hashable, Sendable {
    /// The speaker notes, word for word: the author's, or else the script that the slide was annotated with.
    case notes(String)
    /// Composed by ``OfflineNarrator`` from what the slide shows.
    case composed(String)

    /// The words; "" when there is nothing to say, and the slide is shown in silence.
    package var text: String {
        switch self {
        case .notes(let text), .composed(let text): text
        }
    }
}

/// Chooses what is said over a slide: its notes first, then the script it was annotated with, else the slide itself.
package enum SlideNarration {
    /// The narration of `slide`. Paragraphs are separated by an empty line.
    ///
    /// - Parameter deckLanguage: the language (BCP 47) of a slide that states none.
    package static func text(for slide: Slide, deckLanguage: String? = nil) -> NarrationSource {
        let notes = slide.notes
            .map { SpokenText.withoutOuterWhitespace($0.text) }
            .filter { !$0.isEmpty }
        guard notes.isEmpty else { return .notes(notes.joined(separator: "\n\n")) }
        let script = slide.annotations?.sections.first { $0.name == "script" }?.paragraphs ?? []
        guard script.isEmpty else { return .notes(script.map(NotesText.plain).joined(separator: "\n\n")) }
        return .composed(OfflineNarrator.narration(of: slide, deckLanguage: deckLanguage))
    }
}
