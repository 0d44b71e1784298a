/// How a picture, video or sound is introduced.
package struct DescriptionPhrase: Sendable {
    /// Before a noun with its article: "The picture shows".
    var shows: String
    /// Before anything else: "In the picture:".
    var shownThere: String
    /// Words that begin a noun phrase.
    var articles: Set<String>
    /// Beginnings that say what the picture is, such as "picture of", in lower case.
    package var leadIns: [String]

    /// `text` as it follows ``shows``, or `nil` when it does not begin in a way that lets it.
    func withoutLeadIn(_ text: String) -> String? {
        for leadIn in leadIns where text.lowercased().hasPrefix(leadIn + " ") {
            let rest = SpokenText.onOneLine(text.dropFirst(leadIn.count))
            return rest.isEmpty ? nil : withLowerArticle(rest) ?? rest
        }
        return withLowerArticle(text)
    }

    private func withLowerArticle(_ text: String) -> String? {
        guard let word = text.split(separator: " ").first, text.contains(" "), articles.contains(word.lowercased())
        else { return nil }
        return word.lowercased() + text.dropFirst(word.count)
    }
}

/// The words between what is on the slide, in one language.
///
/// They hold no numbers, and no capitals but the first letter and the nouns of German.
package struct NarrationPhrases: Sendable {
    package var language: Language

    /// The languages that have words of their own here.
    package enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case spanish = "es"
        case german = "de"
        case french = "fr"
        case other = ""
    }

    package init(language tag: String?) {
        let primary = (tag ?? "").lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first ?? ""
        language = Language(rawValue: String(primary)) ?? .other
    }

    package var words: Words? {
        switch language {
        case .english: .english
        case .spanish: .spanish
        case .german: .german
        case .french: .french
        case .other: nil
        }
    }

    /// "A, B and C"; without a word for "and", "A, B, C".
    package func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        guard let words else {
            let isCJK = items.contains { SpokenText.sentence($0).hasSuffix("。") }
            return items.joined(separator: isCJK ? "、" : ", ")
        }
        var and = words.and
        if language == .spanish, last.lowercased().first == "i" || last.lowercased().hasPrefix("hi") { and = "e" }
        // A comma before "and" keeps items apart that hold an "and" themselves.
        let needsComma = items.contains { (" " + $0 + " ").contains(" \(words.and) ") }
        return items.dropLast().joined(separator: ", ") + (needsComma ? ", " : " ") + and + " " + last
    }
}
