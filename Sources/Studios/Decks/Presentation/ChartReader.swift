/// Reads charts (`c:chartSpace`, ECMA-376 part 1, section 21.2.2.29) and their newer kin (`cx:chartSpace`).
///
/// The numbers are those that the file keeps beside the workbook for drawing (`numCache`, `strCache`): they are what
/// the slide shows.
struct ChartReader {
    private var points = ChartPoints()

    /// The chart in a part. Its shape is a placeholder: only the slide knows it.
    static func chart(_ root: XMLElement) -> ChartElement {
        var reader = ChartReader()
        return root.namespace == OfficeXML.chartExtended ? ExtendedChartReader.chart(root) : reader.read(root)
    }

    static let nowhere = ShapeIdentity(id: 0, name: "")

    private mutating func read(_ root: XMLElement) -> ChartElement {
        points.usesDatesFrom1904 = root.child(OfficeXML.chart, "date1904")?.flag("val") ?? false
        let chart = root.child(OfficeXML.chart, "chart")
        let area = chart?.child(OfficeXML.chart, "plotArea")
        let plots = area?.children.filter { $0.namespace == OfficeXML.chart && $0.name.hasSuffix("Chart") } ?? []
        let kind = plots.first.map(ChartReader.kind) ?? .other
        var categories: [String] = []
        var series: [ChartElement.Series] = []
        for plot in plots {
            let own = ChartReader.kind(plot)
            for element in plot.children(OfficeXML.chart, "ser") {
                series.append(read(series: element, kind: own == kind ? nil : own))
                if categories.isEmpty {
                    let labels = element.child(OfficeXML.chart, "cat") ?? element.child(OfficeXML.chart, "xVal")
                    categories = points.labels(labels)
                }
            }
        }
        let axes = ChartReader.axisTitles(area)
        return ChartElement(
            shape: ChartReader.nowhere, kind: kind, title: ChartReader.title(chart), categoryAxisTitle: axes.category,
            valueAxisTitle: axes.value, categories: categories, series: series)
    }

    private mutating func read(series element: XMLElement, kind: ChartElement.Kind?) -> ChartElement.Series {
        let name = element.child(OfficeXML.chart, "tx").map { text in
            text.child(OfficeXML.chart, "v")?.text ?? points.labels(text).joined(separator: " ")
        }
        let source = element.child(OfficeXML.chart, "val") ?? element.child(OfficeXML.chart, "yVal")
        let numbers = points.numbers(source)
        return ChartElement.Series(
            name: name.flatMap { $0.isEmpty ? nil : $0 }, values: numbers.values, format: numbers.format, kind: kind)
    }

    private static func kind(_ plot: XMLElement) -> ChartElement.Kind {
        switch plot.name {
        case "barChart", "bar3DChart": plot.value(OfficeXML.chart, "barDir") == "bar" ? .bar : .column
        case "lineChart", "line3DChart": .line
        case "areaChart", "area3DChart": .area
        case "pieChart", "pie3DChart", "ofPieChart": .pie
        case "doughnutChart": .doughnut
        case "scatterChart": .scatter
        case "bubbleChart": .bubble
        case "radarChart": .radar
        case "stockChart": .stock
        case "surfaceChart", "surface3DChart": .surface
        default: .other
        }
    }

    // MARK: Titles

    /// The title of a chart or an axis: typed in, or taken from a cell.
    private static func title(_ owner: XMLElement?) -> String? {
        guard let source = owner?.descend(OfficeXML.chart, "title", "tx") else { return nil }
        var text = TextReader()
        var points = ChartPoints()
        let title =
            source.child(OfficeXML.chart, "rich").map { text.lines($0) }
            ?? points.labels(source).joined(separator: " ")
        return title.isEmpty ? nil : title
    }

    /// Charts of points have two value axes: the one at the bottom or top then stands for the categories.
    private static func axisTitles(_ area: XMLElement?) -> (category: String?, value: String?) {
        let axes = area?.children.filter { $0.namespace == OfficeXML.chart && $0.name.hasSuffix("Ax") } ?? []
        var category = axes.first { $0.name == "catAx" || $0.name == "dateAx" }
        var values = axes.filter { $0.name == "valAx" }
        if category == nil, let index = values.firstIndex(where: isHorizontal) {
            category = values.remove(at: index)
        }
        return (title(category), title(values.first))
    }

    private static func isHorizontal(_ axis: XMLElement) -> Bool {
        ["b", "t"].contains(axis.value(OfficeXML.chart, "axPos"))
    }
}
