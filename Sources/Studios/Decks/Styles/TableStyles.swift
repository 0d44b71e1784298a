import Foundation

/// The table styles that a file holds (`ppt/tableStyles.xml`, ECMA-376 part 1, section 20.1.4.2).
struct TableStyles {
    private var styles: [String: XMLElement] = [:]

    init(_ root: XMLElement?) {
        for style in root?.children(OfficeXML.drawing, "tblStyle") ?? [] {
            if let id = style.attribute("styleId") { styles[id] = style }
        }
    }

    /// What a style makes of a cell.
    struct Look {
        var paint: Paint = .none
        var color: ColorValue?
        var isBold: Bool?
    }

    /// The flags and the style of one table.
    struct Use {
        let properties: XMLElement?
        let rows: Int
        let columns: Int

        /// The parts of a style that apply to a cell, the most general first.
        func parts(row: Int, column: Int) -> [String] {
            func has(_ flag: String) -> Bool { properties?.flag(flag) == true }
            var parts = ["wholeTbl"]
            if has("bandCol") { parts.append((column - (has("firstCol") ? 1 : 0)) % 2 == 0 ? "band1V" : "band2V") }
            if has("bandRow") { parts.append((row - (has("firstRow") ? 1 : 0)) % 2 == 0 ? "band1H" : "band2H") }
            if has("lastCol"), column == columns - 1 { parts.append("lastCol") }
            if has("firstCol"), column == 0 { parts.append("firstCol") }
            if has("lastRow"), row == rows - 1 { parts.append("lastRow") }
            if has("firstRow"), row == 0 { parts.append("firstRow") }
            return parts
        }
    }

    /// How a cell looks; `nil` when the table has a style that the file does not hold.
    func look(_ use: Use, row: Int, column: Int, _ paints: PaintReader) -> Look? {
        var look = Look()
        guard
            let id = use.properties?.child(OfficeXML.drawing, "tableStyleId")?.text
                .trimmingCharacters(in: .whitespacesAndNewlines), !id.isEmpty
        else { return look }
        guard let style = styles[id] else { return nil }
        if let background = style.child(OfficeXML.drawing, "tblBg") { fill(&look, background, paints) }
        for name in use.parts(row: row, column: column) {
            guard let part = style.child(OfficeXML.drawing, name) else { continue }
            if let cell = part.child(OfficeXML.drawing, "tcStyle") { fill(&look, cell, paints) }
            guard let text = part.child(OfficeXML.drawing, "tcTxStyle") else { continue }
            if let color = paints.colors.color(in: text) { look.color = color }
            if let bold = text.attribute("b") { look.isBold = bold == "on" }
        }
        return look
    }

    private func fill(_ look: inout Look, _ cell: XMLElement, _ paints: PaintReader) {
        if let fill = cell.child(OfficeXML.drawing, "fill"), let paint = paints.paint(in: fill) {
            look.paint = paint
        } else if let reference = cell.child(OfficeXML.drawing, "fillRef") {
            look.paint = paints.paint(reference: reference)
        }
    }
}
