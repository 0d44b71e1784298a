/// What can be counted on a slide.
enum Counted: String, CaseIterable, Sendable {
    case points, items, rows, columns, series, categories, pictures, charts, tables, diagrams, texts, recordings,
        options
}

/// A noun with its number: "one column", "three columns".
struct CountedNoun: Sendable {
    /// With its word for one.
    var one: String
    var many: String
    /// Other words for the same things, which a writer may use.
    var synonyms: [String] = []
}

extension OfflineWords {
    /// "three columns"; in digits beyond twelve.
    func count(_ count: Int, _ kind: Counted) -> String {
        guard let noun = nouns[kind] else { return String(count) }
        return count == 1 ? noun.one : number(count) + " " + noun.many
    }

    func number(_ count: Int) -> String {
        numbers.indices.contains(count - 2) ? numbers[count - 2] : String(count)
    }

    /// The words that name things of a kind, in lower case.
    var countedWords: [String: Counted] {
        var found: [String: Counted] = [:]
        for (kind, noun) in nouns {
            let one = noun.one.split(separator: " ").last.map(String.init) ?? ""
            let many = noun.many.split(separator: " ").last.map(String.init) ?? ""
            for word in [one, many] + noun.synonyms { found[word.lowercased()] = kind }
        }
        return found
    }
}
