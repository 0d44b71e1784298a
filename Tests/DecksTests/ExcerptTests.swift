import Decks
import Essentials
import Foundation
import TestKit
import Testing

@Suite("An excerpt of a presentation")
struct ExcerptTests {
    private static let source: DeckBuilder = {
        let slides = ["a", "b", "c"].map { name in
            DeckBuilder.Slide(
                shapes: Shapes.text(2, "T", placeholder: #"type="title""#, [name]) + Shapes.picture(3, "rId5"),
                isHidden: name == "b", notes: ["note \(name)"], links: [("rId5", "image", "../media/\(name).png")])
        }
        var builder = DeckBuilder(slides: slides)
        builder.parts = ["a", "b", "c"].map { ("ppt/media/\($0).png", "image/png", Data("picture \($0)".utf8)) }
        return builder
    }()

    private func excerpt(_ numbers: Set<Int>, of builder: DeckBuilder = source) throws -> ZipArchive {
        try ZipArchive(
            PresentationExcerpt.excerpt(of: builder.archive(), showing: numbers).bytes(), name: "excerpt.pptx")
    }

    @Test("shows the slides that were asked for, at their places, and hides the rest")
    func shows() throws {
        for numbers in [[1], [2], [1, 3], [2, 3], [1, 2, 3]] as [Set<Int>] {
            let deck = try PresentationReader.read(excerpt(numbers))
            #expect(deck.slides.map(\.isHidden) == (1...3).map { !numbers.contains($0) })
            #expect(
                deck.slides.map(\.title) == ["a", "b", "c"].enumerated().map { numbers.contains($0 + 1) ? $1 : nil })
        }
    }

    @Test("leaves out what only other slides use, and passes on the rest as it is packed")
    func leavesOut() throws {
        let source = try Self.source.archive()
        let excerpt = try excerpt([1])
        let names = Set(excerpt.entries.map(\.name))
        #expect(names.contains("ppt/media/a.png") && names.contains("ppt/notesSlides/notesSlide1.xml"))
        #expect(names.isDisjoint(with: ["ppt/media/b.png", "ppt/media/c.png", "ppt/notesSlides/notesSlide2.xml"]))
        let replaced = Set([2, 3].flatMap { ["ppt/slides/slide\($0).xml", "ppt/slides/_rels/slide\($0).xml.rels"] })
        for entry in excerpt.entries where !replaced.contains(entry.name) {
            let original = try #require(source.entry(named: entry.name))
            #expect(try excerpt.packedBytes(of: entry) == source.packedBytes(of: original), "\(entry.name)")
        }
    }

    @Test("keeps the appearance of what it shows")
    func appearance() throws {
        let before = try Self.source.read().slides.map(\.appearance)
        let after = try PresentationReader.read(excerpt([1, 3])).slides.map(\.appearance)
        #expect(before[0] == after[0] && before[2] == after[2] && before[1] != after[1])
    }

    @Test(
        "changes nothing but the mark of a hidden slide, in any encoding",
        arguments: [
            String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian,
        ])
    func unhides(encoding: String.Encoding) throws {
        let name = "ppt/slides/slide2.xml"
        let body =
            "<!-- <p:sld show='0'> --><p:sld \(DeckBuilder.namespaces) a='a > b' show = '0' >秋<!-- show='0' --></p:sld>"
        let expected = body.replacingOccurrences(of: " show = '0' >", with: " >")
        func encoded(_ text: String) throws -> Data {
            let mark = encoding == .utf8 ? "" : "\u{FEFF}"
            return try #require((mark + text).data(using: encoding))
        }
        var writer = ZipWriter()
        for part in Self.source.allParts() {
            try writer.add(part.name, part.name == name ? encoded(body) : part.bytes)
        }
        let source = try ZipArchive(writer.bytes(), name: "source.pptx")
        let excerpt = try ZipArchive(
            PresentationExcerpt.excerpt(of: source, showing: [2]).bytes(), name: "excerpt.pptx")
        let entry = try #require(excerpt.entry(named: name))
        #expect(try excerpt.bytes(of: entry) == encoded(expected))
    }

    @Test("of slides that do not exist, or of none, is refused", arguments: [[], [0], [4], [1, 99]] as [Set<Int>])
    func refuses(numbers: Set<Int>) {
        #expect { try excerpt(numbers) } throws: {
            ($0 as? DeckError)?.code == "deck.no-such-slide" && ($0 as? DeckError)?.category == .usage
        }
    }

    @Test("is written as a file that is the same every time, or not at all")
    func files() async throws {
        try await withTemporaryFolder { folder in
            let source = folder.appending(path: "source.pptx")
            try Self.source.data().write(to: source)
            let files = [folder.appending(path: "1.pptx"), folder.appending(path: "2.pptx")]
            for file in files { try PresentationExcerpt.write(from: source, showing: [2], to: file) }
            #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]))
            #expect(try PresentationReader.read(contentsOf: files[0]).slides[1].title == "b")
            let nowhere = folder.appending(path: "missing/3.pptx")
            #expect { try PresentationExcerpt.write(from: source, showing: [2], to: nowhere) } throws: {
                ($0 as? DeckError)?.code == "zip.not-written"
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                    "1.pptx", "2.pptx", "source.pptx",
                ])
        }
    }
}
