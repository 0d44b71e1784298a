package import MediaTools

package struct StyledParagraph: Codable, Hashable, Sendable {
    package var runs: [StyledRun]

    package init(_ runs: [StyledRun]) {
        self.runs = runs
    }

    /// Without the spaces around it.
    package var text: String {
        runs.map(\.text).joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// Text of one appearance.
package struct StyledRun: Codable, Hashable, Sendable {
    package var text: String
    /// In points, as the box shrinks it; `nil` when nothing says.
    package var size: Double?
    package var isBold: Bool
    /// `nil` when it is painted with a gradient or the like, has an outline, or when nothing says.
    package var color: Color?
    package var opacity: Double
    /// A superscript or subscript.
    package var isRaised: Bool
    /// The address that a click leads to, or "#" for a place in the deck.
    package var link: String?
    package var language: String?

    package init(
        _ text: String, size: Double? = nil, isBold: Bool = false, color: Color? = nil, opacity: Double = 1,
        isRaised: Bool = false, link: String? = nil, language: String? = nil
    ) {
        self.text = text
        self.size = size
        self.isBold = isBold
        self.color = color
        self.opacity = opacity
        self.isRaised = isRaised
        self.link = link
        self.language = language
    }
}

package struct StyledTable: Codable, Hashable, Sendable {
    package struct Cell: Codable, Hashable, Sendable {
        package var paragraphs: [StyledParagraph]
        /// `nil` when it comes from a style that the file does not hold.
        package var paint: Paint?
        /// Whether it spans rows or columns.
        package var isMerged: Bool
        /// Whether a merged neighbour lies over it.
        package var isCovered: Bool

        package init(
            _ paragraphs: [StyledParagraph], paint: Paint? = nil, isMerged: Bool = false, isCovered: Bool = false
        ) {
            self.paragraphs = paragraphs
            self.paint = paint
            self.isMerged = isMerged
            self.isCovered = isCovered
        }

        package var text: String {
            paragraphs.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    package var rows: [[Cell]]
    /// In EMU; empty when the file does not tell.
    package var columnWidths: [Int]
    package var hasHeaderRow: Bool
    package var hasHeaderColumn: Bool

    package init(
        rows: [[Cell]], columnWidths: [Int] = [], hasHeaderRow: Bool, hasHeaderColumn: Bool = false
    ) {
        self.rows = rows
        self.columnWidths = columnWidths
        self.hasHeaderRow = hasHeaderRow
        self.hasHeaderColumn = hasHeaderColumn
    }
}
