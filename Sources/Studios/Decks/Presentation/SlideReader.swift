import Essentials
import Foundation

/// Reads one slide (ECMA-376 part 1, section 19.3.1.38).
struct SlideReader {
    let part: String
    let root: XMLElement
    let reader: PartReader
    private(set) var languages = LanguageTally()
    private var links: [SlideLink] = []
    /// What was found so far that is not the author's.
    private var annotations: SlideAnnotations
    private let record: AnnotationRecord
    private let id: String

    /// - Parameters:
    ///   - root: the slide as its author left it.
    ///   - annotations: what was taken off it.
    ///   - id: by which the record knows the slide.
    init(
        part: String, root: XMLElement, reader: PartReader, annotations: SlideAnnotations, record: AnnotationRecord,
        id: String
    ) {
        self.part = part
        self.root = root
        self.reader = reader
        self.annotations = annotations
        self.record = record
        self.id = id
    }

    /// - Parameter appearance: asked for last, when charts and the like have been read and digested in passing.
    mutating func read(number: Int, appearance: @autoclosure () throws -> ContentDigest) throws -> Slide {
        let relationships = try reader.relationships(of: part)
        let kinds = try relationships.part("slideLayout").map { try reader.backdrop($0).kinds } ?? [:]
        var shapes = ShapeReader(slide: part, relationships: relationships, placeholders: kinds, reader: reader)
        let tree = root.descend(OfficeXML.presentation, "cSld", "spTree")
        let elements = try tree.map { try shapes.elements($0) } ?? []
        if let tree { add(links(in: tree, relationships) + shapes.diagramLinks) }

        var notesText = TextReader()
        let notes = try notes(relationships, &notesText)
        languages.add(shapes.text.languages)
        let language = languages.isEmpty ? notesText.languages.majority : languages.majority
        languages.add(notesText.languages)
        return try Slide(
            number: number, isHidden: root.flag("show") == false, title: SlideReader.title(elements),
            elements: elements, notes: notes, language: language, appearance: appearance(),
            annotations: annotations == SlideAnnotations() ? nil : annotations, links: links.isEmpty ? nil : links)
    }

    private func links(in tree: XMLElement, _ relationships: Relationships) -> [SlideLink] {
        var reader = LinkReader(relationships)
        reader.read(tree)
        return reader.links
    }

    private mutating func add(_ found: [SlideLink]) {
        var known = Set(links)
        links += found.filter { known.insert($0).inserted }
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

    /// The notes page also shows the slide, a date and a number: only its body is what the speaker wrote, and of that
    /// only what is not under a heading of ours.
    private mutating func notes(_ relationships: Relationships, _ text: inout TextReader) throws -> [Paragraph] {
        guard let part = relationships.part("notesSlide") else { return [] }
        let tree = try reader.tree(part).descend(OfficeXML.presentation, "cSld", "spTree")
        let shapes = tree?.children(OfficeXML.presentation, "sp") ?? []
        let bodies = shapes.filter { Backdrop.placeholder(of: $0)?.attribute("type") == "body" }
        let ownRelationships = try reader.relationships(of: part)
        return bodies.flatMap { shape -> [Paragraph] in
            guard let body = shape.child(OfficeXML.presentation, "txBody") else { return [] }
            let lines = body.children(OfficeXML.drawing, "p")
            let layout = NotesLayout(lines.map(NotesText.line))
            add(layout.sections.map(\.section))
            let author = XMLElement(
                namespace: body.namespace, name: body.name, nodes: lines[layout.author].map { .element($0) })
            add(links(in: author, ownRelationships))
            return text.paragraphs(author)
        }
    }

    /// A section that is not as we wrote it, or of which nobody knows, counts as edited by a person.
    private mutating func add(_ sections: [NotesSection]) {
        annotations.sections += sections
        for section in sections {
            let known = record.slides[id]?.sections[section.name]
            let isOurs = known.map { $0.wrote == section.digest && !$0.byPerson } ?? record.wrote(section)
            if !isOurs { annotations.edited.insert(section.name) }
        }
    }
}
