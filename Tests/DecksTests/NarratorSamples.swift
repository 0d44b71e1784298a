import Essentials
import TestKit

@testable import Decks

/// Slides for the tests of the narrator.
enum NarratorSamples {
    static let shape = ShapeIdentity(id: 7, name: "Shape 7")
    static let appearance = ContentDigest(of: "a slide")

    static func slide(
        _ title: String? = nil, number: Int = 2, language: String? = "en-US", notes: [Paragraph] = [],
        _ elements: SlideElement...
    ) -> Slide {
        let heading = title.map { title in
            SlideElement.text(TextElement(shape: shape, role: .title, paragraphs: [Paragraph(title)]))
        }
        return Slide(
            number: number, title: title, elements: (heading.map { [$0] } ?? []) + elements, notes: notes,
            language: language, appearance: appearance)
    }

    static func body(_ texts: String..., role: TextElement.Role = .body) -> SlideElement {
        .text(TextElement(shape: shape, role: role, paragraphs: texts.map { Paragraph($0) }))
    }

    /// Points written with two spaces for each level.
    static func outline(_ lines: String...) -> SlideElement {
        let paragraphs = lines.map { line in
            Paragraph(String(line.drop { $0 == " " }), level: line.prefix { $0 == " " }.count / 2)
        }
        return .text(TextElement(shape: shape, role: .body, paragraphs: paragraphs))
    }

    static func table(_ rows: [[String]], header: Bool = true) -> SlideElement {
        .table(TableElement(shape: shape, rows: rows, hasHeaderRow: header))
    }

    static func chart(
        _ kind: ChartElement.Kind, title: String? = nil, _ categories: [String], _ series: [ChartElement.Series]
    ) -> SlideElement {
        .chart(ChartElement(shape: shape, kind: kind, title: title, categories: categories, series: series))
    }

    static func picture(_ altText: String?) -> SlideElement {
        .picture(
            PictureElement(shape: ShapeIdentity(id: 9, name: "Picture 9", altText: altText), part: nil, mediaType: nil))
    }
}

/// Makes slides of all kinds of content, from a seed.
struct SlideMaker {
    var random: SeededGenerator
    private static let words = [
        "growth", "Berlin", "the", "harbour", "costs", "Ada", "of", "new", "market", "iPhone", "3.5", "2024", "GmbH",
        "team", "12%", "Zürich", "model", "and", "1,234", "€40", "e.g.", "niño", "v2.1", "Q3", "two", "über",
        "東京", "C++", "x=1;", "done.", "why?", "–", "\"so\"", "{", "half", "second", "*bold*", "#tag", "\n",
    ]
    private static let formats: [String?] = [
        nil, "General", "0", "0.0", "0%", "0.00%", "#,##0", "#,##0.00", "$#,##0", "0.0\" kg\"", "[$€-407] 0.00",
        "#,##0,", "0.0,,\"M\"", "0.00E+00", "# ?/?", "yyyy", "0;(0)", "\"", "[", "\\",
    ]

    private static let oddValues: [Double] = [.nan, .infinity, 1e300, -0.0, .leastNonzeroMagnitude]

    mutating func text(_ most: Int) -> String {
        (0...Int.random(in: 0..<most, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
    }

    mutating func slide(language: String?) -> Slide {
        let title = Int.random(in: 0..<5, using: &random) == 0 ? nil : text(6)
        let count = Int.random(in: 0..<5, using: &random)
        return Slide(
            number: Int.random(in: 1..<60, using: &random), title: title, elements: (0..<count).map { _ in element() },
            language: language, appearance: NarratorSamples.appearance)
    }

    mutating func element(depth: Int = 0) -> SlideElement {
        let shape = ShapeIdentity(id: 3, name: "Shape", altText: Bool.random(using: &random) ? text(9) : nil)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .table(table(shape))
        case 1, 2: return .chart(chart(shape))
        case 3: return .diagram(DiagramElement(shape: shape, nodes: paragraphs()))
        case 4: return .picture(PictureElement(shape: shape, part: nil, mediaType: nil))
        case 5: return .media(MediaElement(shape: shape, kind: .video, part: nil, mediaType: nil))
        case 6 where depth < 3: return .group(GroupElement(shape: shape, members: [element(depth: depth + 1)]))
        default:
            let roles: [TextElement.Role] = [.title, .subtitle, .body, .footer, .date, .slideNumber, .other]
            return .text(
                TextElement(shape: shape, role: roles.randomElement(using: &random) ?? .body, paragraphs: paragraphs()))
        }
    }

    private mutating func paragraphs() -> [Paragraph] {
        (0..<Int.random(in: 0..<9, using: &random)).map { _ in
            Paragraph(text(12), level: Int.random(in: 0..<4, using: &random))
        }
    }

    private mutating func table(_ shape: ShapeIdentity) -> TableElement {
        let columns = Int.random(in: 1..<8, using: &random)
        let numeric = Int.random(in: 0...columns, using: &random)
        let rows = (0..<Int.random(in: 0..<12, using: &random)).map { row in
            (0..<columns).map { column in
                row > 0 && column >= numeric ? String(Int.random(in: -50..<5000, using: &random)) : text(3)
            }
        }
        return TableElement(shape: shape, rows: rows, hasHeaderRow: Bool.random(using: &random))
    }

    private mutating func chart(_ shape: ShapeIdentity) -> ChartElement {
        let kinds: [ChartElement.Kind] = [.bar, .column, .line, .area, .pie, .scatter, .radar, .stock, .other]
        let categories = (0..<Int.random(in: 0..<9, using: &random)).map {
            Bool.random(using: &random) ? "\(2015 + $0)" : text(2)
        }
        let series = (0..<Int.random(in: 0..<7, using: &random)).map { _ in
            let scales: [Double] = [0.001, 1, 100, 1e6, 1e13]
            let scale = scales.randomElement(using: &random) ?? 1
            let values = (0..<Int.random(in: 0..<9, using: &random)).map { _ -> Double? in
                switch Int.random(in: 0..<12, using: &random) {
                case 0: nil
                case 1: Self.oddValues.randomElement(using: &random)
                default: Double.random(in: -1..<3, using: &random) * scale
                }
            }
            return ChartElement.Series(
                name: Bool.random(using: &random) ? text(3) : nil, values: values,
                format: Self.formats.randomElement(using: &random) ?? nil)
        }
        return ChartElement(
            shape: shape, kind: kinds.randomElement(using: &random) ?? .bar,
            title: Bool.random(using: &random) ? text(4) : nil,
            categoryAxisTitle: Bool.random(using: &random) ? text(2) : nil,
            valueAxisTitle: Bool.random(using: &random) ? text(2) : nil, categories: categories, series: series)
    }
}
