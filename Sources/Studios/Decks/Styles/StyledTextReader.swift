import Foundation

/// Reads a text body with the looks of every run.
struct StyledTextReader {
    let relationships: Relationships

    /// The paragraphs of `body` that have text.
    func paragraphs(_ body: XMLElement?, _ style: TextStyle) -> [StyledParagraph] {
        guard let body else { return [] }
        var style = style
        if let own = body.child(OfficeXML.drawing, "lstStyle") {
            style.lists.insert(own, at: 0)
            style.given?.place += 1
        }
        style.scale = StyledTextReader.scale(body.child(OfficeXML.drawing, "bodyPr"))
        return body.children(OfficeXML.drawing, "p").compactMap { element in
            let level = min(max(element.child(OfficeXML.drawing, "pPr")?.number("lvl") ?? 0, 0), 8)
            let runs = element.children.compactMap { run($0, level: level, style) }
            let paragraph = StyledParagraph(runs)
            return paragraph.text.isEmpty ? nil : paragraph
        }
    }

    private func run(_ element: XMLElement, level: Int, _ style: TextStyle) -> StyledRun? {
        guard element.namespace == OfficeXML.drawing else { return nil }
        if element.name == "br" { return StyledRun("\n") }
        guard element.name == "r" || element.name == "fld" else { return nil }
        let text = TextReader.unescape(element.child(OfficeXML.drawing, "t")?.text ?? "")
        guard !text.isEmpty else { return nil }
        let properties = element.child(OfficeXML.drawing, "rPr")
        return style.run(
            text, properties, level: level,
            link: properties?.child(OfficeXML.drawing, "hlinkClick").flatMap(relationships.destination),
            language: properties?.attribute("lang"))
    }

    /// `a:normAutofit`: by how much the program that saved the file made the text smaller.
    private static func scale(_ body: XMLElement?) -> Double {
        let scale = ColorReader.share(body?.child(OfficeXML.drawing, "normAutofit")?.attribute("fontScale"))
        return scale.map { min(max($0, 0.1), 1) } ?? 1
    }
}
