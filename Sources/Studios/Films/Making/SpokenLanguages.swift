import Decks
import Speech

/// What language to speak: found from the words, since language tags of decks are often those of the template.
struct SpokenLanguages {
    /// Of the deck as a whole.
    let deck: String

    /// Below this a slide of a few words would too easily change its language.
    private static let leastConfidence = 0.75

    init(deck: Deck) {
        let text = deck.slides.map(\.words).joined(separator: "\n")
        self.deck = LanguageDetector.language(of: text, declared: deck.language) ?? "en"
    }

    /// What is said over a slide when nobody wrote a script: composed in the language of its words, not of its tag.
    func narration(of slide: Slide) -> String {
        var slide = slide
        slide.language = language(of: slide, saying: "")
        return SlideNarration.text(for: slide, deckLanguage: deck).text
    }

    /// Of one slide: the deck's, unless its words clearly are in another.
    func language(of slide: Slide, saying narration: String) -> String {
        let text = narration.isEmpty ? slide.words : narration
        guard let found = LanguageDetector.language(of: text), found.confidence >= Self.leastConfidence else {
            return deck
        }
        return LanguageDetector.language(of: text, declared: deck) ?? found.language
    }
}

extension Slide {
    /// All that is written on the slide and in its notes.
    fileprivate var words: String {
        let texts = allElements.flatMap { element -> [String] in
            switch element {
            case .text(let text): text.paragraphs.map(\.text)
            case .table(let table): table.rows.flatMap { $0 }
            case .diagram(let diagram): diagram.nodes.map(\.text)
            default: []
            }
        }
        return (texts + notes.map(\.text)).joined(separator: "\n")
    }
}
