import Decks

/// A slide in words, for a model.
struct SlideAsText {
    let material: SlideMaterial
    let style: AnnotationStyle
    /// The shapes that an alternative text is wanted of; empty for other fields.
    let wanted: Set<Int>

    /// Some slides are nothing but links.
    private static let mostLinks = 30

    var text: String {
        var lines: [String] = []
        if let title = material.deckTitle { lines.append("Deck: \(title)") }
        lines.append("Kind of slide: \(material.kind.kind.rawValue)")
        lines.append("Title: \(material.slide.title ?? "(none)")")
        if material.isScan == true {
            lines.append("The slide is a picture: a program read its text off, which may hold mistakes.")
        }
        for element in material.slide.elements { describe(element, depth: 0, into: &lines) }
        if !material.slide.notes.isEmpty {
            lines.append("Notes of the author:")
            lines += material.slide.notes.map { "  \($0.text)" }
        }
        if let links = material.slide.links {
            lines.append("Links:")
            lines += links.prefix(Self.mostLinks).map { "  " + ($0.title.isEmpty ? $0.url : "\($0.title) (\($0.url))") }
        }
        if !material.sources.isEmpty {
            lines.append("Sources:")
            lines += material.sources.map { "  \($0)" }
        }
        return (lines + wishes).joined(separator: "\n")
    }

    private var wishes: [String] {
        var lines = ["Language to write in: \(style.language ?? material.slide.language ?? "that of the slide")"]
        if let tone = style.tone { lines.append("Tone: \(tone)") }
        if let audience = style.audience { lines.append("Audience: \(audience)") }
        if !style.glossary.isEmpty {
            lines.append("Glossary:")
            lines += style.glossary.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        }
        return lines
    }

    private func describe(_ element: SlideElement, depth: Int, into lines: inout [String]) {
        let indent = String(repeating: "  ", count: depth)
        let shape = element.shape
        let mark = wanted.contains(shape.id) ? " [WANTED, shape \(shape.id)]" : ""
        switch element {
        case .text(let text):
            if text.role == .title, text.paragraphs.map(\.text) == [material.slide.title ?? ""] { return }
            lines += text.paragraphs.map { paragraph in
                indent + String(repeating: "  ", count: paragraph.level) + "- " + paragraph.text
            }
        case .table(let table):
            lines.append("\(indent)Table\(mark)\(table.hasHeaderRow ? ", first row are headings" : ""):")
            lines += table.rows.map { "\(indent)  | " + $0.joined(separator: " | ") + " |" }
        case .chart(let chart): describe(chart, indent, mark, into: &lines)
        case .diagram(let diagram):
            lines.append("\(indent)Diagram\(mark):")
            lines += diagram.nodes.map { "\(indent)  " + String(repeating: "  ", count: $0.level) + "- " + $0.text }
        case .picture: lines.append("\(indent)Picture\(mark)" + seen(shape) + said(shape))
        case .media(let media):
            lines.append("\(indent)\(media.kind == .video ? "Video" : "Sound")\(mark)" + said(shape))
        case .group(let group):
            lines.append("\(indent)Group\(mark)" + said(shape) + ":")
            for member in group.members { describe(member, depth: depth + 1, into: &lines) }
        }
    }

    private func describe(_ chart: ChartElement, _ indent: String, _ mark: String, into lines: inout [String]) {
        lines.append("\(indent)Chart (\(chart.kind.rawValue))\(mark)\(chart.title.map { ", '\($0)'" } ?? ""):")
        for (name, title) in [("categories", chart.categoryAxisTitle), ("values", chart.valueAxisTitle)] {
            if let title { lines.append("\(indent)  Axis of the \(name): \(title)") }
        }
        lines.append("\(indent)  Categories: " + chart.categories.joined(separator: "; "))
        for series in chart.series {
            let values = series.values.map { $0.map { "\($0)" } ?? "-" }.joined(separator: "; ")
            lines.append(
                "\(indent)  \(series.name ?? "Series")\(series.format.map { " (format \($0))" } ?? ""): \(values)")
        }
    }

    private func said(_ shape: ShapeIdentity) -> String {
        shape.altText.map { ", described as: \($0)" } ?? ""
    }

    private func seen(_ shape: ShapeIdentity) -> String {
        guard let sight = material.sights.first(where: { $0.shape == shape.id }) else { return "" }
        let text = sight.text.isEmpty ? "" : ", text in it: \(sight.text.replacing("\n", with: " / "))"
        return " (\(sight.look.rawValue), \(sight.width) x \(sight.height))" + text
    }
}
