import Decks
import Foundation
import TestKit
import Testing

@Suite("Other people's presentations, edited", .enabled(if: sharedFixtures != nil))
struct EditFixtureTests {
    /// All that can be read.
    static let files: [String] = {
        guard let folder = sharedFixtures?.appending(path: "decks"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.sorted().filter { name in
            (try? PresentationReader.read(contentsOf: folder.appending(path: name))) != nil
        }
    }()

    /// Every shape that is no text gets an alternative text or a mark of decoration, every slide two sections.
    static func edits(_ deck: Deck) -> DeckEdits {
        var edits = DeckEdits()
        for slide in deck.slides {
            var altTexts: [Int: AltTextEdit] = [:]
            for element in slide.allElements {
                if case .text = element { continue }
                let id = element.shape.id
                altTexts[id] =
                    id % 7 == 0 ? .decorative : .text("What \"shape\" \(id) of slide \(slide.number) shows & <why>.")
            }
            let sections = [
                NotesSection(
                    name: "script", paragraphs: ["This is slide \(slide.number).", "It is about *something*."]),
                NotesSection(name: "references", paragraphs: ["A source (https://example.org/?a=1&b=\(slide.number))"]),
            ]
            edits.slides[slide.number] = SlideEdits(altTexts: altTexts, notes: sections)
        }
        return edits
    }

    static func edited(_ file: String) throws -> EditedDeck {
        let source = try ZipArchive(contentsOf: #require(sharedFixtures).appending(path: "decks/\(file)"))
        let deck = try PresentationReader.read(source)
        return try EditedDeck(source, edits(deck), language: deck.language)
    }

    @Test("are changed where they were to be and nowhere else, and read back as written", arguments: files)
    func edit(file: String) throws {
        let edited = try Self.edited(file)
        try edited.verify()
        let (changed, added) = try edited.differences()
        let bound = [
            "[Content_Types].xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/",
            "ppt/notesSlides/",
        ]
        #expect(changed.allSatisfy { name in bound.contains { name.hasPrefix($0) } })
        let folders = ["ppt/notesSlides/", "ppt/notesMasters/", "ppt/theme/", "customXml/"]
        #expect(added.allSatisfy { name in folders.contains { name.hasPrefix($0) } })
        for slide in try edited.deck().slides {
            let wanted = try #require(edited.edits.slides[slide.number])
            #expect(slide.annotations?.sections == wanted.notes && slide.annotations?.edited == [])
            for (id, text) in wanted.altTexts {
                let shape = try #require(slide.asItStands.allElements.map(\.shape).first { $0.id == id })
                switch text {
                case .text(let text): #expect(shape.altText == text && !shape.isDecorative)
                case .decorative: #expect(shape.altText == nil && shape.isDecorative)
                }
            }
        }
    }

    @Test(
        "are read by python-pptx as they were written", .enabled(if: PythonPptx.isThere),
        arguments: files.filter { !$0.hasSuffix(".ppsx") })
    func python(file: String) async throws {
        let edited = try Self.edited(file)
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "edited.pptx")
            try edited.bytes.write(to: path)
            let read = try PythonPptx.read(path)
            let slides = try edited.deck().slides
            #expect(read.count == slides.count)
            for (slide, found) in zip(slides, read) {
                let wanted = try #require(edited.edits.slides[slide.number])
                let ours = Array(found.notes.suffix(5))
                let source = "A source (https://example.org/?a=1&b=\(slide.number))"
                #expect(ours.count == 5)
                guard ours.count == 5 else { continue }
                #expect(ours[1] == "This is slide \(slide.number)." && ours[2] == "It is about something.")
                #expect(ours[0].hasSuffix(" (Atelier)") && ours[3].hasSuffix(" (Atelier)") && ours[4] == source)
                for (id, text) in wanted.altTexts {
                    guard case .text(let text) = text else { continue }
                    #expect(found.altTexts["\(id)"] == text, "slide \(slide.number), shape \(id)")
                }
            }
        }
    }
}

/// The slides of a deck as python-pptx sees them.
enum PythonPptx {
    struct Slide: Decodable {
        var notes: [String]
        var altTexts: [String: String]
    }

    static let isThere = (try? run(["-c", "import pptx"])) != nil

    static func read(_ file: URL) throws -> [Slide] {
        try JSONDecoder().decode([Slide].self, from: run(["-c", script, file.path]))
    }

    private static let script = """
        import json, sys
        from pptx import Presentation
        slides = []
        for slide in Presentation(sys.argv[1]).slides:
            texts = {}
            for properties in slide._element.iter('{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr'):
                texts.setdefault(properties.get('id'), properties.get('descr') or '')
            notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
            slides.append({'notes': [p.text for p in notes.paragraphs] if notes else [], 'altTexts': texts})
        print(json.dumps(slides))
        """

    private struct Failure: Error {}

    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return data
    }
}
