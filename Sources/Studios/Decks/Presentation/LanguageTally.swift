/// Counts how many characters are said to be in which language.
struct LanguageTally {
    private var characters: [String: Int] = [:]

    mutating func add(_ text: String, language: String?) {
        guard let language, !language.isEmpty else { return }
        let count = text.unicodeScalars.count { !$0.properties.isWhitespace }
        if count > 0 { characters[language, default: 0] += count }
    }

    mutating func add(_ other: LanguageTally) {
        characters.merge(other.characters, uniquingKeysWith: +)
    }

    var isEmpty: Bool { characters.isEmpty }

    /// The language of the most characters; of equals, the first in the alphabet.
    var majority: String? {
        characters.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}
