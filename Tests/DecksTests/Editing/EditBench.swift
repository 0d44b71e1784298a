import Decks
import Foundation
import Testing

/// A package on the workbench: its parts as text, to be changed by hand and then edited.
struct EditBench {
    var parts: [(name: String, bytes: Data)]

    init(_ builder: DeckBuilder) {
        parts = builder.allParts()
    }

    init(_ archive: ZipArchive) throws {
        parts = try archive.entries.map { ($0.name, try archive.bytes(of: $0)) }
    }

    init(_ slides: [DeckBuilder.Slide]) {
        self.init(DeckBuilder(slides: slides))
    }

    /// The text of a part.
    subscript(name: String) -> String {
        get { parts.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "" }
        set {
            let bytes = Data(newValue.utf8)
            if let index = parts.firstIndex(where: { $0.name == name }) {
                parts[index].bytes = bytes
            } else {
                parts.append((name, bytes))
            }
        }
    }

    func archive() throws -> ZipArchive {
        var writer = ZipWriter()
        for part in parts { try writer.add(part.name, part.bytes) }
        return try ZipArchive(writer.bytes(), name: "bench.pptx")
    }

    func edited(_ slides: [Int: SlideEdits], language: String? = nil) throws -> EditedDeck {
        try EditedDeck(archive(), DeckEdits(slides: slides), language: language)
    }
}

/// A deck before and after it was edited.
struct EditedDeck {
    let source: ZipArchive
    let edits: DeckEdits
    let language: String?
    let bytes: Data
    let remarks: [String]
    let archive: ZipArchive

    init(_ source: ZipArchive, _ edits: DeckEdits, language: String? = nil) throws {
        self.source = source
        self.edits = edits
        self.language = language
        let result = try DeckEditor.edit(source, edits, language: language)
        bytes = result.bytes
        remarks = result.notes
        archive = try ZipArchive(result.bytes, name: source.name)
    }

    var isUnchanged: Bool { bytes == source.data }

    func deck() throws -> Deck { try PresentationReader.read(archive) }

    func again(_ slides: [Int: SlideEdits]) throws -> EditedDeck {
        try EditedDeck(archive, DeckEdits(slides: slides), language: language)
    }

    func text(_ part: String) throws -> String {
        try String(decoding: archive.bytes(of: #require(archive.entry(named: part), "\(part)")), as: UTF8.self)
    }

    /// The parts that differ from the source, and those that are new, in their order. All others must be there, packed
    /// as they were and in their places.
    func differences() throws -> (changed: [String], added: [String]) {
        #expect(archive.entries.prefix(source.entries.count).map(\.name) == source.entries.map(\.name))
        var changed: [String] = []
        for entry in source.entries {
            let now = try #require(archive.entry(named: entry.name))
            if try archive.packedBytes(of: now) == source.packedBytes(of: entry) {
                #expect(now.method == entry.method && now.modified == entry.modified)
            } else if try archive.bytes(of: now) != source.bytes(of: entry) {
                changed.append(entry.name)
            } else {
                Issue.record("'\(entry.name)' was packed again")
            }
        }
        return (changed, archive.entries.dropFirst(source.entries.count).map(\.name))
    }

    /// What must hold for every edited deck.
    func verify() throws {
        _ = try differences()
        let package = try OpenPackage(archive)
        for part in package.parts + [OpenPackage.typesName] where part.hasSuffix(".xml") {
            _ = try XMLTree.parse(package.bytes(of: part), part: part)
        }
        for part in package.parts + [""] {
            let links = try package.relationships(of: part).all
            #expect(Set(links.map(\.id)).count == links.count, "the relationships of '\(part)'")
        }
        let again = try EditedDeck(archive, edits, language: language)
        #expect(again.isUnchanged, "the same edits a second time change something")
        let (before, after) = try (PresentationReader.read(source), deck())
        #expect(before.language == after.language && before.slides.count == after.slides.count)
        for (old, new) in zip(before.slides, after.slides) {
            var new = new
            new.annotations = old.annotations
            #expect(new == old, "slide \(old.number) is not as its author left it")
        }
    }
}

extension OpenPackage {
    static let typesName = "[Content_Types].xml"
}
