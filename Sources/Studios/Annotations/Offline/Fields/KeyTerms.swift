import Decks

/// The terms of a slide that a learner should know: from the glossary, what the slide itself explains ("Term: what it
/// is"), its short points, and its title.
struct KeyTerms {
    let desk: WritingDesk

    static let most = 4

    var terms: [String] {
        var terms: [String] = []
        var seen: Set<String> = []
        for candidate in glossaryTerms + explained + shortPoints + capitalised where isTerm(candidate) {
            if seen.insert(candidate.lowercased()).inserted { terms.append(candidate) }
        }
        return Array(terms.prefix(Self.most))
    }

    private var texts: [String] {
        [desk.title ?? ""] + desk.slide.allElements.flatMap { element -> [String] in
            switch element {
            case .text(let text):
                text.isFurniture(of: desk.slide) || text.role == .title
                    ? [] : text.paragraphs.map(\.text).filter { !CodeText.isCode($0) }
            case .diagram(let diagram): diagram.nodes.map(\.text)
            case .table, .chart, .picture, .media, .group: []
            }
        }
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
        let points = texts.dropFirst().map {
            SpokenText.phrase(SpokenText.withoutNumbering(SpokenText.withoutBullet($0)))
        }
        return points.filter { $0.split(separator: " ").count <= 3 }
    }

    /// Words with capitals in the middle of a sentence. In German that is every noun.
    private var capitalised: [String] {
        guard desk.phrases.language != .german else { return [] }
        return texts.dropFirst().flatMap { text -> [String] in
            let words = text.split(whereSeparator: { $0.isWhitespace || ",;()".contains($0) }).map(String.init)
            return zip(words, words.dropFirst()).compactMap { before, word in
                let isInSentence = before.last.map { $0.isLetter } ?? false
                return isInSentence && word.first?.isUppercase == true ? word.trimmingStops : nil
            }
        }
    }

    /// Two to forty letters, at most four words, no sentence, no address, no number.
    private func isTerm(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return (2...40).contains(text.count) && (1...4).contains(words.count)
            && text.first?.isLetter == true && !text.contains(where: { "?!@/\\*<>{}=\"“”…:;|[]_".contains($0) })
            && text.filter(\.isLetter).count * 2 > text.count && !Self.plainWords.contains(text.lowercased())
            && !(text.contains(".") && !text.contains(". "))
    }

    /// Words that explain nothing.
    private static let plainWords: Set<String> = [
        "note", "example", "examples", "tip", "notes", "yes", "no", "pros", "cons", "what", "why", "how", "when", "step",
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
