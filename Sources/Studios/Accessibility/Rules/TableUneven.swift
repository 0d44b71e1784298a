package import Decks

struct TableUneven: SlideRule {
    let id = "table-structure"
    let title = "A table with merged cells or blank rows"
    let why =
        "Screen readers count cells to say where one is; merged cells and blank rows mislead them and the listener."
    let remedy = "Make a plain grid: split merged cells, delete blank rows and columns, or use two tables."
    let source = "Office checker (tip); WCAG 1.3.1"
    let severity = Severity.tip

    func findings(on slide: StyledSlide) -> [Finding] {
        slide.allShapes.compactMap { shape in
            guard let table = shape.table, let message = message(table) else { return nil }
            return finding("\(shape.label) \(message).", slide: slide.number, shape: shape)
        }
    }

    private func message(_ table: StyledTable) -> String? {
        if table.rows.joined().contains(where: { $0.isMerged || $0.isCovered }) { return "has merged cells" }
        let isBlank = table.rows.map { row in row.allSatisfy(\.text.isEmpty) }
        // An empty table is a form to be filled in.
        guard isBlank.contains(false) else { return nil }
        if isBlank.contains(true) { return "has a blank row" }
        let columns = table.rows.map(\.count).max() ?? 0
        let hasBlankColumn = (0..<columns).contains { column in
            table.rows.allSatisfy { $0.indices.contains(column) && $0[column].text.isEmpty }
        }
        return hasBlankColumn ? "has a blank column" : nil
    }
}
