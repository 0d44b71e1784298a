import Decks
import Foundation
import TestKit
import Testing

@Suite("A damaged presentation")
struct PresentationFuzzTests {
    private static let deck: DeckBuilder = {
        let table =
            "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>cell</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
        let group = Shapes.group(6, Shapes.frame(1, 2, 3, 4), Shapes.picture(7, "rId5"))
        let shapes = Shapes.text(2, "T", placeholder: #"type="title""#, ["Kyoto"]) + Shapes.graphic(3, table) + group
        var builder = DeckBuilder(slides: [
            .init(shapes: shapes, notes: ["Say it."], links: [("rId5", "image", "../media/a.png")]),
            .init(isHidden: true),
        ])
        builder.parts = [("ppt/media/a.png", "image/png", Data([1, 2, 3]))]
        return builder
    }()

    /// Reads whatever it is; every refusal must be one of ours.
    private func expectDeckOrRefusal(_ read: () throws -> Deck, _ note: String) {
        do {
            #expect(try !read().slides.isEmpty, "\(note)")
        } catch {
            #expect(error is DeckError, "\(note): \(error)")
        }
    }

    @Test("is read or refused, but never ends the program: bytes of the archive changed")
    func archiveBytes() throws {
        let whole = try Self.deck.data()
        var random = SeededGenerator(seed: 20_240_331)
        for round in 0..<400 {
            var data = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                data[Int.random(in: 0..<data.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if round % 4 == 0 { data = data.prefix(Int.random(in: 0..<data.count, using: &random)) }
            expectDeckOrRefusal({ try PresentationReader.read(ZipArchive(data, name: "x")) }, "round \(round)")
        }
    }

    @Test("is read or refused, but never ends the program: bytes of the parts changed")
    func partBytes() throws {
        let parts = Self.deck.allParts()
        var random = SeededGenerator(seed: 7)
        let spice = [
            "0", "-1", "9223372036854775807", "99999999999999999999", "nan", "<", "\"", "rId100", "..", "", "1e400",
        ]
        for round in 0..<400 {
            var writer = ZipWriter()
            let victim = Int.random(in: 0..<parts.count, using: &random)
            for (index, part) in parts.enumerated() {
                var bytes = part.bytes
                if index == victim {
                    // A value between quotes is replaced, so that most results are still well-formed.
                    let quotes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\"") }
                    let first = quotes.isEmpty ? 0 : Int.random(in: 0..<quotes.count, using: &random) / 2 * 2
                    if first + 1 < quotes.count {
                        let value = spice.randomElement(using: &random) ?? ""
                        bytes.replaceSubrange((quotes[first] + 1)..<quotes[first + 1], with: Data(value.utf8))
                    }
                }
                try writer.add(part.name, bytes)
            }
            let data = try writer.bytes()
            expectDeckOrRefusal({ try PresentationReader.read(ZipArchive(data, name: "x")) }, "round \(round)")
        }
    }

    @Test("is detected without ending the program")
    func detection() async throws {
        var random = SeededGenerator(seed: 3)
        let heads: [[UInt8]] = [
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0x50, 0x4B, 3, 4], Array("%PDF-".utf8),
            Array("<?xml".utf8), [],
        ]
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "x")
            for round in 0..<200 {
                let tail = (0..<Int.random(in: 0...2000, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                var bytes = heads[round % heads.count] + tail
                if round % 10 == 0, bytes.count > 60 { bytes[30...31] = [9, 0] }
                try Data(bytes).write(to: file)
                do { _ = try DeckFormat.detect(file) } catch { #expect(error is DeckError) }
            }
        }
    }
}
