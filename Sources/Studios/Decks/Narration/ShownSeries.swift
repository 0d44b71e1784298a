/// A series of a chart with its values as they are shown.
package struct ShownSeries {
    package struct Point {
        package var category: String
        /// The value rounded as it is shown.
        package var shown: Double
        package var text: String

        package init(category: String, shown: Double, text: String) {
            self.category = category
            self.shown = shown
            self.text = text
        }
    }

    package var name: String?
    package var points: [Point]
    package let phrases: NarrationPhrases

    package init(name: String?, points: [Point], phrases: NarrationPhrases) {
        self.name = name
        self.points = points
        self.phrases = phrases
    }

    /// Gaps, and values that are no numbers, are left out.
    package init(_ series: ChartElement.Series, chart: ChartElement, phrases: NarrationPhrases) {
        let format = NumberFormat(
            code: series.format, language: phrases.language, minus: phrases.words?.minus ?? "minus")
        let points = series.values.enumerated().compactMap { index, value -> Point? in
            guard let value, let shown = format.shownValue(value), let text = format.text(value) else { return nil }
            let category = index < chart.categories.count ? SpokenText.phrase(chart.categories[index]) : ""
            return Point(category: category, shown: shown, text: text)
        }
        let name = series.name.map(SpokenText.phrase) ?? ""
        self.init(name: name.isEmpty ? nil : name, points: points, phrases: phrases)
    }

    /// How the values go from first to last, as a sentence; with the extremes when they go up and down.
    package func trend(_ words: NarrationPhrases.Words) -> [String] {
        guard let first = points.first, let last = points.last else { return [] }
        guard let trend = Trend(points.map(\.shown)), let phrase = words.trends[trend.course] else {
            return [SpokenText.sentence(subject(words) + " " + words.single.filled([.value: place(first)]))]
        }
        let says = told(trend, phrase, first, last)
        let isUneven = [.risesUnsteadily, .fallsUnsteadily, .returns].contains(trend.course)
        return [SpokenText.sentence(subject(words) + " " + says)] + (isUneven ? extremes(words, isOnly: false) : [])
    }

    /// How the values go from first to last, in the words that follow a subject; `nil` for fewer than two values.
    package func course(_ words: NarrationPhrases.Words) -> String? {
        guard let first = points.first, let last = points.last, let trend = Trend(points.map(\.shown)),
            let phrase = words.trends[trend.course]
        else { return nil }
        return told(trend, phrase, first, last)
    }

    private func told(_ trend: Trend, _ phrase: PhraseTemplate, _ first: Point, _ last: Point) -> String {
        phrase.filled([
            .value: first.text, .first: place(first), .last: place(last),
            .turn: trend.turn.map { place(points[$0]) } ?? "",
        ])
    }

    /// Where the highest and the lowest values are, as a sentence.
    package func extremes(_ words: NarrationPhrases.Words, isOnly: Bool) -> [String] {
        guard let first = points.first, let high = points.map(\.shown).max(), let low = points.map(\.shown).min() else {
            return []
        }
        guard points.count > 1 else {
            return [SpokenText.sentence(subject(words) + " " + words.single.filled([.value: place(first)]))]
        }
        if high == low, let level = words.trends[.level] {
            return [SpokenText.sentence(subject(words) + " " + level.filled([.value: first.text]))]
        }
        let phrase = isOnly || name == nil ? words.extremes : words.seriesExtremes
        return [
            SpokenText.sentence(
                phrase.filled([.name: name ?? "", .high: places(of: high), .low: places(of: low)]))
        ]
    }

    /// "The series Sales"; "Series 1", whose name says already what it is.
    private func subject(_ words: NarrationPhrases.Words) -> String {
        guard let name else { return words.unnamedSeries }
        let isAutomatic = words.automaticSeries.contains { name.lowercased().hasPrefix($0) }
        return isAutomatic ? name : words.series.filled([.name: name])
    }

    private func place(_ point: Point) -> String {
        ValuePlace(phrases: phrases).text(point.text, at: [point.category])
    }

    private func places(of value: Double) -> String {
        let found = points.filter { $0.shown == value }
        return ValuePlace(phrases: phrases).text(found.first?.text ?? "", at: found.map(\.category))
    }
}
