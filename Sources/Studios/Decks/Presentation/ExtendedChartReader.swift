/// Reads the charts that came with Office 2016 (`cx:chartSpace`, [MS-ODRAWXML] section 2.24): waterfall, treemap,
/// histogram, funnel and so on.
enum ExtendedChartReader {
    static func chart(_ root: XMLElement) -> ChartElement {
        let space = OfficeXML.chartExtended
        let chart = root.child(space, "chart")
        let data = root.child(space, "chartData")?.children(space, "data") ?? []
        let region = chart?.descend(space, "plotArea", "plotAreaRegion")
        let plotted = region?.children(space, "series") ?? []
        var categories: [String] = []
        var budget = 100_000
        let series = plotted.map { element in
            let id = element.child(space, "dataId")?.attribute("val")
            let set = data.first { $0.attribute("id") == id }
            if categories.isEmpty, let labels = dimension(set, "strDim", ["cat"]) {
                categories = points(labels, &budget).map { $0 ?? "" }
            }
            let numbers = dimension(set, "numDim", ["val", "size", "y"])
            let values = numbers.map { points($0, &budget) } ?? []
            return ChartElement.Series(
                name: element.descend(space, "tx", "txData", "v")?.text,
                values: values.map { $0.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } },
                format: numbers?.child(space, "lvl")?.attribute("formatCode").flatMap { $0 == "General" ? nil : $0 })
        }
        return ChartElement(
            shape: ChartReader.nowhere, kind: kind(plotted.first?.attribute("layoutId")), title: title(chart),
            categories: categories, series: series)
    }

    private static func kind(_ layout: String?) -> ChartElement.Kind {
        switch layout {
        case "clusteredColumn": .column
        case "paretoLine": .line
        default: .other
        }
    }

    private static func title(_ chart: XMLElement?) -> String? {
        guard let source = chart?.descend(OfficeXML.chartExtended, "title", "tx") else { return nil }
        var text = TextReader()
        let title =
            source.child(OfficeXML.chartExtended, "rich").map { text.lines($0) }
            ?? source.descend(OfficeXML.chartExtended, "txData", "v")?.text ?? ""
        return title.isEmpty ? nil : title
    }

    private static func dimension(_ set: XMLElement?, _ name: String, _ types: Set<String>) -> XMLElement? {
        set?.children(OfficeXML.chartExtended, name).first { types.contains($0.attribute("type") ?? "") }
    }

    /// The first level of a dimension: of several, it is the innermost.
    private static func points(_ dimension: XMLElement, _ budget: inout Int) -> [String?] {
        guard let level = dimension.child(OfficeXML.chartExtended, "lvl") else { return [] }
        let count = min(max(level.number("ptCount") ?? 0, 0), budget)
        budget -= count
        var texts = [String?](repeating: nil, count: count)
        for point in level.children(OfficeXML.chartExtended, "pt") {
            if let index = point.number("idx"), texts.indices.contains(index) { texts[index] = point.text }
        }
        return texts
    }
}
