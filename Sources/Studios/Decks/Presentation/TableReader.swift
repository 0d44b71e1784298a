/// Reads tables (`a:tbl`, ECMA-376 part 1, section 21.1.3.13).
enum TableReader {
    /// All rows are made as long as the longest. A merged cell's text is in its upper left; the cells that it covers
    /// are there in the file too, and read as "".
    static func table(_ table: XMLElement, _ shape: ShapeIdentity, _ text: inout TextReader) -> TableElement {
        var rows = table.children(OfficeXML.drawing, "tr").map { row in
            row.children(OfficeXML.drawing, "tc").map { cell in
                let isCovered = cell.flag("hMerge") == true || cell.flag("vMerge") == true
                return isCovered ? "" : text.lines(cell.child(OfficeXML.drawing, "txBody"))
            }
        }
        // A short row is damage; one long row must not make thousands of short ones long.
        let columns = min(rows.map(\.count).max() ?? 0, maximumColumns)
        rows = Array(rows.prefix(maximumCells / max(1, columns)))
        for index in rows.indices {
            let missing = max(0, columns - rows[index].count)
            rows[index] = rows[index].prefix(columns) + Array(repeating: "", count: missing)
        }
        let hasHeader = table.child(OfficeXML.drawing, "tblPr")?.flag("firstRow") ?? false
        return TableElement(shape: shape, rows: rows, hasHeaderRow: hasHeader)
    }

    /// PowerPoint stops at 75 rows of 75 columns; what lies beyond these limits is left out.
    private static let maximumColumns = 1_000
    private static let maximumCells = 200_000
}
