import Decks
import Essentials
import Foundation
import Testing

@Suite("The appearance of a slide")
struct PresentationAppearanceTests {
    private static func slide(_ text: String, shapes: String = "", notes: [String]? = nil) -> DeckBuilder.Slide {
        .init(
            shapes: Shapes.text(2, "T", [text]) + Shapes.picture(3, "rId5") + shapes, notes: notes,
            links: [("rId5", "image", "../media/\(text).png")])
    }

    private static func builder(_ slides: [DeckBuilder.Slide]) -> DeckBuilder {
        var builder = DeckBuilder(slides: slides)
        builder.parts = ["a", "b", "c"].map { ("ppt/media/\($0).png", "image/png", Data($0.utf8)) }
        return builder
    }

    private func appearances(_ builder: DeckBuilder) throws -> [ContentDigest] {
        try builder.read().slides.map(\.appearance)
    }

    private let plain = PresentationAppearanceTests.builder([slide("a"), slide("b"), slide("a")])

    @Test("is the same wherever the slide stands, and for slides that look the same")
    func moves() throws {
        let before = try appearances(plain)
        #expect(before[0] == before[2] && before[0] != before[1])
        var moved = plain
        moved.slides.swapAt(0, 1)
        #expect(try appearances(moved) == [before[1], before[0], before[2]])
    }

    @Test("does not depend on layouts that the slide does not use")
    func otherLayouts() throws {
        var changed = plain
        changed.otherLayouts = [Shapes.text(2, "L", ["unused"])]
        let before = try appearances(changed)
        changed.otherLayouts = [Shapes.text(2, "L", ["unused, and changed"])]
        #expect(try appearances(changed) == before)
    }

    @Test("does not depend on notes, other slides, links or the names of parts")
    func undrawn() throws {
        let before = try appearances(plain)
        var changed = Self.builder([Self.slide("a", notes: ["Hi"]), Self.slide("c"), Self.slide("b"), Self.slide("a")])
        changed.slides[0].links.append(("rId9", "hyperlink", "https://example.org"))
        let after = try appearances(changed)
        #expect(after[0] == before[0] && after[2] == before[1] && after[3] == before[2])
        var renamed = plain
        renamed.parts[0].name = "ppt/media/renamed.png"
        renamed.slides[0].links = [("rId5", "image", "../media/renamed.png")]
        #expect(try appearances(renamed)[0] == before[0])
    }

    @Test("changes with the slide, its pictures, its layout, its master and the size")
    func drawn() throws {
        let before = try appearances(plain)
        var changed = plain
        changed.parts[0].bytes = Data("new".utf8)
        var after = try appearances(changed)
        #expect(after[0] != before[0] && after[1] == before[1] && after[2] != before[2])
        for change in [
            { $0.layoutShapes += Shapes.text(9, "L", ["draft"]) },
            { $0.masterShapes += Shapes.text(9, "M", ["draft"]) },
            { $0.size = #"<p:sldSz cx="9144000" cy="6858000"/>"# },
        ] as [(inout DeckBuilder) -> Void] {
            changed = plain
            change(&changed)
            after = try appearances(changed)
            #expect(zip(before, after).allSatisfy { $0 != $1 })
        }
    }

    @Test("depends on the number only where a number is shown")
    func numbers() throws {
        let field = #"<a:p><a:fld type="slidenum" id="x"><a:t>1</a:t></a:fld></a:p>"#
        let numbered = Self.slide("a", shapes: Shapes.raw(5, "N", placeholder: #"type="sldNum""#, field))
        var found = try appearances(Self.builder([numbered, Self.slide("b"), numbered, Self.slide("b")]))
        #expect(found[0] != found[2] && found[1] == found[3])
        var builder = plain
        builder.layoutShapes = Shapes.raw(5, "N", placeholder: #"type="sldNum" idx="4""#, field)
        found = try appearances(builder)
        #expect(found[0] == found[2], "a placeholder of the layout shows nothing by itself")
        builder.masterShapes = Shapes.raw(5, "N", field)
        found = try appearances(builder)
        #expect(found[0] != found[2])
    }
}
