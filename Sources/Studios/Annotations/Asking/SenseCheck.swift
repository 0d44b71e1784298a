import Decks

/// Tells whether a text can be an answer at all: in the language that was asked for, and about the slide. Rules and
/// grounding judge texts that make sense; this finds those that make none.
struct SenseCheck {
    let field: SlideField
    let material: SlideMaterial
    let style: AnnotationStyle

    /// Shorter texts tell too little by how common their words are.
    private static let leastWords = 12
    /// Still shorter ones tell nothing.
    private static let fewestWords = 3
    /// The share of the commonest words in any prose is a third and more; in gibberish and lists of keywords none.
    private static let leastShare = 0.1

    func problems(of text: String) -> [Flag] {
        let words = text.lowercased().split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
        guard words.count >= Self.leastWords else { return short(words) }
        if let most = Dictionary(grouping: words, by: \.self).max(by: { $0.value.count < $1.value.count }),
            most.value.count * 10 > words.count * 3, most.key.count > 3
        {
            return [.rule(most.key, "The text repeats one word over and over.")]
        }
        return language(words) + subject(words)
    }

    /// A few words of which none is common and none is on the slide.
    private func short(_ words: [String]) -> [Flag] {
        let wanted = NarrationPhrases(language: style.language ?? material.slide.language).language
        guard words.count >= Self.fewestWords, let own = FrequentWords.common[wanted] else { return [] }
        let stems = Set(slideWords.map(Self.stem))
        return words.contains { own.contains($0) || stems.contains(Self.stem($0)) }
            ? [] : [.rule("", "The text has nothing to do with what is on the slide.")]
    }

    /// Whether a list of keywords or names is made of the slide's own.
    private func restsOnSlide(_ words: [String]) -> Bool {
        let long = words.filter { $0.count >= 4 }
        let stems = Set(slideWords.map(Self.stem))
        return long.count { stems.contains(Self.stem($0)) } * 4 >= long.count
    }

    /// The words of the slide, its notes, its pictures and the deck's title, in lower case.
    private var slideWords: [String] {
        let texts =
            SlideEvidence(material.slide).texts + material.slide.notes.map(\.text) + material.sights.map(\.text)
            + [material.deckTitle ?? ""]
        return texts.flatMap { $0.lowercased().split { !$0.isLetter } }.map(String.init)
    }

    // MARK: Language

    private func language(_ words: [String]) -> [Flag] {
        let wanted = NarrationPhrases(language: style.language ?? material.slide.language).language
        guard let own = FrequentWords.common[wanted] else { return [] }
        let share = Self.share(of: own, in: words)
        if let other = FrequentWords.common.filter({ $0.key != wanted })
            .map({ (language: $0.key, share: Self.share(of: $0.value, in: words)) })
            .max(by: { $0.share < $1.share }), other.share > max(share * 2, Self.leastShare * 2)
        {
            return [
                .rule("", "The text is in another language ('\(other.language.rawValue)', not '\(wanted.rawValue)').")
            ]
        }
        return share < Self.leastShare && !restsOnSlide(words)
            ? [.rule("", "The text is no prose in the language that was asked for ('\(wanted.rawValue)').")] : []
    }

    private static func share(of common: Set<String>, in words: [String]) -> Double {
        Double(words.count(where: common.contains)) / Double(words.count)
    }

    // MARK: Subject

    /// A long text that has no word in common with a slide full of words is about something else.
    private func subject(_ words: [String]) -> [Flag] {
        let languages = [style.language, material.slide.language].compactMap { $0 }.map {
            NarrationPhrases(language: $0).language
        }
        // A translation has few words in common with what it translates.
        guard Set(languages).count == 1, words.count >= 2 * Self.leastWords else { return [] }
        let common = FrequentWords.common[languages[0]] ?? []
        var stems = Set(slideWords.filter { $0.count >= 4 && !common.contains($0) }.map(Self.stem))
        guard stems.count >= 6 else { return [] }
        if field.tellsOfForm { stems.formUnion((FrequentWords.ofForm[languages[0]] ?? []).map(Self.stem)) }
        return words.contains { $0.count >= 4 && stems.contains(Self.stem($0)) }
            ? [] : [.rule("", "The text has nothing to do with what is on the slide.")]
    }

    private static func stem(_ word: String) -> String { String(word.prefix(5)) }
}

extension SlideField {
    /// Whether its text is about how the slide is made, and so need not take up a word that stands on it.
    fileprivate var tellsOfForm: Bool { isVisual || self == .developerNotes }
}
