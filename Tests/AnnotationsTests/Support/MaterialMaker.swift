import TestKit

@testable import Annotations
@testable import Decks

/// Makes slides of all kinds of content with what was seen in their pictures, from a seed.
struct MaterialMaker {
    var random: SeededGenerator
    private static let words = [
        "growth", "Berlin", "the", "harbour", "costs", "Ada", "of", "new", "market", "iPhone", "3.5", "2024", "GmbH",
        "team", "12%", "Zürich", "model", "and", "1,234", "€40", "e.g.", "niño", "v2.1", "Q3", "two", "über", "東京",
        "C++", "x=1;", "done.", "why?", "–", "\"so\"", "{", "half", "second", "*bold*", "#tag", "Term:", "today",
        "https://example.org/a", "A)", "photo.png", "[note]", "picture", "image", "of", "Slide", "!",
    ]

    mutating func text(_ most: Int) -> String {
        (0...Int.random(in: 0..<most, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }
            .joined(separator: " ")
    }

    mutating func material(language: String) -> SlideMaterial {
        let title = Int.random(in: 0..<5, using: &random) == 0 ? nil : text(6)
        let hasNotes = Int.random(in: 0..<3, using: &random) == 0
        let elements = (0..<Int.random(in: 0..<5, using: &random)).map { element(id: 10 * $0 + 10) }
        let slide = Slide(
            number: Bool.random(using: &random) ? 1 : 2, title: title, elements: elements,
            notes: hasNotes ? paragraphs() : [], language: language, appearance: OfflineSamples.appearance)
        let sights = slide.visualSubjects.filter { $0.kind == .picture }.map { subject in
            OfflineSamples.sight(
                subject.shape.id,
                PictureSight.Look(rawValue: ["photograph", "icon", "screenshot"].randomElement(using: &random) ?? "")
                    ?? .drawing,
                text: Bool.random(using: &random) ? text(12) : "")
        }
        let kind = SlideKind.allCases.randomElement(using: &random) ?? .content
        return OfflineSamples.material(slide, kind, sights: sights)
    }

    private mutating func frame() -> ShapeFrame? {
        guard Bool.random(using: &random) else { return nil }
        return ShapeFrame(
            x: Int.random(in: 0..<9_000_000, using: &random), y: Int.random(in: 0..<5_000_000, using: &random),
            width: Int.random(in: 1000..<9_000_000, using: &random),
            height: Int.random(in: 1000..<5_000_000, using: &random))
    }

    private mutating func element(id: Int, depth: Int = 0) -> SlideElement {
        let shape = ShapeIdentity(
            id: id, name: "Shape \(id)", altText: Int.random(in: 0..<4, using: &random) == 0 ? text(9) : nil,
            frame: frame())
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .table(table(shape))
        case 1: return .chart(chart(shape))
        case 2: return .diagram(DiagramElement(shape: shape, nodes: paragraphs()))
        case 3: return .picture(PictureElement(shape: shape, part: "a.png", mediaType: "image/png"))
        case 4: return .media(MediaElement(shape: shape, kind: .video, part: nil, mediaType: nil))
        case 5 where depth < 2:
            let members = (1...3).map { element(id: id + $0 * (depth == 0 ? 1 : 3), depth: depth + 1) }
            return .group(GroupElement(shape: shape, members: members))
        default:
            let roles: [TextElement.Role] = [.subtitle, .body, .footer, .other, .other]
            return .text(
                TextElement(shape: shape, role: roles.randomElement(using: &random) ?? .body, paragraphs: paragraphs()))
        }
    }

    private mutating func paragraphs() -> [Paragraph] {
        (0..<Int.random(in: 1..<7, using: &random)).map { _ in
            Paragraph(text(12), level: Int.random(in: 0..<3, using: &random))
        }
    }

    private mutating func table(_ shape: ShapeIdentity) -> TableElement {
        let columns = Int.random(in: 1..<6, using: &random)
        let rows = (0..<Int.random(in: 1..<8, using: &random)).map { _ in (0..<columns).map { _ in text(3) } }
        return TableElement(shape: shape, rows: rows, hasHeaderRow: Bool.random(using: &random))
    }

    private mutating func chart(_ shape: ShapeIdentity) -> ChartElement {
        let kinds: [ChartElement.Kind] = [.bar, .line, .area, .pie, .scatter, .stock, .other]
        let formats: [String?] = [nil, "0", "0.0", "0%", "#,##0", "0.0,,\"M\"", "yyyy"]
        let categories = (0..<Int.random(in: 0..<7, using: &random)).map { "\(2015 + $0)" }
        let series = (0..<Int.random(in: 0..<5, using: &random)).map { _ in
            ChartElement.Series(
                name: Bool.random(using: &random) ? text(3) : nil,
                values: categories.map { _ in
                    Int.random(in: 0..<9, using: &random) == 0 ? nil : Double.random(in: -2..<3000, using: &random)
                }, format: formats.randomElement(using: &random) ?? nil)
        }
        return ChartElement(
            shape: shape, kind: kinds.randomElement(using: &random) ?? .bar,
            title: Bool.random(using: &random) ? text(4) : nil,
            valueAxisTitle: Bool.random(using: &random) ? text(2) : nil, categories: categories, series: series)
    }
}
