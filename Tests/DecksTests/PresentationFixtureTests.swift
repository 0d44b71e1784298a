import Decks
import Essentials
import Foundation
import TestKit
import Testing

@Suite("Real presentations", .enabled(if: sharedFixtures != nil))
struct PresentationFixtureTests {
    /// What is known of a deck from elsewhere.
    struct Known: Sendable, CustomTestStringConvertible {
        var file: String
        var slides: Int
        var hidden: [Int] = []
        /// Pictures and media, and how many of them have alternative text.
        var pictures = 0
        var altTexts = 0
        var tables = 0
        var charts = 0
        var diagrams = 0
        var notes = 0

        var testDescription: String { file }
    }

    static let known = [
        Known(file: "ms-azure-functions-45.pptx", slides: 45, pictures: 2, altTexts: 2, tables: 1, notes: 35),
        Known(file: "ms-git-github-31.pptx", slides: 31, pictures: 32, altTexts: 9, notes: 19),
        Known(
            file: "ms-regression-r-spanish-23.pptx", slides: 23, pictures: 7, altTexts: 2, tables: 3, diagrams: 1,
            notes: 13),
        Known(file: "ms-presentation-9.pptx", slides: 9, pictures: 4, altTexts: 3),
        Known(
            file: "apachecon-performance-48.pptx", slides: 48, hidden: [13, 48], pictures: 8, altTexts: 2, tables: 1,
            notes: 8),
        Known(file: "sample-show-2-notes.pptx", slides: 2, notes: 2),
        Known(file: "hidden-table-chart-3.pptx", slides: 3, hidden: [3], pictures: 1, tables: 2, charts: 1, notes: 1),
        Known(file: "tables-11-cjk-5.pptx", slides: 5, tables: 11, notes: 1),
        Known(file: "notes-only-1.pptx", slides: 1, notes: 1),
        Known(file: "svg-picture-1.pptx", slides: 1, pictures: 1),
        Known(file: "cropped-pictures-1.pptx", slides: 1, pictures: 8),
        Known(file: "charts-8-4.pptx", slides: 4, pictures: 1, altTexts: 1, tables: 1, charts: 8),
        Known(file: "google-slides-export.pptx", slides: 1),
        Known(file: "bitcoin-2.pptx", slides: 2),
        Known(file: "embedded-video-case.pptx", slides: 1, pictures: 1),
        Known(file: "embedded-video-poi.pptx", slides: 1, pictures: 1),
        Known(file: "embedded-mp3.pptx", slides: 1, pictures: 1),
        Known(file: "smartart-simple.pptx", slides: 1, diagrams: 1),
        Known(file: "japanese-table.pptx", slides: 1, tables: 1),
        Known(file: "layouts-10.pptx", slides: 10, pictures: 1),
        Known(
            file: "placeholders-all-kinds-9.pptx", slides: 9, pictures: 2, altTexts: 2, tables: 1, charts: 1,
            diagrams: 1),
        Known(file: "alt-text-file-names.pptx", slides: 1, pictures: 3, altTexts: 2),
        Known(file: "groups-2.pptx", slides: 2, pictures: 1, tables: 1, diagrams: 1),
        Known(file: "macro-deck.pptm", slides: 1),
        Known(file: "slide-show.ppsx", slides: 3),
        Known(file: "ms-art-api-spanish-37.pptx", slides: 37, pictures: 5, altTexts: 5, notes: 23),
        Known(file: "ms-classification-r-22.pptx", slides: 22, pictures: 11, altTexts: 7, tables: 4, notes: 11),
    ]

    private static func url(_ file: String) throws -> URL {
        try #require(sharedFixtures).appending(path: "decks/\(file)")
    }

    private static func read(_ file: String) throws -> Deck {
        try PresentationReader.read(contentsOf: url(file))
    }

    /// All elements, those in groups included.
    private static func flat(_ elements: [SlideElement]) -> [SlideElement] {
        elements.flatMap { element -> [SlideElement] in
            guard case .group(let group) = element else { return [element] }
            return flat(group.members)
        }
    }

    private static func texts(_ slide: Slide) -> [String] {
        flat(slide.elements).flatMap { element -> [String] in
            guard case .text(let text) = element else { return [] }
            return text.paragraphs.map(\.text)
        }
    }

    @Test("are read as they are known to be", arguments: known)
    func counts(known: Known) throws {
        let deck = try Self.read(known.file)
        let elements = Self.flat(deck.slides.flatMap(\.elements))
        var found = Known(
            file: known.file, slides: deck.slides.count, hidden: deck.slides.filter(\.isHidden).map(\.number))
        found.notes = deck.slides.count { !$0.notes.isEmpty }
        for element in elements {
            switch element {
            case .picture(let picture):
                found.pictures += 1
                found.altTexts += picture.shape.altText == nil ? 0 : 1
            case .media(let media):
                found.pictures += 1
                found.altTexts += media.shape.altText == nil ? 0 : 1
            case .table: found.tables += 1
            case .chart: found.charts += 1
            case .diagram: found.diagrams += 1
            case .text, .group: break
            }
        }
        #expect("\(found)" == "\(known)")
    }

    @Test("say word for word what they are known to say")
    func words() throws {
        var slides = try Self.read("sample-show-2-notes.pptx").slides
        #expect(
            Self.texts(slides[0]) == [
                "Title of the first slide", "Subtitle of the first slide", "This bit is in italic green",
            ])
        #expect(slides[0].notes.map(\.text) == ["I am the notes of the first slide"])
        #expect(
            Self.texts(slides[1]) == [
                "This is the second slide", "It has bullet points on it", "They’re fun, aren’t they?",
                "Especially in a different font like Arial Black at 16 point!",
            ])
        #expect(slides[1].notes.map(\.text) == ["These are the notes of the 2nd slide", "THIS LINE IS BOLD"])

        slides = try Self.read("hidden-table-chart-3.pptx").slides
        #expect(slides[0].notes.map(\.text) == ["Test Notes"])
        let second = Self.texts(slides[1]).joined(separator: " ")
        for text in ["Test-p1", "id4-Test-p2", "Test-p3", "Test-p4", "Third point_id3", "id5-Test-p6", "Test-p7"] {
            #expect(second.contains(text))
        }
        #expect(Self.texts(slides[2]) == ["Hidden slide"])

        let notesOnly = try Self.read("notes-only-1.pptx").slides[0]
        #expect(Self.texts(notesOnly).isEmpty)
        #expect(notesOnly.notes.map(\.text) == ["NOTES LINE 1", "NOTES LINE 2", "NOTES LINE 3"])

        let apache = try Self.read("apachecon-performance-48.pptx").slides[0]
        #expect(apache.title == "Apache Performance Tuning")
        #expect(apache.notes.map(\.text).joined(separator: " ") == "Hello crowd, welcome. Introduce self.")

        let show = Self.texts(try Self.read("slide-show.ppsx").slides[2])
        #expect(show.first == "Different words to test against")
        #expect(
            show.dropFirst() == [
                "Quest", "Hello", "Watershed", "Avalanche", "Black Panther", "Mystery", "Banking", "Investment",
            ])
    }

    @Test("agree with their Markdown twin")
    func markdown() throws {
        let markdown = try String(contentsOf: Self.url("bitcoin-2.md"), encoding: .utf8)
        func words(_ text: String) -> [String] {
            text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        let lines = markdown.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("# Slide") }
        let expected = words(lines.joined(separator: "\n"))
        let found = try Self.read("bitcoin-2.pptx").slides.flatMap { Self.texts($0).flatMap(words) }
        #expect(found == expected)
    }

    @Test(
        "are refused for what is wrong with them",
        arguments: [
            "zero-slides.pptx": "deck.no-slides", "password-tika.pptx": "deck.password",
            "apple-keynote.key": "deck.keynote",
            "fuzz-overlapped-zip.pptx": "zip.damaged", "fuzz-no-central-directory.pptx": "zip.truncated",
            "legacy-binary.ppt": "deck.other-format", "bitcoin-2.md": "deck.unknown-format",
        ])
    func refusals(file: String, code: String) throws {
        let url = try Self.url(file)
        #expect { try PresentationReader.read(contentsOf: url) } throws: {
            ($0 as? DeckError)?.code == code && ($0 as? DeckError)?.category == .badInput
        }
    }

    @Test(
        "are recognised as what they are",
        arguments: [
            "decks/legacy-binary.ppt": DeckFormat.legacyBinary, "decks/macro-deck.pptm": .presentation,
            "decks-odp/macro-1.odp": .openDocument, "decks-odp/flat-macro-1.fodp": .flatOpenDocument,
            "decks-pdf/rotated-page.pdf": .pdf,
        ])
    func formats(file: String, format: DeckFormat) throws {
        #expect(try DeckFormat.detect(#require(sharedFixtures).appending(path: file)) == format)
    }

    @Test("keep the appearance of what an excerpt shows", arguments: ["ms-git-github-31.pptx", "charts-8-4.pptx"])
    func excerpts(file: String) throws {
        let archive = try ZipArchive(contentsOf: Self.url(file))
        let before = try PresentationReader.read(archive)
        let shown: Set<Int> = [1, 3]
        let excerpt = try PresentationExcerpt.excerpt(of: archive, showing: shown).bytes()
        let after = try PresentationReader.read(ZipArchive(excerpt, name: file))
        #expect(after.slides.filter { !$0.isHidden }.map(\.number) == [1, 3])
        for number in shown { #expect(before.slides[number - 1] == after.slides[number - 1]) }
        #expect(excerpt.count < archive.entries.reduce(0) { $0 + $1.compressedSize })
    }
}
