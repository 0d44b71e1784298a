/// The words of one language for what is written with signs.
struct SpokenVocabulary: Sendable {
    /// A thing that is counted: "1 km", "5 km".
    struct Unit: Sendable {
        var one: String
        var many: String
    }

    /// Whether numbers are spelled in words; else they are left to the voice.
    var spellsNumbers = false
    var namesEmoji = false
    /// What a sign or a run of signs is called, such as `->`, `&`, `≥`.
    var signs: [String: String] = [:]
    /// By symbol, capitals and small letters told apart.
    var units: [String: Unit] = [:]
    var currencies: [String: Unit] = [:]
    /// Short forms, without their last dot.
    var abbreviations: [String: String] = [:]
    /// Words that are read otherwise than written, without a dot: `w/o`, `C++`.
    var specials: [String: String] = [:]
    /// "to" in "5–10" and "per" in "km/h".
    var to = ""
    var per = ""
    /// In addresses.
    var dot = "."
    var slash = "/"
    var at = "@"

    /// Whether there are words at all.
    var isNeutral: Bool { signs.isEmpty }

    static func of(_ language: String) -> SpokenVocabulary {
        switch language {
        case "en": english
        case "de": german
        case "es": spanish
        case "fr": french
        case "it": italian
        case "pt": portuguese
        default: SpokenVocabulary()
        }
    }

    /// Reads `sign=words` pairs, separated by semicolons or line ends.
    static func pairs(_ text: String) -> [String: String] {
        var table: [String: String] = [:]
        for pair in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            // The last "=", as the first may belong to the sign.
            guard let sign = pair.lastIndex(of: "=") else { continue }
            table[pair[..<sign].trimmingSpace] = pair[pair.index(after: sign)...].trimmingSpace
        }
        return table
    }

    /// Reads `symbol=one|many` pairs; without a bar both are the same.
    static func units(_ text: String) -> [String: Unit] {
        pairs(text).mapValues { words in
            let forms = words.split(separator: "|").map(String.init)
            return Unit(one: forms.first ?? words, many: forms.last ?? words)
        }
    }
}
