import Decks

/// Beginnings that announce what is said instead of saying it.
enum LeadIn {
    /// In lower case; the longer before the shorter.
    private static let beginnings: [NarrationPhrases.Language: [String]] = [
        .english: [
            "today we will", "today we'll", "today, we will", "today, we'll", "today i will", "today, i will",
            "today we are going to", "today, we are going to", "today we're going to", "today, we're going to",
            "in this slide", "on this slide", "this slide shows", "this slide is about", "this slide covers",
            "this slide presents", "this slide describes", "this slide explains", "this slide discusses",
            "here on this slide", "in this presentation", "the purpose of this slide is to", "the slide shows",
        ],
        .spanish: [
            "hoy vamos a", "hoy veremos", "en esta diapositiva", "esta diapositiva muestra",
            "esta diapositiva presenta", "en esta presentación", "la diapositiva muestra",
        ],
        .german: [
            "heute werden wir", "heute wollen wir", "auf dieser folie", "diese folie zeigt", "in dieser präsentation",
            "die folie zeigt",
        ],
        .french: [
            "aujourd'hui nous allons", "aujourd’hui nous allons", "aujourd'hui, nous allons",
            "aujourd’hui, nous allons", "sur cette diapositive", "dans cette diapositive",
            "cette diapositive montre", "cette diapositive présente", "dans cette présentation",
        ],
    ]

    /// The lead-in that `text` begins with, as it stands there.
    static func beginning(of text: String, _ language: NarrationPhrases.Language) -> String? {
        let start = text.drop { !$0.isLetter }
        let lower = start.prefix(60).lowercased()
        let known = beginnings[language] ?? beginnings.values.flatMap(\.self)
        return known.filter { lower.hasPrefix($0) && !(lower.dropFirst($0.count).first?.isLetter ?? false) }
            .max { $0.count < $1.count }
            .map { String(start.prefix($0.count)) }
    }

    /// `text` without its lead-in: "Today we will learn Git" becomes "Learn Git".
    static func removed(from text: String, _ language: NarrationPhrases.Language) -> String {
        var text = text
        while let beginning = beginning(of: text, language) {
            let rest = text.drop { !$0.isLetter }.dropFirst(beginning.count).drop { !$0.isLetter && !$0.isNumber }
            guard !rest.isEmpty else { return "" }
            text = Wording.capitalised(String(rest))
        }
        return text
    }
}
