/// Short forms that are written with a dot, in the languages of the Latin script together.
enum Abbreviations {
    /// Whether a sentence goes on after `word` and a dot, when `following` is the next word (which is not in small
    /// letters).
    static func goOn(after word: String, before following: String, closed: Bool) -> Bool {
        let key = word.lowercased()
        let isNumber = following.first?.isNumber ?? false
        if !closed, goesOn.contains(key) { return true }
        if isNumber, beforeNumbers.contains(key) { return true }
        if closed { return false }
        if word.count == 1, word != "I", word.first?.isUppercase == true { return true }
        // "U.S. Army", but "in the U.S. The army".
        let isDotted = word.contains(".") && word.split(separator: ".").allSatisfy { $0.count <= 2 }
        return isDotted && word.contains(where: \.isLetter) && !sentenceOpeners.contains(following)
    }

    /// Always followed by what they belong to.
    private static let goesOn: Set<String> = [
        "dr", "mr", "mrs", "ms", "prof", "st", "gen", "gov", "sen", "rep", "lt", "col", "capt", "sgt", "rev", "hon",
        "mt", "fig", "figs", "vs", "e.g", "i.e", "cf", "approx", "ca", "viz", "esp", "incl", "resp", "a.k.a",
        "sr", "sra", "srta", "dra", "lic", "ing", "ej", "p.ej", "pág", "págs", "núm", "d", "dña", "excmo",
        "hr", "fr", "frau", "z.b", "d.h", "u.a", "v.a", "bzw", "vgl", "evtl", "ggf", "inkl", "zzgl", "sog",
        "m", "mm", "mme", "mlle", "mgr", "ex", "env", "réf", "sig", "sigg", "dott", "avv", "es", "all", "exmo",
    ]
    /// Followed by what they belong to when that is a number; "No." may be a whole sentence.
    private static let beforeNumbers: Set<String> = [
        "no", "nos", "nr", "n", "p", "pp", "eq", "eqs", "sec", "ch", "vol", "art", "ed", "ref", "tab", "tel", "ext",
        "abb",
        "s", "seit", "kap", "cap", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ]
    private static let sentenceOpeners: Set<String> = [
        "The", "This", "That", "These", "Those", "It", "We", "You", "They", "He", "She", "I", "In", "On", "At", "For",
        "From", "With", "A", "An", "And", "But", "Or", "So", "If", "When", "While", "What", "How", "Why", "Who",
        "Where", "There", "Here", "As", "By", "To", "No", "Not", "Now", "Then", "Our", "My", "Your", "His", "Her",
        "Their", "Its", "However", "After", "Before", "Since", "Each", "Every", "All", "Some", "Many", "Most",
        "El", "La", "Los", "Las", "Un", "Una", "En", "Es", "Der", "Die", "Das", "Ein", "Eine", "Wir", "Le", "Les",
    ]
    /// In German, and not only there, a number with a dot is an ordinal: "am 3. Oktober".
    static let afterOrdinals: Set<String> = [
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember", "Jahrhundert", "Jahrhunderts", "Auflage", "Kapitel", "Klasse", "Stock", "Platz",
        "Quartal",
    ]
}

extension Unicode.Scalar {
    /// An emoji or another picture, which is a statement of its own.
    var isPictograph: Bool {
        properties.isEmojiPresentation || (0x2600...0x27BF).contains(value) || (0x1F000...0x1FAFF).contains(value)
    }
}
