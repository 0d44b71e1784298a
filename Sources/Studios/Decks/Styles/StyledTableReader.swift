import Foundation

/// Reads a table with the looks of its cells.
struct StyledTableReader {
    let design: SlideDesign
    let paints: PaintReader
    let text: StyledTextReader

    /// PowerPoint stops at 75 rows of 75 columns; what lies beyond is left out.
    private static let most = 200

    func table(_ element: XMLElement) -> StyledTable {
        let properties = element.child(OfficeXML.drawing, "tblPr")
        let rows = element.children(OfficeXML.drawing, "tr").prefix(StyledTableReader.most)
            .map { $0.children(OfficeXML.drawing, "tc").prefix(StyledTableReader.most) }
        let use = TableStyles.Use(
            properties: properties, rows: rows.count, columns: rows.map(\.count).max() ?? 0)
        return StyledTable(
            rows: rows.enumerated().map { row, cells in
                cells.enumerated().map { column, cell in
                    self.cell(cell, design.tables.look(use, row: row, column: column, paints))
                }
            },
            columnWidths: element.child(OfficeXML.drawing, "tblGrid")?.children(OfficeXML.drawing, "gridCol")
                .map { max(0, $0.number("w") ?? 0) } ?? [],
            hasHeaderRow: properties?.flag("firstRow") ?? false,
            hasHeaderColumn: properties?.flag("firstCol") ?? false)
    }

    private func cell(_ element: XMLElement, _ look: TableStyles.Look?) -> StyledTable.Cell {
        var style = TextStyle(lists: [design.defaults].compactMap { $0 }, colors: paints.colors)
        style.given = (0, look?.color, look?.isBold)
        style.hidesColor = look == nil
        let own = element.child(OfficeXML.drawing, "tcPr").flatMap { paints.paint(in: $0) }
        return StyledTable.Cell(
            text.paragraphs(element.child(OfficeXML.drawing, "txBody"), style), paint: own ?? look?.paint,
            isMerged: (element.number("gridSpan") ?? 1) > 1 || (element.number("rowSpan") ?? 1) > 1,
            isCovered: element.flag("hMerge") == true || element.flag("vMerge") == true)
    }
}
