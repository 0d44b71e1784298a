import Decks
import Essentials
import Foundation
import TestKit
import Testing

@Suite("The format of a deck")
struct PresentationFormatTests {
    private func detect(_ bytes: Data, name: String = "file.bin") async throws -> DeckFormat {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: name)
            try bytes.write(to: file)
            return try DeckFormat.detect(file)
        }
    }

    private func refusal(_ bytes: Data) async -> (code: String, message: String)? {
        do {
            _ = try await detect(bytes)
            return nil
        } catch {
            return (error as? DeckError).map { ($0.code, $0.message) }
        }
    }

    private func zip(_ entries: [(String, String)]) throws -> Data {
        var writer = ZipWriter()
        for entry in entries { try writer.add(entry.0, Data(entry.1.utf8)) }
        return try writer.bytes()
    }

    /// A compound file with one directory sector.
    private func compound(_ names: [String]) -> Data {
        var data = Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + Data(count: 22) + Data([9, 0])
        data += Data(count: 16) + Data([1, 0, 0, 0]) + Data(count: 24) + Data([0, 0, 0, 0]) + Data(count: 432)
        data += Data([0xFD, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF]) + Data(repeating: 0xFF, count: 504)
        for name in names + Array(repeating: "", count: 4 - names.count) {
            let units = name.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            let length = name.isEmpty ? 0 : units.count + 2
            data += Data(units) + Data(count: 64 - units.count) + Data([UInt8(length), 0]) + Data(count: 62)
        }
        return data
    }

    @Test("is told by the content, whatever the name")
    func formats() async throws {
        #expect(try await detect(DeckBuilder(slides: [.init()]).data(), name: "deck.pdf") == .presentation)
        #expect(try await detect(Data("%PDF-1.7\n".utf8), name: "deck.pptx") == .pdf)
        let type = "application/vnd.oasis.opendocument.presentation"
        #expect(try await detect(zip([("mimetype", type)])) == .openDocument)
        #expect(try await detect(zip([("mimetype", type + "-template")])) == .openDocument)
        #expect(
            try await detect(Data("<?xml?><office:document office:mimetype=\"\(type)\">".utf8)) == .flatOpenDocument)
        #expect(try await detect(compound(["Root Entry", "PowerPoint Document"])) == .legacyBinary)
    }

    @Test("that is protected with a password is said to be so")
    func passwords() async throws {
        #expect(await refusal(compound(["Root Entry", "EncryptedPackage"]))?.code == "deck.password")
        let manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
        let type = "application/vnd.oasis.opendocument.presentation"
        #expect(
            try await refusal(zip([("mimetype", type), ("META-INF/manifest.xml", manifest)]))?.code == "deck.password")
    }

    @Test("of Keynote is refused with a way out")
    func keynote() async throws {
        #expect(try await refusal(zip([("Index/Document.iwa", "")]))?.code == "deck.keynote")
        #expect(try await refusal(zip([("Deck.key/Index.zip", "")]))?.code == "deck.keynote")
    }

    @Test("of anything else is refused by what it looks like")
    func others() async throws {
        let word = try DeckBuilder(slides: [.init()]).allParts().map { part in
            (
                part.name,
                String(decoding: part.bytes, as: UTF8.self).replacingOccurrences(
                    of: "presentationml.presentation.main", with: "wordprocessingml.document.main")
            )
        }
        for (bytes, looks) in [
            (Data(), "an empty file"), (Data("Dear all".utf8), "plain text"), (try zip(word), "a Word document"),
            (Data([0x89, 0x50, 0x4E, 0x47]), "a PNG picture"), (Data("<!doctype html>".utf8), "a web page"),
            (try zip([("a.txt", "")]), "a ZIP archive of other files"), (Data([0, 1, 2]), "a binary file"),
            (compound(["Root Entry", "WordDocument"]), "an old Word document"),
            (try zip([("mimetype", "application/vnd.oasis.opendocument.text")]), "an OpenDocument text"),
        ] {
            let refusal = await refusal(bytes)
            #expect(refusal?.code == "deck.unknown-format" && refusal?.message.contains(looks) == true, "\(looks)")
        }
        try await withTemporaryFolder { folder in
            #expect { try DeckFormat.detect(folder) } throws: { "\($0)".contains("a folder") }
            for file in [folder.appending(path: "none"), URL(filePath: "/dev/zero")] {
                #expect { try DeckFormat.detect(file) } throws: { ($0 as? DeckError)?.code == "deck.unreadable" }
            }
        }
    }

    @Test("other than PPTX is not read as one")
    func otherFormat() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "deck.pptx")
            try Data("%PDF-1.7".utf8).write(to: file)
            #expect { try PresentationReader.read(contentsOf: file) } throws: {
                ($0 as? DeckError)?.code == "deck.other-format"
            }
        }
    }
}
