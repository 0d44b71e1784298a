package import Decks

struct TableHeaderMissing: SlideRule {
    let id = "table-header"
    let title = "A table without a header row"
    let why = "A screen reader names the heading of each cell, and has none to name."
    let remedy = "Turn on Table Design, Header Row, and put a heading above every column."
    let source = "Office checker (error); WCAG 1.3.1"
    let severity = Severity.error

    func findings(on slide: StyledSlide) -> [Finding] {
        slide.allShapes.compactMap { shape in
            // One row or one column is a list.
            guard let table = shape.table, table.rows.count > 1, (table.rows.map(\.count).max() ?? 0) > 1,
                !table.hasHeaderRow, !table.hasHeaderColumn
            else { return nil }
            return finding("\(shape.label) has no header row.", slide: slide.number, shape: shape)
        }
    }
}
