import Foundation

/// Reads the lists of points that a chart keeps: labels and numbers.
struct ChartPoints {
    var usesDatesFrom1904 = false
    /// How many points are still read: the file says how many there are, in a number that may be anything.
    private var budget = 100_000

    /// Numbers with gaps, from `c:numRef` or `c:numLit`.
    mutating func numbers(_ source: XMLElement?) -> (values: [Double?], format: String?) {
        guard let list = ChartPoints.list(source, ["numRef": "numCache"], ["numLit"]) else { return ([], nil) }
        let format = list.child(OfficeXML.chart, "formatCode")?.text
        let values = points(list).map { $0.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } }
        return (values, format == "General" || format?.isEmpty == true ? nil : format)
    }

    /// Texts, or numbers and dates as text. Of labels on several levels, the outer ones come first: "2024, March".
    mutating func labels(_ source: XMLElement?) -> [String] {
        if let levels = source?.descend(OfficeXML.chart, "multiLvlStrRef", "multiLvlStrCache") {
            return joined(levels)
        }
        if let texts = ChartPoints.list(source, ["strRef": "strCache"], ["strLit"]) {
            return points(texts).map { $0 ?? "" }
        }
        guard let numbers = ChartPoints.list(source, ["numRef": "numCache"], ["numLit"]) else { return [] }
        let isDate = ChartPoints.isDate(numbers.child(OfficeXML.chart, "formatCode")?.text ?? "")
        return points(numbers).map { text in
            guard let text, let value = Double(text), value.isFinite else { return text ?? "" }
            return isDate ? date(value) ?? ChartPoints.plain(value) : ChartPoints.plain(value)
        }
    }

    private static func list(_ source: XMLElement?, _ caches: [String: String], _ literals: [String]) -> XMLElement? {
        source?.children.lazy.compactMap { child in
            if let cache = caches[child.name] { return child.child(OfficeXML.chart, cache) }
            return literals.contains(child.name) ? child : nil
        }.first
    }

    /// The texts of `c:pt` at their places; `nil` where there is none.
    private mutating func points(_ list: XMLElement, count stated: Int? = nil) -> [String?] {
        let points = list.children(OfficeXML.chart, "pt").compactMap { point in
            point.number("idx").map { (index: $0, text: point.child(OfficeXML.chart, "v")?.text) }
        }
        let last = points.map(\.index).max() ?? -1
        let count = stated ?? list.child(OfficeXML.chart, "ptCount")?.number("val") ?? (last == .max ? last : last + 1)
        let length = min(max(count, 0), budget)
        budget -= length
        var texts = [String?](repeating: nil, count: length)
        for point in points where texts.indices.contains(point.index) { texts[point.index] = point.text }
        return texts
    }

    /// The first level is the innermost; an outer label counts until the next one.
    private mutating func joined(_ cache: XMLElement) -> [String] {
        let count = cache.child(OfficeXML.chart, "ptCount")?.number("val")
        var labels: [String] = []
        for (depth, level) in cache.children(OfficeXML.chart, "lvl").prefix(8).enumerated() {
            let texts = points(level, count: count)
            if depth == 0 {
                labels = texts.map { $0 ?? "" }
                continue
            }
            var current: String?
            for index in labels.indices where index < texts.count {
                current = texts[index] ?? current
                if let current { labels[index] = labels[index].isEmpty ? current : "\(current), \(labels[index])" }
            }
        }
        return labels
    }

    // MARK: Numbers as text

    /// As short as it can be said: `2024`, `0.7`.
    static func plain(_ value: Double) -> String {
        abs(value) < 1e15 && value == value.rounded() ? String(Int(value)) : String(value)
    }

    /// Whether a number format shows days or years, its literal text, colours and locale apart.
    static func isDate(_ format: String) -> Bool {
        var rest = Substring(format.lowercased())
        while let character = rest.popFirst() {
            switch character {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[": rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            case "y", "d": return true
            default: break
            }
        }
        return false
    }

    /// The day of a serial number, counted from 1899-12-30 (1904-01-01 in workbooks of old Macs), as `2024-03-31`.
    private func date(_ serial: Double) -> String? {
        guard (0..<2_958_466).contains(serial) else { return nil }
        let days = serial.rounded(.down) - (usesDatesFrom1904 ? 24_107 : 25_569)
        let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        return Date(timeIntervalSince1970: days * 86_400).formatted(style)
    }
}
