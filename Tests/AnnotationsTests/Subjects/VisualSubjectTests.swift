import Testing

@testable import Annotations
@testable import Decks

@Suite("The visual subjects of a slide")
struct VisualSubjectTests {
    private typealias Samples = OfflineSamples

    private func group(_ id: Int, _ members: SlideElement...) -> SlideElement {
        .group(GroupElement(shape: Samples.shape(id), members: members))
    }

    @Test("are in reading order, and a group of pictures and texts is one")
    func groups() {
        let slide = Samples.slide(
            "Ships", Samples.picture(9), group(20, Samples.picture(21), Samples.body("Bow", id: 22)),
            Samples.picture(10))
        #expect(slide.visualSubjects.map(\.shape.id) == [9, 20, 10])
        #expect(slide.visualSubjects.map(\.kind) == [.picture, .group, .picture])
    }

    @Test("are the members of a group that holds a table or a chart, each")
    func rich() {
        let table = SlideElement.table(TableElement(shape: Samples.shape(31), rows: [["a"]], hasHeaderRow: false))
        let slide = Samples.slide(
            "Ships", group(30, table, group(32, Samples.picture(33)), Samples.body("Bow", id: 34)))
        #expect(slide.visualSubjects.map(\.shape.id) == [31, 32])
    }

    @Test("name each shape once, also one that is a picture and bears text")
    func once() {
        let slide = Samples.slide("Ships", Samples.picture(9), Samples.body("Bow", id: 9), Samples.picture(9))
        #expect(slide.visualSubjects.map(\.shape.id) == [9])
    }

    @Test("are ornaments where the deck repeats them on a third of its slides and three at least")
    func ornaments() {
        let logo = (0..<4).map { _ in Samples.slide("Ships", Samples.picture(9)) }
        let plain = (0..<4).map { _ in Samples.slide("Ships") }
        #expect(Deck(slides: logo + plain).ornaments(of: logo[0]) == [9])
        #expect(Deck(slides: Array(logo.prefix(2)) + plain).ornaments(of: logo[0]).isEmpty)
    }
}
