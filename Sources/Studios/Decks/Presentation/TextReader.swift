import Foundation

/// Reads the paragraphs of a text body (`a:p`, ECMA-376 part 1, section 21.1.2.2) and counts their languages.
struct TextReader {
    private(set) var languages = LanguageTally()

    /// The paragraphs of a body that have any text, without spaces and line breaks around it.
    mutating func paragraphs(_ body: XMLElement?) -> [Paragraph] {
        guard let body else { return [] }
        return body.children(OfficeXML.drawing, "p").compactMap { element in
            let paragraph = paragraph(element)
            return paragraph.text.isEmpty ? nil : paragraph
        }
    }

    /// All of a body on as many lines as it has paragraphs with text.
    mutating func lines(_ body: XMLElement?) -> String {
        paragraphs(body).map(\.text).joined(separator: "\n")
    }

    mutating func count(_ paragraphs: [Paragraph]) {
        for paragraph in paragraphs { languages.add(paragraph.text, language: paragraph.language) }
    }

    private mutating func paragraph(_ element: XMLElement) -> Paragraph {
        var text = ""
        var own = LanguageTally()
        for run in element.children {
            let piece = TextReader.text(of: run)
            text += piece
            own.add(piece, language: run.child(OfficeXML.drawing, "rPr")?.attribute("lang"))
        }
        languages.add(own)
        let level = element.child(OfficeXML.drawing, "pPr")?.number("lvl") ?? 0
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return Paragraph(trimmed, level: min(max(level, 0), 8), language: own.majority)
    }

    /// What a part of a paragraph says: a run, a field, a line break or a formula.
    static func text(of run: XMLElement) -> String {
        switch (run.namespace, run.name) {
        case (OfficeXML.drawing, "r"), (OfficeXML.drawing, "fld"):
            unescape(run.child(OfficeXML.drawing, "t")?.text ?? "")
        case (OfficeXML.drawing, "br"): "\n"
        case (_, "m"): formula(run)
        default: ""
        }
    }

    /// The letters and signs of a formula, in the order in which they are written.
    private static func formula(_ element: XMLElement) -> String {
        element.is(OfficeXML.math, "t") ? element.text : element.children.reduce(into: "") { $0 += formula($1) }
    }

    /// Decodes `_x000B_` and the like, by which XML carries characters that it does not allow (`ST_Xstring`, section
    /// 22.9.2.19): the vertical tab is a line break, other control characters say nothing.
    static func unescape(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.range(of: "_x") {
            result += rest[..<start.lowerBound]
            let digits = rest[start.upperBound...].prefix(4)
            let end = rest[start.upperBound...].dropFirst(4)
            if digits.utf8.count == 4, end.first == "_", let code = UInt32(digits, radix: 16),
                code < 0x20 || code == 0x5F
            {
                result += code == 0x5F ? "_" : code == 0x09 ? "\t" : code == 0x0A || code == 0x0B ? "\n" : ""
                rest = end.dropFirst()
            } else {
                result += rest[start]
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }
}
