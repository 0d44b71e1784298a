import Accessibility
import Decks
import Foundation
import MediaTools

/// Slides and decks as values, as small as a question allows.
enum Sample {
    static func frame(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> ShapeFrame {
        ShapeFrame(x: x * 10_000, y: y * 10_000, width: width * 10_000, height: height * 10_000)
    }

    static func text(
        _ id: Int, _ text: String, _ frame: ShapeFrame? = nil, placeholder: StyledShape.Placeholder? = nil,
        paint: Paint = .none, size: Double = 20, color: Color = .black
    ) -> StyledShape {
        StyledShape(
            id: id, name: "Text \(id)", placeholder: placeholder, frame: frame ?? self.frame(0, id * 50, 400, 40),
            paint: paint, paragraphs: [StyledParagraph([StyledRun(text, size: size, color: color, language: "en")])])
    }

    static func title(_ text: String, id: Int = 2) -> StyledShape {
        self.text(id, text, frame(0, 0, 1200, 40), placeholder: .title)
    }

    static func shape(_ id: Int, _ kind: StyledShape.Kind, altText: String? = nil, frame: ShapeFrame? = nil)
        -> StyledShape
    {
        StyledShape(
            id: id, name: "\(kind.rawValue.capitalized) \(id)", kind: kind, altText: altText,
            frame: frame ?? self.frame(500, id * 50, 400, 40), paint: .mixed)
    }

    static func link(_ text: String, _ target: String) -> StyledShape {
        var shape = self.text(9, "")
        shape.paragraphs = [StyledParagraph([StyledRun(text, color: .black, link: target, language: "en")])]
        return shape
    }

    static func table(_ rows: [[String]], header: Bool = true) -> StyledShape {
        var shape = self.shape(5, .table, altText: "Costs by year.")
        shape.table = StyledTable(
            rows: rows.map { $0.map { StyledTable.Cell([StyledParagraph([StyledRun($0)])]) } }, hasHeaderRow: header)
        return shape
    }

    /// A deck with one slide for each list of shapes.
    static func deck(_ slides: [[StyledShape]]) -> InspectedDeck {
        InspectedDeck(
            title: "Kyoto", slides: slides.enumerated().map { InspectedSlide(StyledSlide(number: $0 + 1, shapes: $1)) })
    }

    /// The findings on one slide with a title and some shapes.
    static func findings(_ shapes: StyledShape...) -> [Finding] {
        RuleBook.findings(in: deck([[title("Kyoto in autumn")] + shapes]))
    }
}

extension [Finding] {
    /// "alt-text-missing error"
    var summary: [String] { map { "\($0.rule) \($0.severity.rawValue)" } }
}
