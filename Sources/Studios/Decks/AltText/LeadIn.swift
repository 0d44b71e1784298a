/// Openings that say there is a picture, which a screen reader has said already: "An image of", "Das Bild zeigt".
///
/// What kind of picture it is may matter: "screenshot", "map", "satellite image", "bar chart" and the like are no
/// lead-ins.
enum LeadIn {
    static func begins(_ text: String) -> Bool {
        let start = text.prefix(100).lowercased()
        let words = start.split(whereSeparator: { !$0.isLetter }).map(String.init)
        if let colon = start.firstIndex(of: ":"), all.contains(where: { $0.nouns.contains(trimmed(start[..<colon])) }) {
            return true
        }
        return all.contains { $0.begins(words) }
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }

    private struct Phrases {
        /// Words before the noun: articles, "this is".
        var openers: Set<String>
        /// With one of these before the noun, nothing need follow: "In this picture, …"
        var prepositions: Set<String>
        var nouns: Set<String>
        /// Words after the noun.
        var followers: Set<String>

        func begins(_ words: [String]) -> Bool {
            var rest = words[...]
            var hasPreposition = false
            while let word = rest.first, openers.contains(word) || prepositions.contains(word) {
                hasPreposition = hasPreposition || prepositions.contains(word)
                rest.removeFirst()
            }
            guard let noun = rest.popFirst(), nouns.contains(noun) else { return false }
            if hasPreposition { return true }
            return rest.first.map(followers.contains) ?? false
        }
    }

    private static let all = [
        Phrases(
            openers: ["a", "an", "the", "this", "is", "here"], prepositions: ["in", "on"],
            nouns: ["image", "images", "picture", "pictures", "pic", "photo", "photos", "photograph", "graphic"],
            followers: [
                "of", "show", "shows", "showing", "depicts", "depicting", "containing", "displays", "displaying",
                "illustrates", "illustrating", "represents", "representing", "that", "which",
            ]),
        Phrases(
            openers: ["una", "la", "esta", "es", "el", "un"], prepositions: ["en"],
            nouns: ["imagen", "imágenes", "foto", "fotografía", "fotografia"],
            followers: ["de", "del", "que", "donde", "muestra", "mostrando", "con", "representa"]),
        Phrases(
            openers: ["ein", "eine", "das", "die", "dies", "dieses", "diese", "ist"],
            prepositions: ["auf", "in", "im", "dem", "diesem", "der", "dieser"],
            nouns: ["bild", "bilder", "foto", "fotos", "fotografie", "grafik", "abbildung"],
            followers: ["von", "vom", "des", "der", "einer", "eines", "mit", "zeigt", "zeigen", "zu", "das", "die"]),
        Phrases(
            openers: ["une", "l", "la", "cette", "ceci", "est", "voici"], prepositions: ["dans", "sur"],
            nouns: ["image", "images", "photo", "photographie"],
            followers: ["de", "d", "du", "des", "qui", "montrant", "montre", "représentant", "représente", "avec"]),
    ]
}
