import Decks

/// Tells what a chart shows: its kind, axes, series and categories, then its extremes and how each series goes, from
/// the data that is embedded in it.
struct ChartAltText {
    let desk: WritingDesk
    let chart: ChartElement

    private static let mostNames = 6

    var text: String {
        guard let words = desk.words, let told = desk.phrases.words else { return bareText }
        let outline = Wording.sentence(subject(words, isShort: false))
        let short = Wording.sentence(subject(words, isShort: true))
        // Names give way to values when both do not fit, and the values of the trends to their words.
        let trends = [trends(told), bareTrends(words, told)]
        for (subject, trend) in [(outline, trends[0]), (short, trends[0]), (outline, trends[1]), (short, trends[1])] {
            let all = [subject, extremes(told), trend].filter { !$0.isEmpty }.joined(separator: " ")
            if all.count <= AltTextWriter.limit { return all }
        }
        let facts = [extremes(told), trends[1]].filter { !$0.isEmpty }
        var text = short.count <= AltTextWriter.limit ? short : Wording.cut(short, to: AltTextWriter.limit - 1)
        for fact in facts where text.count + 1 + fact.count <= AltTextWriter.limit { text += " " + fact }
        return text
    }

    /// What the chart is, without its values: "a column chart of Sales with two series (North and South)".
    ///
    /// - Parameter isShort: the names of series and categories are left out.
    func subject(_ words: OfflineWords, isShort: Bool) -> String {
        var text = words.charts[chart.kind] ?? words.chart
        if let title { text = words.about.filled([.kind: text, .title: title]) }
        text += axes(words)
        let categories = chart.categories.map(SpokenText.phrase)
        var parts: [String] = []
        if chart.series.count > 0 { parts.append(words.count(chart.series.count, .series) + names(isShort)) }
        if categories.count > 1 {
            parts.append(words.count(categories.count, .categories) + (isShort ? "" : range(categories, words)))
        }
        let and = " " + (desk.phrases.words?.and ?? "") + " "
        return parts.isEmpty ? text : words.with.filled([.kind: text, .list: parts.joined(separator: and)])
    }

    private func names(_ isShort: Bool) -> String {
        let names = seriesNames
        guard !isShort, names.count == chart.series.count, names.count <= Self.mostNames,
            names != [title ?? ""], !names.contains(where: { $0.contains(",") })
        else { return "" }
        return " (" + desk.phrases.list(names) + ")"
    }

    private func range(_ categories: [String], _ words: OfflineWords) -> String {
        guard let first = categories.first, let last = categories.last, !first.isEmpty, !last.isEmpty else { return "" }
        // Names with commas of their own make no list.
        guard !categories.contains(where: { $0.contains(",") }) else { return "" }
        if categories.count <= Self.mostNames, !chart.hasOrderedCategories {
            return " (" + desk.phrases.list(categories) + ")"
        }
        return " (" + words.range.filled([.first: first, .last: last]) + ")"
    }

    private func axes(_ words: OfflineWords) -> String {
        let value = SpokenText.phrase(chart.valueAxisTitle ?? "")
        let category = SpokenText.phrase(chart.categoryAxisTitle ?? "")
        switch (value.isEmpty, category.isEmpty) {
        case (false, false): return words.axes.filled([.values: value, .categories: category])
        case (false, true): return words.valueAxis.filled([.values: value])
        case (true, false): return words.categoryAxis.filled([.categories: category])
        case (true, true): return ""
        }
    }

    /// The chart's title, unless it is the slide's or that of its only series.
    private var title: String? {
        let title = SpokenText.phrase(chart.title ?? "")
        return title.isEmpty || title.lowercased() == desk.title?.lowercased() ? nil : title
    }

    private var seriesNames: [String] {
        chart.series.compactMap(\.name).map(SpokenText.phrase).filter { !$0.isEmpty }
    }
}

extension ChartAltText {
    /// The series with their values as they are shown; those without a value left out.
    private var series: [ShownSeries] {
        chart.series.map { ShownSeries($0, chart: chart, phrases: desk.phrases) }.filter { !$0.points.isEmpty }
    }

    /// Where the highest and the lowest value of all series are.
    private func extremes(_ words: NarrationPhrases.Words) -> String {
        // Numbers in different units are not compared.
        guard Set(chart.series.map { $0.format ?? "" }).count == 1 else { return "" }
        let points = series.flatMap { series in
            series.points.map { point in
                let place = [chart.series.count > 1 ? series.name ?? "" : "", point.category]
                    .filter { !$0.isEmpty }.joined(separator: ", ")
                return ShownSeries.Point(category: place, shown: point.shown, text: point.text)
            }
        }
        guard points.count > 1 || chart.series.count == 1 else { return "" }
        return ShownSeries(name: nil, points: points, phrases: desk.phrases).extremes(words, isOnly: true)
            .joined(separator: " ")
    }

    /// "North rises steadily from 2 to 5, and South falls steadily from 4 to 1."
    private func trends(_ words: NarrationPhrases.Words) -> String {
        let shown = series.filter { $0.name != nil || chart.series.count == 1 }
        guard chart.hasTrend, !shown.isEmpty, shown.count <= Self.mostNames else { return "" }
        let courses = shown.compactMap { series -> String? in
            // The categories have been told.
            let points = series.points.map { ShownSeries.Point(category: "", shown: $0.shown, text: $0.text) }
            let bare = ShownSeries(name: series.name, points: points, phrases: desk.phrases)
            return bare.course(words).map { (series.name ?? words.unnamedSeries) + " " + $0 }
        }
        return courses.isEmpty ? "" : SpokenText.sentence(courses.joined(separator: "; "))
    }

    /// "North rises steadily; South falls steadily."
    private func bareTrends(_ words: OfflineWords, _ told: NarrationPhrases.Words) -> String {
        let shown = series.filter { $0.name != nil || chart.series.count == 1 }
        guard chart.hasTrend, !shown.isEmpty, shown.count <= Self.mostNames else { return "" }
        let courses = shown.compactMap { series -> String? in
            guard let trend = Trend(series.points.map(\.shown)), let course = words.courses[trend.course] else {
                return nil
            }
            return (series.name ?? told.unnamedSeries) + " " + course
        }
        return courses.isEmpty ? "" : SpokenText.sentence(courses.joined(separator: "; "))
    }

    /// The texts of the chart itself, for languages without words.
    private var bareText: String {
        let own = [title, chart.valueAxisTitle, chart.categoryAxisTitle, desk.phrases.list(seriesNames)]
            .compactMap { $0.map(SpokenText.sentence) }.filter { !$0.isEmpty }
        let text = own.isEmpty ? SpokenText.sentence(desk.phrases.list(chart.categories)) : own.joined(separator: " ")
        return Wording.cut(text, to: AltTextWriter.limit)
    }
}
