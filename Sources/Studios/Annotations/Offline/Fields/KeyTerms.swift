import Decks

/// The terms of a slide that a learner should know: from the glossary, what the slide itself explains ("Term: what it
/// is"), its short points, and its title.
struct KeyTerms {
    let desk: WritingDesk

    static let most = 4

    var terms: [String] {
        // What opens or closes a part explains nothing.
        guard !desk.material.kind.kind.isShort, desk.material.kind.kind != .closing else { return [] }
        var terms: [String] = []
        for candidate in glossaryTerms + explained + capitalised + shortPoints where isTerm(candidate) {
            let isKnown = terms.contains { term in
                term.lowercased().contains(candidate.lowercased()) || candidate.lowercased().contains(term.lowercased())
            }
            if !isKnown { terms.append(candidate) }
        }
        return Array(terms.prefix(Self.most))
    }

    /// The texts that explain; where there are none, those that stand about.
    private var texts: [String] {
        let all = desk.slide.elements.flatMap { element -> [(isBody: Bool, text: String)] in
            switch element {
            case .text(let text):
                text.isFurniture(of: desk.slide) || text.role == .title
                    ? []
                    : text.paragraphs.filter { !CodeText.isCode($0.text) && !$0.text.contains("@") }
                        .map { (text.role != .other, $0.text) }
            case .diagram(let diagram): diagram.nodes.map { (true, $0.text) }
            case .table, .chart, .picture, .media, .group: []
            }
        }
        let bodies = all.filter(\.isBody)
        return (bodies.isEmpty ? all : bodies).map(\.text)
    }

    private var glossaryTerms: [String] {
        let all = texts.joined(separator: " ").lowercased()
        return desk.style.glossary.keys.sorted().filter { all.contains($0.lowercased()) }
    }

    /// What stands before a colon or a dash.
    private var explained: [String] {
        texts.compactMap { text in
            let text = SpokenText.withoutNumbering(SpokenText.withoutBullet(text))
            for mark in [": ", " – ", " — ", " - "] {
                guard let range = text.firstRange(of: mark) else { continue }
                return String(text[..<range.lowerBound])
            }
            return nil
        }
    }

    private var shortPoints: [String] {
        texts.map { SpokenText.phrase(SpokenText.withoutNumbering(SpokenText.withoutBullet($0))) }
            .filter { $0.split(separator: " ").count <= 2 }
    }

    /// Words with capitals in the middle of a sentence, such as "Microsoft Edge". In German that is every noun.
    private var capitalised: [String] {
        guard desk.phrases.language != .german else { return [] }
        return texts.flatMap { text -> [String] in
            let words = text.split(separator: " ").map(String.init)
            // Where every word has a capital, capitals say nothing.
            guard words.count > 3, words.count(where: { $0.first?.isLowercase == true }) * 2 > words.count else {
                return []
            }
            var found: [String] = []
            var current: [String] = []
            for (index, word) in words.enumerated() {
                let begins = index == 0 || words[index - 1].last.map { !$0.isLetter && $0 != "," } ?? true
                if word.first?.isUppercase == true, !begins || !current.isEmpty { current.append(word) }
                let ends = word.last?.isLetter != true || word.first?.isUppercase != true || index == words.count - 1
                if ends, !current.isEmpty {
                    found.append(current.joined(separator: " ").trimmingStops)
                    current = []
                }
            }
            return found
        }
    }

    /// Two to forty letters, at most four words, no sentence, no address, no number.
    private func isTerm(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return (2...40).contains(text.count) && (1...4).contains(words.count)
            && text.first?.isLetter == true && !text.contains(where: { "?!@/\\*<>{}=\"“”…:;|[](),_".contains($0) })
            && text.filter(\.isLetter).count * 2 > text.count && !Self.plainWords.contains(text.lowercased())
            && text.last?.isNumber == false && text.count(where: \.isLetter) > 2
            && !(text.contains(".") && !text.contains(". "))
    }

    /// Words that explain nothing.
    private static let plainWords: Set<String> = [
        "note", "example", "examples", "tip", "notes", "yes", "no", "pros", "cons", "what", "why", "how", "when",
        "step",
        "goal", "goals", "agenda", "overview", "summary", "introduction", "questions", "demo", "exercise", "time",
        "nota", "ejemplo", "ejemplos", "sí", "resumen", "introducción", "preguntas", "objetivo", "objetivos",
        "beispiel", "beispiele", "hinweis", "ja", "nein", "einführung", "fragen", "ziel", "ziele", "überblick",
        "exemple", "exemples", "oui", "non", "remarque", "questions", "objectif", "objectifs", "i", "en", "la", "el",
    ]
}

extension String {
    fileprivate var trimmingStops: String {
        var text = self[...]
        while let last = text.last, !last.isLetter && !last.isNumber { text = text.dropLast() }
        return String(text)
    }
}
