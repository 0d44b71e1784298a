import Decks
import MediaTools

/// Text of one colour in one shape, and where it lies.
struct TextPiece: Hashable, Sendable {
    /// What is below the text.
    enum Ground: Hashable, Sendable {
        case plain(Color)
        /// It has to be looked at.
        case varied
    }

    var shape: Int
    var shapeName: String
    var frame: ShapeFrame
    var text: String
    var color: Color
    var opacity: Double
    /// The contrast that it needs.
    var required: Double
    var ground: Ground

    /// The contrast that the file's colours give; `nil` where the ground is not known from them.
    var plainRatio: Double? {
        guard case .plain(let color) = ground else { return nil }
        return ContrastRatio.between(self.color.over(color, opacity: opacity), color)
    }

    /// Whether it may be too faint, and so has to be looked at. What the file's colours say is not the last word:
    /// text may run out of its box, and a shape may be covered.
    var isSuspect: Bool {
        plainRatio.map { $0 < required } ?? true
    }

    /// The pieces of a slide whose contrast matters. Footers, dates and slide numbers are left out (they are the
    /// master's, and incidental), and so are texts without a letter or digit.
    static func pieces(of slide: StyledSlide) -> [TextPiece] {
        let ground = Ground.Finder(slide)
        return slide.allShapes.flatMap { shape -> [TextPiece] in
            guard let frame = shape.frame, shape.placeholder?.isFurniture != true else { return [] }
            if let table = shape.table { return cells(of: table, in: shape, frame, ground) }
            guard shape.kind == .shape, !shape.paragraphs.isEmpty else { return [] }
            return pieces(
                shape.paragraphs.flatMap(\.runs), of: shape, frame: frame, ground: ground.below(shape, frame))
        }
    }

    private static func cells(
        of table: StyledTable, in shape: StyledShape, _ frame: ShapeFrame, _ finder: Ground.Finder
    ) -> [TextPiece] {
        let cells = table.rows.flatMap { Array($0.enumerated()) }.filter { !$0.element.isCovered }
        return cells.flatMap { column, cell -> [TextPiece] in
            let ground: Ground? =
                switch cell.paint {
                case .plain(let color): .plain(color)
                case .some(.none): finder.below(shape, frame)
                case .mixed: .varied
                case nil: nil
                }
            guard let ground else { return [] }
            let place = cell.isMerged ? Self.grown(frame) : Self.place(of: column, in: table, Self.grown(frame))
            return pieces(cell.paragraphs.flatMap(\.runs), of: shape, frame: place, ground: ground)
        }
    }

    /// Rows grow with their text: the file's height is the least that they have.
    private static func grown(_ frame: ShapeFrame) -> ShapeFrame {
        ShapeFrame(x: frame.x, y: frame.y, width: frame.width, height: frame.height * 3 / 2)
    }

    /// A column of a table.
    private static func place(of column: Int, in table: StyledTable, _ frame: ShapeFrame) -> ShapeFrame {
        let total = table.columnWidths.reduce(0, +)
        guard total > 0, table.columnWidths.indices.contains(column) else { return frame }
        let scale = Double(frame.width) / Double(total)
        let start = Double(table.columnWidths[..<column].reduce(0, +)) * scale
        return ShapeFrame(
            x: frame.x + Int(start), y: frame.y, width: Int(Double(table.columnWidths[column]) * scale),
            height: frame.height)
    }

    private static func pieces(
        _ runs: [StyledRun], of shape: StyledShape, frame: ShapeFrame, ground: Ground
    ) -> [TextPiece] {
        var pieces: [TextPiece] = []
        for run in runs where run.text.contains(where: { $0.isLetter || $0.isNumber }) {
            guard let color = run.color, run.opacity > 0 else { continue }
            let required = ContrastRatio.required(size: run.size, isBold: run.isBold)
            let same = pieces.firstIndex {
                $0.color == color && $0.opacity == run.opacity && $0.required == required
            }
            if let same {
                pieces[same].text += " " + run.text
            } else {
                pieces.append(
                    TextPiece(
                        shape: shape.id, shapeName: shape.name, frame: frame, text: run.text, color: color,
                        opacity: run.opacity, required: required, ground: ground))
            }
        }
        return pieces
    }
}
