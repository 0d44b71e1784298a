import Decks

/// The author's notes as something that can be said: on lines of their own, with stops, without bullets and lead-ins.
struct AuthorNotes {
    let paragraphs: [String]

    init(_ slide: Slide) {
        let phrases = NarrationPhrases(language: slide.language)
        paragraphs = slide.notes.compactMap { note in
            let text = SpokenText.onOneLine(SpokenText.withoutBullet(note.text))
            let kept = LeadIn.removed(from: text, phrases.language)
            return kept.contains { $0.isLetter || $0.isNumber } ? SpokenText.sentence(kept) : nil
        }
    }
}
