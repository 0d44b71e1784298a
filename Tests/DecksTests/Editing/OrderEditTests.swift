import Decks
import Foundation
import Testing

@Suite("The order of shapes in an edited deck")
struct OrderEditTests {
    private static let slide = "ppt/slides/slide1.xml"
    private static let ids = [2, 3, 4, 5]

    private static func bench() -> EditBench {
        var bench = EditBench([
            .init(shapes: ids.map { Shapes.text($0, "T", ["text \($0)"]) }.joined(separator: "\n  "))
        ])
        bench[slide] = bench[slide].replacing("</p:spTree>", with: "<!-- end --></p:spTree>")
        return bench
    }

    private func order(_ edited: EditedDeck) throws -> [Int] {
        try edited.deck().slides[0].asItStands.elements.map(\.shape.id)
    }

    @Test("is as asked for, with everything between the shapes where it was")
    func reordered() throws {
        let edited = try Self.bench().edited([1: SlideEdits(order: [5, 2, 4, 3])])
        try edited.verify()
        #expect(try order(edited) == [5, 2, 4, 3])
        let root = try XMLTree.parse(Data(edited.text(Self.slide).utf8), part: Self.slide)
        #expect(root.text.split(whereSeparator: \.isWhitespace).filter { $0 != "text" } == ["5", "2", "4", "3"])
        #expect(try edited.text(Self.slide).contains("</p:sp>\n  <p:sp>"))
        #expect(try edited.text(Self.slide).hasSuffix("</p:sp><!-- end --></p:spTree></p:cSld></p:sld>"))
        #expect(try edited.deck().slides[0].annotations?.order == [5, 2, 4, 3])
        #expect(try edited.deck().slides[0].elements.map(\.shape.id) == Self.ids, "the slide is as its author left it")
    }

    @Test("leaves shapes that are not named in their places")
    func partial() throws {
        let edited = try Self.bench().edited([1: SlideEdits(order: [5, 3])])
        try edited.verify()
        #expect(try order(edited) == [2, 5, 4, 3])
    }

    @Test("is put back when it is asked for, and then nothing is recorded")
    func back() throws {
        let bench = Self.bench()
        let edited = try bench.edited([1: SlideEdits(order: [5, 4, 3, 2])]).again([1: SlideEdits(order: Self.ids)])
        #expect(try edited.text(Self.slide) == bench[Self.slide])
        #expect(try edited.deck().slides[0].annotations == nil)
        #expect(try bench.edited([1: SlideEdits(order: Self.ids)]).isUnchanged)
    }

    @Test("that a person changed afterwards is the author's")
    func edited() throws {
        var bench = try EditBench(Self.bench().edited([1: SlideEdits(order: [5, 2, 4, 3])]).archive)
        bench[Self.slide] = bench[Self.slide].replacing("<!-- end -->", with: Shapes.text(6, "T", ["text 6"]))
        let slide = try PresentationReader.read(bench.archive()).slides[0]
        #expect(slide.annotations == nil && slide.elements.map(\.shape.id) == [5, 2, 4, 3, 6])
    }

    @Test("is refused for shapes that are not there, and left alone where numbers are doubled")
    func doubtful() throws {
        #expect { try Self.bench().edited([1: SlideEdits(order: [5, 9])]) } throws: {
            ($0 as? DeckError)?.code == "deck.edit.no-such-shape"
        }
        var bench = Self.bench()
        bench[Self.slide] = bench[Self.slide].replacing(#"id="3""#, with: #"id="2""#)
        let edited = try bench.edited([1: SlideEdits(order: [5, 4])])
        #expect(edited.isUnchanged && edited.remarks.count == 1)
    }
}
