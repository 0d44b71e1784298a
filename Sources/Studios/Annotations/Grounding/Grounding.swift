import Decks

/// Finds what a text claims that nothing given bears out: numbers, names, addresses.
///
/// - A **number**, in digits or words, must stand on the slide, in its notes, in the text of its pictures, among the
///   sources or in the glossary, in any notation; or be a value of a chart, rounded to the decimals that are said; or
///   count things on the slide ("three columns"), and then the count must be right. "One" and "first" claim nothing,
///   nor does an ordinal for which the slide holds enough things. The numbers of a numbered list are no claims.
/// - A **name** is a word with a capital, or several, that is not just the first of its sentence; at the beginning of a
///   sentence it is one when it is no word of the language that begins sentences. In German, where nouns bear
///   capitals too, a noun is told by its ending, its article or its adjective.
/// - An **address** must be one of those given.
package struct Grounding: Sendable {
    private let evidence: Evidence
    private let counts: SlideCounts
    private let language: NarrationPhrases.Language
    private let vocabulary: Vocabulary
    private let counted: [String: Counted]

    package init(material: SlideMaterial, style: AnnotationStyle) {
        evidence = Evidence(material, style)
        counts = SlideCounts(material)
        language = NarrationPhrases(language: style.language ?? material.slide.language).language
        vocabulary = Vocabulary.of(language)
        counted = (OfflineWords.of(language) ?? .english).countedWords
    }

    /// The numbers, names and addresses of `value` that nothing given bears out, in their order, each once.
    package func flags(for value: FieldValue) -> [Flag] {
        let found =
            switch value {
            case .text(let text): flags(in: text)
            case .altTexts(let texts): texts.flatMap { flags(in: $0.text) }
            case .references(let references):
                references.flatMap { reference in
                    flags(in: reference.title)
                        + (evidence.holds(address: reference.url) ? [] : [.address(reference.url)])
                }
            }
        var seen: Set<Flag> = []
        return found.filter { seen.insert($0).inserted }
    }

    private func flags(in text: String) -> [Flag] {
        var rest = text
        var flags: [Flag] = []
        for address in WebAddress.all(in: text) {
            if !evidence.holds(address: address) { flags.append(.address(address)) }
            rest = rest.replacing(address, with: " ")
        }
        let tokens = TextToken.all(in: rest)
        for index in tokens.indices {
            if let flag = flag(on: index, of: tokens) { flags.append(flag) }
        }
        return flags
    }

    private func flag(on index: Int, of tokens: [TextToken]) -> Flag? {
        let token = tokens[index]
        if token.isNumber {
            return isListNumber(token) || isSlideNumber(index, tokens) || isShown(token.text, index, tokens)
                ? nil : .number(token.text)
        }
        if evidence.holds(word: token.text) { return nil }
        if let value = NumberWords.value(of: token.text, in: language), !token.isCapitalisedInside {
            // "4.2 million" was judged with its number.
            let isScale = index > 0 && tokens[index - 1].isNumber && Self.scales[token.text.lowercased()] != nil
            return isScale || value == "1" || isOrdinal(token.text, value) || isShown(value, index, tokens)
                ? nil : .number(token.text)
        }
        return isName(index, tokens) ? .name(token.text) : nil
    }
}

extension Grounding {
    private func isShown(_ number: String, _ index: Int, _ tokens: [TextToken]) -> Bool {
        let next = index + 1 < tokens.count ? tokens[index + 1].text.lowercased() : ""
        if evidence.holds(number: number, scale: Self.scales[next] ?? 1) { return true }
        guard let count = Int(number) else { return false }
        // "three columns", "four short points"
        return tokens.dropFirst(index + 1).prefix(3).contains { token in
            counted[token.text.lowercased()].map { counts.holds(count, $0) } ?? false
        }
    }

    private static let scales: [String: Double] = [
        "k": 1e3, "thousand": 1e3, "mil": 1e3, "tausend": 1e3, "mille": 1e3, "m": 1e6, "million": 1e6,
        "millions": 1e6, "millones": 1e6, "millón": 1e6, "millionen": 1e6, "billion": 1e9, "bn": 1e9,
        "milliarden": 1e9, "milliards": 1e9,
    ]

    /// "2." or "2)" at the beginning of a line.
    private func isListNumber(_ token: TextToken) -> Bool {
        token.beginsLine && token.text.count <= 2 && (token.next == "." || token.next == ")")
    }

    /// "Slide 3: " at the beginning of the text.
    private func isSlideNumber(_ index: Int, _ tokens: [TextToken]) -> Bool {
        index == 1 && ["slide", "diapositiva", "folie", "diapositive"].contains(tokens[0].text.lowercased())
    }

    private func isOrdinal(_ word: String, _ value: String) -> Bool {
        Self.ordinals.contains(word.lowercased()) && (Int(value) ?? .max) <= counts.largest
    }

    private static let ordinals: Set<String> = [
        "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "both", "segundo",
        "segunda", "tercero", "tercera", "cuarto", "ambos", "zweite", "dritte", "vierte", "fünfte", "beide",
        "deuxième", "seconde", "troisième", "quatrième", "cinquième",
    ]

    private func isName(_ index: Int, _ tokens: [TextToken]) -> Bool {
        let token = tokens[index]
        guard token.text.contains(where: \.isUppercase) else { return false }
        // A letter by itself: "A", "I", the label of an option.
        guard token.text.count > 1 else { return false }
        if token.isCapitalisedInside { return !vocabulary.acronyms.contains(token.text) }
        if vocabulary.holds(token.text) { return false }
        if language == .german { return !isGermanNoun(index, tokens) }
        guard token.beginsSentence else { return true }
        return !vocabulary.looksOrdinary(token.text) || isFollowedByName(index, tokens)
    }

    /// "Marie Curie": a word that could be any, before a name.
    private func isFollowedByName(_ index: Int, _ tokens: [TextToken]) -> Bool {
        guard index + 1 < tokens.count, tokens[index].next == " " else { return false }
        let next = tokens[index + 1]
        return !next.isNumber && next.text.first?.isUppercase == true && !next.isCapitalisedInside
            && !vocabulary.holds(next.text) && !evidence.holds(word: next.text)
    }

    private func isGermanNoun(_ index: Int, _ tokens: [TextToken]) -> Bool {
        let token = tokens[index]
        if vocabulary.looksOrdinary(token.text) || vocabulary.holdsEnd(of: token.text)
            || evidence.holdsEnd(of: token.text)
        {
            return true
        }
        guard index > 0, !token.beginsSentence else { return false }
        return vocabulary.announcesNoun(tokens[index - 1].text)
    }
}

extension TextToken {
    /// Capitals after the first letter, as in "iPhone" and "NASA".
    fileprivate var isCapitalisedInside: Bool { text.dropFirst().contains(where: \.isUppercase) }
}

extension Flag {
    fileprivate static func number(_ text: String) -> Flag {
        Flag(
            kind: .unsupportedNumber, excerpt: text,
            message: "The number '\(text)' is neither on the slide nor in its notes, its pictures or the sources.")
    }

    fileprivate static func name(_ text: String) -> Flag {
        Flag(
            kind: .unsupportedName, excerpt: text,
            message: "The name '\(text)' is neither on the slide nor in its notes, its pictures or the sources.")
    }

    fileprivate static func address(_ text: String) -> Flag {
        Flag(
            kind: .unverifiedURL, excerpt: text,
            message: "The address '\(text)' is neither on the slide nor among the sources.")
    }
}
