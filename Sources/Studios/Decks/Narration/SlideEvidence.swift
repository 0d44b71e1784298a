/// Everything that a slide shows: its texts, and the values of its charts.
package struct SlideEvidence {
    package private(set) var texts: [String] = []
    package private(set) var values: [Double] = []

    package init(_ slide: Slide) {
        texts = [slide.title ?? ""]
        for element in slide.elements { add(element) }
    }

    private mutating func add(_ element: SlideElement) {
        switch element {
        case .text(let text): texts += text.paragraphs.map(\.text)
        case .table(let table): texts += table.rows.joined()
        case .chart(let chart): add(chart)
        case .diagram(let diagram): texts += diagram.nodes.map(\.text)
        case .picture(let picture): texts.append(picture.shape.altText ?? "")
        case .media(let media): texts.append(media.shape.altText ?? "")
        case .group(let group): for member in group.members { add(member) }
        }
    }

    private mutating func add(_ chart: ChartElement) {
        texts += [chart.title, chart.categoryAxisTitle, chart.valueAxisTitle].compactMap { $0 } + chart.categories
        for series in chart.series {
            // The format may hold a unit, which the chart shows with every value.
            texts.append(series.name ?? "")
            texts.append((series.format ?? "").filter { !$0.isNumber })
            values += series.values.compactMap { $0 }.filter(\.isFinite)
        }
    }
}
