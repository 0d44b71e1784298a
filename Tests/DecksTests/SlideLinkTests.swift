import Decks
import Foundation
import TestKit
import Testing

@Suite("Links of slides")
struct SlideLinkTests {
    private static func run(_ text: String, _ link: String? = nil) -> String {
        let click = link.map { #"<a:hlinkClick r:id="\#($0)"/>"# } ?? ""
        return #"<a:r><a:rPr lang="en-GB">\#(click)</a:rPr><a:t>\#(text)</a:t></a:r>"#
    }

    /// A slide whose relationship `rIdX` leads to each address in turn: rId1, rId2 and so on.
    private func slide(_ shapes: String, leadingTo addresses: String...) throws -> Slide {
        let links = addresses.enumerated().map { ("rId\($0.offset + 1)", "hyperlink", $0.element) }
        return try DeckBuilder(slides: [.init(shapes: shapes, links: links)]).read().slides[0]
    }

    @Test("are the linked words and their address, runs of one link put together")
    func runs() throws {
        let shapes = Shapes.raw(
            2, "Text",
            "<a:p>" + Self.run("See ") + Self.run("the ", "rId1") + Self.run("lens", "rId1") + Self.run(", and ")
                + Self.run("more", "rId2") + "</a:p><a:p>" + Self.run("the lens", "rId1") + "</a:p>")
        let slide = try slide(shapes, leadingTo: "https://example.org/lens", "http://example.org/a?b=1&amp;c=%20d#e")
        #expect(
            slide.links == [
                SlideLink(title: "the lens", url: "https://example.org/lens"),
                SlideLink(title: "more", url: "http://example.org/a?b=1&c=%20d#e"),
            ])
    }

    @Test("that do not lead to the web are left out")
    func others() throws {
        let words = (1...6).map { Self.run("word \($0) ", "rId\($0)") }.joined()
        let slide = try slide(
            Shapes.raw(2, "Text", "<a:p>\(words)" + Self.run("gone", "rId9") + "</a:p>"),
            leadingTo: "mailto:a@example.org", "file:///etc/passwd", "javascript:alert(1)", "slide2.xml", "https://",
            "HTTPS://Example.org")
        #expect(slide.links == [SlideLink(title: "word 6", url: "HTTPS://Example.org")])
        let bare = try self.slide(Shapes.text(2, "Text", ["No link"]))
        #expect(bare.links == nil)
    }

    @Test("of a shape are called by its words, else its alternative text, else a name that a person chose")
    func shapes() throws {
        func linked(_ shape: String, _ id: Int, _ link: Int) -> String {
            shape.replacing(
                try! Regex(#"(<p:cNvPr id="\#(id)"[^>]*)/>"#, as: (Substring, Substring).self)
            ) { #"\#($0.output.1)><a:hlinkClick r:id="rId\#(link)"/></p:cNvPr>"# }
        }
        let shapes = [
            linked(Shapes.text(2, "TextBox 1", ["Read", "the book"]), 2, 1),
            linked(Shapes.picture(3, "none", attributes: #" descr="A lens.""#), 3, 2),
            linked(Shapes.picture(4, "none"), 4, 3),
            linked(Shapes.text(5, "Museum", []), 5, 4),
            Shapes.group(6, "", linked(Shapes.text(7, "Rectangle 12", []), 7, 5)),
            linked(Shapes.text(8, "Hidden", attributes: #" hidden="1""#, ["Hidden"]), 8, 6),
        ]
        let slide = try slide(
            shapes.joined(), leadingTo: "https://a.org", "https://b.org", "https://c.org", "https://d.org",
            "https://e.org", "https://f.org")
        #expect(slide.links?.map(\.title) == ["Read the book", "A lens.", "", "Museum", ""])
        #expect(slide.links?.map(\.url) == ["a", "b", "c", "d", "e"].map { "https://\($0).org" })
    }

    @Test("stand in tables and in the author's notes too")
    func tablesAndNotes() throws {
        let cell = "<a:tc><a:txBody><a:bodyPr/><a:p>\(Self.run("cell", "rId1"))</a:p></a:txBody></a:tc>"
        var builder = DeckBuilder()
        builder.slides = [
            .init(
                shapes: Shapes.graphic(2, "<a:tbl><a:tr h=\"1\">\(cell)</a:tr></a:tbl>"),
                links: [
                    ("rId1", "hyperlink", "https://example.org/cell"),
                    ("rId2", "notesSlide", "../notesSlides/notesSlide7.xml"),
                ])
        ]
        let body = Shapes.raw(3, "Notes", placeholder: #"type="body""#, "<a:p>\(Self.run("note", "rId1"))</a:p>")
        let type = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
        builder.parts = [
            ("ppt/notesSlides/notesSlide7.xml", type, Data(DeckBuilder.tree("notes", body).utf8)),
            (
                "ppt/notesSlides/_rels/notesSlide7.xml.rels", "application/xml",
                Data(builder.links([("rId1", "hyperlink", "https://example.org/note")]).utf8)
            ),
        ]
        #expect(
            try builder.read().slides[0].links == [
                SlideLink(title: "cell", url: "https://example.org/cell"),
                SlideLink(title: "note", url: "https://example.org/note"),
            ])
    }

    @Test(
        "of real decks are those that their relationships list", .enabled(if: sharedFixtures != nil),
        arguments: [
            ("ms-azure-functions-45.pptx", 6), ("ms-art-api-spanish-37.pptx", 10), ("ms-git-github-31.pptx", 8),
            ("ms-regression-r-spanish-23.pptx", 8), ("ms-classification-r-22.pptx", 3), ("ms-presentation-9.pptx", 4),
            ("apachecon-performance-48.pptx", 1), ("groups-2.pptx", 1), ("japanese-table.pptx", 1),
        ])
    func real(name: String, count: Int) throws {
        let file = try #require(sharedFixtures).appending(path: "decks/\(name)")
        let deck = try PresentationReader.read(contentsOf: file)
        let listed = try ListedLinks(ZipArchive(contentsOf: file)).ofSlides
        let read = deck.slides.map { Set(($0.links ?? []).map(\.url)) }
        #expect(read == listed)
        #expect(listed.reduce(0) { $0 + $1.count } == count)
    }
}

/// The addresses that the slides of a package link to, found with regular expressions in its XML.
private struct ListedLinks {
    let archive: ZipArchive

    init(_ archive: ZipArchive) { self.archive = archive }

    /// For each slide in order, with its notes and its SmartArt.
    var ofSlides: [Set<String>] {
        get throws {
            let slides = try relationships(of: "ppt/presentation.xml")
            let list = try text("ppt/presentation.xml").matches(of: #/<p:sldId [^>]*r:id="([^"]+)"/#)
            return try list.compactMap { slides[String($0.1)] }.map { slide in
                let part = "ppt/\(slide.target)"
                let others = try relationships(of: part).values.filter {
                    ["notesSlide", "diagramData"].contains($0.kind)
                }
                return try others.map { "ppt/" + $0.target.replacing("../", with: "") }
                    .reduce(into: clicked(in: part)) { $0.formUnion(try clicked(in: $1)) }
            }
        }
    }

    private func clicked(in part: String) throws -> Set<String> {
        let all = try relationships(of: part)
        let clicks = try text(part).matches(of: #/<a:hlinkClick[^>]*r:id="([^"]+)"/#)
        return Set(clicks.compactMap { all[String($0.1)]?.target }.filter { $0.hasPrefix("http") })
    }

    private func relationships(of part: String) throws -> [String: (kind: Substring, target: String)] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let list = try text("\(folder)/_rels/\(part.split(separator: "/").last ?? "").rels")
        return list.matches(of: #/<Relationship [^>]*>/#).reduce(into: [:]) { all, match in
            func value(_ name: String) -> String {
                let parts = match.output.components(separatedBy: " \(name)=\"")
                return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
            }
            all[value("Id")] = (
                value("Type").split(separator: "/").last ?? "", value("Target").replacing("&amp;", with: "&")
            )
        }
    }

    private func text(_ part: String) throws -> String {
        guard let entry = archive.entries.first(where: { $0.name == part }) else { return "" }
        return String(decoding: try archive.bytes(of: entry), as: UTF8.self)
    }
}
