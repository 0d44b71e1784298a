import Essentials
import Foundation

/// Reads one slide (ECMA-376 part 1, section 19.3.1.38).
struct SlideReader {
    let part: String
    let root: XMLElement
    let reader: PartReader
    private(set) var languages = LanguageTally()

    init(part: String, root: XMLElement, reader: PartReader) {
        self.part = part
        self.root = root
        self.reader = reader
    }

    /// - Parameter appearance: asked for last, when charts and the like have been read and digested in passing.
    mutating func read(number: Int, appearance: @autoclosure () throws -> ContentDigest) throws -> Slide {
        let relationships = try reader.relationships(of: part)
        let kinds = try relationships.part("slideLayout").map { try reader.backdrop($0).kinds } ?? [:]
        var shapes = ShapeReader(slide: part, relationships: relationships, placeholders: kinds, reader: reader)
        let tree = root.descend(OfficeXML.presentation, "cSld", "spTree")
        let elements = try tree.map { try shapes.elements($0) } ?? []

        var notesText = TextReader()
        let notes = try notes(relationships, &notesText)
        languages.add(shapes.text.languages)
        let language = languages.isEmpty ? notesText.languages.majority : languages.majority
        languages.add(notesText.languages)
        return try Slide(
            number: number, isHidden: root.flag("show") == false, title: SlideReader.title(elements),
            elements: elements, notes: notes, language: language, appearance: appearance())
    }

    /// The text of the first title that has any, on one line.
    private static func title(_ elements: [SlideElement]) -> String? {
        for element in elements {
            switch element {
            case .text(let text) where text.role == .title && !text.paragraphs.isEmpty:
                let words = text.paragraphs.flatMap { $0.text.split(whereSeparator: \.isNewline) }
                return words.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
            case .group(let group):
                if let title = title(group.members) { return title }
            default: break
            }
        }
        return nil
    }

    /// The notes page also shows the slide, a date and a number: only its body is what the speaker wrote.
    private func notes(_ relationships: Relationships, _ text: inout TextReader) throws -> [Paragraph] {
        guard let part = relationships.part("notesSlide") else { return [] }
        let tree = try reader.tree(part).descend(OfficeXML.presentation, "cSld", "spTree")
        let shapes = tree?.children(OfficeXML.presentation, "sp") ?? []
        let bodies = shapes.filter { Backdrop.placeholder(of: $0)?.attribute("type") == "body" }
        return bodies.flatMap { text.paragraphs($0.child(OfficeXML.presentation, "txBody")) }
    }
}
