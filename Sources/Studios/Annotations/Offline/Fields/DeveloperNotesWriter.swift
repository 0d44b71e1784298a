import Decks

/// Writes a paragraph for whoever builds on the slide: what it consists of, what is drawn from data, how large its
/// pictures are.
struct DeveloperNotesWriter {
    let desk: WritingDesk

    var text: String {
        guard let words = desk.words else { return bareText }
        var sentences = [structure(words)]
        for element in desk.slide.allElements {
            switch element {
            case .chart(let chart): sentences.append(note(on: chart, words))
            case .table: sentences.append(words.tableIsData)
            case .diagram: sentences.append(words.diagramIsData)
            case .media: sentences.append(words.recordingStays)
            case .text, .picture, .group: break
            }
        }
        sentences += pictures(words)
        sentences.append(words.keepLayout)
        var seen: Set<String> = []
        return sentences.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(9).joined(separator: " ")
    }

    private func structure(_ words: OfflineWords) -> String {
        let counts = SlideCounts(desk.material)
        var parts: [String] = desk.title == nil ? [] : [words.title]
        let points = desk.mainPoints.count
        if points > 1 { parts.append(words.listOf.filled([.list: words.count(points, .points)])) }
        let kinds: [(Counted, Int)] = [
            (.pictures, counts.pictures), (.charts, counts.charts), (.tables, counts.tables),
            (.diagrams, counts.diagrams), (.recordings, counts.recordings),
        ]
        for (kind, count) in kinds where count > 0 { parts.append(nominative(words.count(count, kind))) }
        return parts.isEmpty
            ? words.empty : SpokenText.sentence(words.slideHas.filled([.list: desk.phrases.list(parts)]))
    }

    /// The German words for one stand in the dative.
    private func nominative(_ counted: String) -> String {
        guard desk.phrases.language == .german else { return counted }
        if counted.hasPrefix("einem ") { return "ein " + counted.dropFirst(6) }
        if counted.hasPrefix("einer ") { return "eine " + counted.dropFirst(6) }
        let endings = ["Bildern": "Bilder", "Diagrammen": "Diagramme", "Schaubildern": "Schaubilder"]
        guard let noun = counted.split(separator: " ").last.map(String.init), let other = endings[noun] else {
            return counted
        }
        return counted.dropLast(noun.count) + other
    }

    private func note(on chart: ChartElement, _ words: OfflineWords) -> String {
        let noun = words.charts[chart.kind] ?? words.chart
        let bare = noun.split(separator: " ").dropFirst().joined(separator: " ")
        let counts = [
            chart.series.isEmpty ? nil : words.count(chart.series.count, .series),
            chart.categories.isEmpty ? nil : words.count(chart.categories.count, .categories),
        ].compactMap { $0 }
        let size = counts.isEmpty ? "" : " (" + desk.phrases.list(counts) + ")"
        return SpokenText.sentence(words.chartIsData.filled([.kind: bare]) + size)
    }

    private func pictures(_ words: OfflineWords) -> [String] {
        let shown = desk.slide.visualSubjects.compactMap { subject -> (ShapeIdentity, PictureSight)? in
            guard subject.kind == .picture, let sight = desk.sight(of: subject.shape) else { return nil }
            return (subject.shape, sight)
        }
        return shown.prefix(2).flatMap { shape, sight -> [String] in
            let place = desk.place(of: shape).flatMap { words.places[$0] } ?? ""
            let size = words.pictureSize.filled([.place: place, .size: "\(sight.width) × \(sight.height)"])
            let colours = desk.colours(of: sight, words)
            let told = colours.isEmpty ? "" : "; " + words.pictureColours.filled([.list: desk.phrases.list(colours)])
            let sentence = SpokenText.sentence(SpokenText.onOneLine(size + told))
            return sight.text.isEmpty ? [sentence] : [sentence, words.pictureText]
        }
    }

    /// The texts of the slide's outline, for languages without words.
    private var bareText: String {
        let parts = [desk.title].compactMap { $0 } + desk.mainPoints.prefix(3)
        let told = parts.map { SpokenText.sentence(Wording.cut($0, to: 120)) }.joined(separator: " ")
        return told.isEmpty ? Wording.excerpt(of: desk.narration, words: 40) : told
    }
}
