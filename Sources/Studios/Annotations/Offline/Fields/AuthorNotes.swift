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
        let texts = slide.notes.compactMap { note -> String? in
            // "[Table]", "[Pause]": remarks that are not said.
            let said = note.text.replacing(/\[\p{L}[^\]\d]{0,24}\]/, with: "")
            let text = SpokenText.onOneLine(SpokenText.withoutBullet(said))
            guard !Self.isLink(text) else { return nil }
            let kept = LeadIn.removed(from: text, phrases.language)
            return kept.contains { $0.isLetter || $0.isNumber } ? kept : nil
        }
        paragraphs = Self.joined(texts, phrases)
    }

    /// With a stop after each; what ends in a colon runs on into the short lines that follow it.
    private static func joined(_ texts: [String], _ phrases: NarrationPhrases) -> [String] {
        var paragraphs: [String] = []
        var rest = texts[...]
        while let text = rest.popFirst() {
            guard text.hasSuffix(":") else {
                paragraphs.append(SpokenText.sentence(text))
                continue
            }
            let items = rest.prefix { !SpokenText.endsSentence($0) && !$0.hasSuffix(":") && $0.count <= 90 }
            rest = rest.dropFirst(items.count)
            let list = phrases.list(items.map(SpokenText.phrase))
            paragraphs.append(items.isEmpty ? text : text + " " + SpokenText.sentence(list))
        }
        return paragraphs
    }
}
