import Decks

/// The author's notes as something that can be said: on lines of their own, with stops, without bullets and lead-ins.
struct AuthorNotes {
    let paragraphs: [String]

    /// An address with a few words beside it is a source, and nothing to say.
    private static func isLink(_ text: String) -> Bool {
        let addresses = WebAddress.all(in: text)
        guard !addresses.isEmpty else { return false }
        let rest = addresses.reduce(text) { $0.replacing($1, with: " ") }
        return Wording.wordCount(rest) <= 8
    }

    init(_ slide: Slide) {
        let phrases = NarrationPhrases(language: slide.language)
        paragraphs = slide.notes.compactMap { note in
            let text = SpokenText.onOneLine(SpokenText.withoutBullet(note.text))
            guard !Self.isLink(text) else { return nil }
            let kept = LeadIn.removed(from: text, phrases.language)
            return kept.contains { $0.isLetter || $0.isNumber } ? SpokenText.sentence(kept) : nil
        }
    }
}
