import Decks

/// Writes two to five points for whoever teaches with the slide, one a line.
struct InstructorNotesWriter {
    let desk: WritingDesk

    var text: String {
        guard let words = desk.words else { return bareText }
        var seen: Set<String> = []
        var points = points(words).filter { seen.insert($0).inserted }
        for filler in [words.askWhatIsShown, words.askOpen] where points.count < 2 && !points.contains(filler) {
            points.append(filler)
        }
        return points.prefix(5).joined(separator: "\n")
    }

    private func points(_ words: OfflineWords) -> [String] {
        let subject = desk.title.map { SpokenText.sentence(words.announce.filled([.title: $0])) }
        let order = self.order(words)
        switch desk.material.kind.kind {
        case .moduleTitle, .section: return [subject, words.askExpectation].compactMap { $0 }
        case .agenda: return [order ?? subject, words.askExpectation].compactMap { $0 }
        case .knowledgeCheck: return [words.letAnswer, words.giveReason]
        case .answers: return [words.giveReason] + mistakes(words) + [words.askOpen]
        case .closing: return [stress(words), words.askOpen].compactMap { $0 }
        case .content:
            let found = [stress(words), terms(words)] + mistakes(words).map { $0 } + [question(words)]
            let points = found.compactMap { $0 }
            return points.count > 2 ? points : points + [order].compactMap { $0 }
        }
    }

    /// The first thing that the slide says in a sentence; of a chart, where its extremes are.
    private func stress(_ words: OfflineWords) -> String? {
        let chart = desk.slide.allElements.lazy.compactMap { element -> String? in
            guard case .chart(let chart) = element else { return nil }
            let facts = Wording.sentences(ChartAltText(desk: desk, chart: chart).text).dropFirst()
            return facts.first
        }.first
        let points = desk.tellingPoints.filter { !$0.hasSuffix("?") && $0.count > 2 }
        let full = points.first { $0.split(separator: " ").count > 4 } ?? list(points) ?? desk.title
        guard let text = chart ?? full else { return nil }
        return SpokenText.sentence(words.stress.filled([.text: Wording.cut(text, to: 180)]))
    }

    /// Short points mean little one by one.
    private func list(_ points: [String]) -> String? {
        points.isEmpty ? nil : desk.phrases.list(Array(points.filter { !$0.contains(",") }.prefix(4)))
    }

    private func terms(_ words: OfflineWords) -> String? {
        let terms = KeyTerms(desk: desk).terms
        let explained = terms.map { term in
            desk.style.glossary.first { $0.key.lowercased() == term.lowercased() }
                .map { term + " (" + SpokenText.phrase($0.value) + ")" } ?? term
        }
        guard terms.count > 1 || explained != terms else { return nil }
        return SpokenText.sentence(words.clarify.filled([.list: desk.phrases.list(explained)]))
    }

    /// What the slide or its notes themselves call a mistake.
    private func mistakes(_ words: OfflineWords) -> [String] {
        let markers = [
            "misconception", "common mistake", "pitfall", "myth", "error común", "error frecuente", "mito",
            "irrtum", "häufiger fehler", "missverständnis", "erreur courante", "erreur fréquente", "idée reçue",
        ]
        let sentences = (desk.mainPoints + desk.slide.notes.map(\.text)).flatMap(Wording.sentences)
        let found = sentences.first { sentence in
            let text = " " + sentence.lowercased()
            return markers.contains { text.contains(" " + $0) } && sentence.count <= 200
        }
        return found.map { [SpokenText.sentence(words.warn.filled([.text: $0]))] } ?? []
    }

    private func question(_ words: OfflineWords) -> String {
        for element in desk.slide.allElements {
            if case .chart(let chart) = element, let name = chart.series.first?.name.map(SpokenText.phrase),
                chart.series.count == 1, !name.isEmpty
            {
                return words.askHighest.filled([.name: name])
            }
            if case .table(let table) = element, table.hasHeaderRow, table.rows.count > 2 {
                let labels = table.rows.dropFirst().compactMap(\.first).map(SpokenText.phrase)
                let told = labels.prefix(2).filter { $0.contains(where: \.isLetter) && $0.count <= 40 }
                if told.count == 2, told[0] != told[1] {
                    return words.askTable.filled([.list: desk.phrases.list(Array(told))])
                }
            }
        }
        if let term = KeyTerms(desk: desk).terms.first { return words.askMeaning.filled([.text: words.quoted(term)]) }
        if let title = desk.title, !title.hasSuffix("?") {
            return words.askWords.filled([.text: words.quoted(title)])
        }
        return words.askWhatIsShown
    }

    private func order(_ words: OfflineWords) -> String? {
        let points = desk.tellingPoints.filter { $0.count <= 60 && !$0.contains(",") }
        guard points.count > 1 else { return nil }
        return SpokenText.sentence(words.walkThrough.filled([.list: desk.phrases.list(Array(points.prefix(6)))]))
    }

    /// The slide's first points, for languages without words.
    private var bareText: String {
        let points = desk.mainPoints.prefix(4).map { SpokenText.sentence(Wording.cut($0, to: 160)) }
        let all = [desk.title.map(SpokenText.sentence)].compactMap { $0 } + points
        let told = all.isEmpty ? Wording.sentences(desk.narration).map { Wording.cut($0, to: 160) } : all
        return told.prefix(5).joined(separator: "\n")
    }
}
