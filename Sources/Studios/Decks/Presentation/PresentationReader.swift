package import Foundation

/// Reads presentations in Office Open XML: PPTX, PPTM, PPSX, PPSM, POTX and POTM, transitional or strict.
package enum PresentationReader {
    /// Reads the deck in a file.
    ///
    ///     let deck = try PresentationReader.read(contentsOf: URL(filePath: "kyoto.pptx"))
    ///     deck.slides[0].title   // "Kyoto in autumn"
    ///
    /// - Throws: ``DeckError`` of category `badInput`: whatever ``DeckFormat/detect(_:)``, ``ZipArchive`` and
    ///   ``XMLTree`` throw, `deck.other-format` when it is a deck of another kind, `deck.no-slides`,
    ///   `deck.slides-missing`, `deck.slide-listed-twice`, `deck.size-absurd` or `deck.too-many-shapes`.
    package static func read(contentsOf url: URL) throws -> Deck {
        let format = try DeckFormat.detect(url)
        guard format == .presentation else {
            throw PresentationError.otherFormat(url.lastPathComponent, format)
        }
        return try read(ZipArchive(contentsOf: url))
    }

    /// Reads the deck in an archive. What annotating it added is told apart: see ``Slide/annotations``.
    package static func read(_ archive: ZipArchive) throws -> Deck {
        let reader = PartReader(try OpenPackage(archive))
        let outline = try PresentationOutline(reader)
        let appearances = try SlideAppearance(outline, reader)
        let record = try RecordPart.find(in: reader.package, presentation: outline.part)?.record ?? AnnotationRecord()
        var languages = LanguageTally()
        var slides: [Slide] = []
        for (index, part) in outline.slides.enumerated() {
            let id = outline.identifiers[index]
            let (root, annotations) = try reader.slide(part, record.slides[id])
            var slide = SlideReader(
                part: part, root: root, reader: reader, annotations: annotations, record: record, id: id)
            slides.append(
                try slide.read(
                    number: index + 1,
                    appearance: appearances.digest(of: part, root: root, shownNumber: outline.firstNumber + index)))
            languages.add(slide.languages)
        }
        let properties = try CoreProperties(reader)
        return Deck(
            title: properties.title ?? slides.first?.title, author: properties.author, language: languages.majority,
            themeName: try themeName(outline, reader), size: outline.size, slides: slides)
    }

    /// The name of the first master's theme.
    private static func themeName(_ outline: PresentationOutline, _ reader: PartReader) throws -> String? {
        guard let master = outline.relationships.part("slideMaster"),
            let theme = try reader.relationships(of: master).part("theme")
        else { return nil }
        let name = try reader.tree(theme).attribute("name")?.trimmingCharacters(in: .whitespacesAndNewlines)
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// What the file says about itself (ECMA-376 part 2, section 8).
private struct CoreProperties {
    private(set) var title: String?
    private(set) var author: String?

    /// What PowerPoint writes by itself into decks that nobody gave a title.
    private static let unnamed: Set<String> = [
        "powerpoint presentation", "presentation", "untitled presentation", "powerpoint-präsentation",
        "présentation powerpoint", "presentación de powerpoint", "presentazione standard di powerpoint",
        "presentazione di powerpoint", "apresentação do powerpoint", "powerpoint プレゼンテーション", "powerpoint 演示文稿",
        "powerpoint 簡報", "powerpoint 프레젠테이션", "презентация powerpoint", "powerpoint-presentatie",
    ]

    init(_ reader: PartReader) throws {
        guard let part = try reader.relationships(of: "").part("core-properties") else { return }
        let root = try reader.tree(part)
        title = CoreProperties.text(root, "title").flatMap {
            CoreProperties.unnamed.contains($0.lowercased()) ? nil : $0
        }
        author = CoreProperties.text(root, "creator")
    }

    private static func text(_ root: XMLElement, _ name: String) -> String? {
        let text = root.child(OfficeXML.dublinCore, name)?.text.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
