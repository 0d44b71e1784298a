/// Tells what a chart shows: its kind and subject, then how each series goes or where its extremes are.
///
/// Values are compared as they are shown, so that "from 4.5 to 4.5" is never called a rise.
struct ChartNarration {
    let chart: ChartElement
    let phrases: NarrationPhrases
    let slideTitle: String?

    /// With more series than this only the extremes of all are told.
    private static let mostSeries = 4
    private static let mostNames = 8

    var sentences: [String] {
        guard let words = phrases.words else { return ownText }
        return [subject(words)] + names(words) + axes(words) + values(words)
    }

    /// The texts of the chart itself, for languages without phrases.
    private var ownText: [String] {
        [title, chart.valueAxisTitle, chart.categoryAxisTitle].compactMap { $0.map(SpokenText.sentence) }
            + [SpokenText.sentence(phrases.list(seriesNames))]
    }

    /// The title, unless it is the slide's, which has been said.
    private var title: String? {
        guard let title = chart.title.map(SpokenText.phrase), !title.isEmpty else { return nil }
        return title.lowercased() == slideTitle.map(SpokenText.phrase)?.lowercased() ? nil : title
    }

    private var seriesNames: [String] {
        chart.series.compactMap(\.name).map(SpokenText.phrase).filter { !$0.isEmpty && $0 != title }
    }

    private func subject(_ words: NarrationPhrases.Words) -> String {
        let kind = words.chartKinds[chart.kind] ?? words.chart
        let categories = chart.categories.map(SpokenText.phrase).filter { !$0.isEmpty }
        let says: String
        if let title {
            says = words.chartShows.filled([.name: title])
        } else if seriesNames.count > 1, seriesNames.count <= Self.mostNames {
            says = words.chartCompares.filled([.list: phrases.list(seriesNames)])
        } else if let name = seriesNames.first, chart.series.count == 1 {
            says = words.chartShows.filled([.name: name])
        } else if let axis = chart.valueAxisTitle.map(SpokenText.phrase), !axis.isEmpty {
            says = words.chartShows.filled([.name: axis])
        } else if !categories.isEmpty, categories.count <= Self.mostNames {
            says = words.chartCovers.filled([.list: phrases.list(categories)])
        } else {
            return ""
        }
        return SpokenText.sentence(kind + " " + says)
    }

    private func names(_ words: NarrationPhrases.Words) -> [String] {
        guard title != nil, seriesNames.count > 1, seriesNames.count <= Self.mostNames else { return [] }
        return [SpokenText.sentence(words.alsoCompares.filled([.list: phrases.list(seriesNames)]))]
    }

    private func axes(_ words: NarrationPhrases.Words) -> [String] {
        let value = chart.valueAxisTitle.map(SpokenText.phrase) ?? ""
        let category = chart.categoryAxisTitle.map(SpokenText.phrase) ?? ""
        let sentence: String
        switch (value.isEmpty, category.isEmpty) {
        case (false, false): sentence = words.valuesByCategories.filled([.values: value, .categories: category])
        case (false, true) where title != nil || !seriesNames.isEmpty: sentence = words.valueAxis.filled([.name: value])
        case (true, false): sentence = words.categoryAxis.filled([.name: category])
        default: return []
        }
        return [SpokenText.sentence(sentence)]
    }

    private func values(_ words: NarrationPhrases.Words) -> [String] {
        // Of several series without names nobody could tell which is meant.
        let series = chart.series.map { ShownSeries($0, chart: chart, phrases: phrases) }
            .filter { !$0.points.isEmpty && ($0.name != nil || chart.series.count == 1) }
        guard series.count <= Self.mostSeries else { return extremes(ofAll: series, words) }
        return series.flatMap { chart.hasTrend ? $0.trend(words) : $0.extremes(words, isOnly: series.count == 1) }
    }

    /// One sentence over all series, each place with the series' name: "9 for Sales, May".
    private func extremes(ofAll series: [ShownSeries], _ words: NarrationPhrases.Words) -> [String] {
        let points = series.flatMap { series in
            series.points.map { point in
                let place = [series.name ?? "", point.category].filter { !$0.isEmpty }.joined(separator: ", ")
                return ShownSeries.Point(category: place, shown: point.shown, text: point.text)
            }
        }
        // Numbers in different units are not compared.
        guard Set(chart.series.map { $0.format ?? "" }).count == 1 else { return [] }
        return ShownSeries(name: nil, points: points, phrases: phrases).extremes(words, isOnly: true)
    }
}

extension ChartElement {
    /// Whether its values follow one another, so that it makes sense to say that they rise or fall.
    package var hasTrend: Bool {
        let isTrend = [.line, .area, .stock].contains(kind) || hasOrderedCategories
        return isTrend && ![.pie, .doughnut, .scatter, .bubble, .radar].contains(kind)
    }

    /// Whether the categories follow one another in time or number: years, quarters, months, steps.
    package var hasOrderedCategories: Bool {
        guard categories.count > 2 else { return false }
        let numbers = categories.map { category in
            Int(category.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).first ?? "")
        }
        let known = numbers.compactMap { $0 }
        let words = Set(categories.map { $0.filter { !$0.isNumber }.lowercased() })
        if known.count == categories.count, words.count == 1 {
            return zip(known, known.dropFirst()).allSatisfy { $0 < $1 }
        }
        let months = categories.map { String($0.lowercased().prefix(3)) }
        return Self.monthBeginnings.contains { names in
            let places = months.compactMap { names.firstIndex(of: $0) }
            return places.count == months.count && zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
        }
    }

    private static let monthBeginnings: [[String]] = [
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
        ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"],
        ["jan", "fév", "mar", "avr", "mai", "jui", "jul", "aoû", "sep", "oct", "nov", "déc"],
    ]
}
