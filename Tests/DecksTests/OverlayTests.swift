import Essentials
import Testing

@testable import Decks

@Suite("Pages that build one slide up")
struct OverlayTests {
    private typealias Line = PDFSamples.Line

    /// A page with a title, points at fixed places, and a footer with a frame number.
    private func page(_ title: String, _ points: [String], frame: Int?, shift: Double = 0) -> String {
        let lines = points.enumerated().map { Line(23, 50 + shift + Double($0.offset) * 20, 14, $0.element) }
        let footer = frame.map { [Line(370, 234, 9, "\($0) / 43")] } ?? []
        return PDFSamples.page([Line(12, 8, 18, title)], lines, footer)
    }

    private func groups(_ pages: [String]) -> [Range<Int>] {
        OverlayMerger.groups(of: PDFTextParser.pages(ofBoundingBoxes: PDFSamples.xhtml(pages)))
    }

    @Test("are joined when the footer numbers them alike, and the last page is the slide")
    func frames() throws {
        let pages = [
            page("Start", ["Hello there all"], frame: 1), page("Goals", ["First we read"], frame: 2),
            page("Goals", ["First we read", "Then we think"], frame: 2),
            page("Goals", ["First we read", "Then we think", "Now write"], frame: 2),
            page("End", ["Bye bye all"], frame: 3),
        ]
        #expect(groups(pages) == [0..<1, 1..<4, 4..<5])
        let built = PDFDeckBuilder.deck(pages: PDFTextParser.pages(ofBoundingBoxes: PDFSamples.xhtml(pages))) {
            ContentDigest(of: "\($0)")
        }
        #expect(built.pagesOfSlides == [1...1, 2...4, 5...5])
        #expect(built.deck.slides.map(\.number) == [1, 2, 3])
        #expect(built.deck.slides[1].appearance == .init(of: "4"))
        #expect(OfflineNarrator.narration(of: built.deck.slides[1]).contains("Now write"))
    }

    @Test("may have words replaced, and may move up together")
    func replacedAndMoved() {
        let pages = [
            page("Goals", ["First we read", "Then we ???"], frame: 2),
            page("Goals", ["First we read", "Then we think"], frame: 2),
            page("Goals", ["First we read", "Then we think", "Now"], frame: 2, shift: -10),
            page("End", ["Bye bye"], frame: 3),
        ]
        #expect(groups(pages) == [0..<3, 3..<4])
    }

    @Test("are kept apart when little of the first is left on the second")
    func replacedAltogether() {
        let pages = [
            page("Goals", ["First we read and read"], frame: 2), page("Goals", ["Something else is shown"], frame: 2),
            page("End", ["Bye bye"], frame: 3), page("More", ["Bye"], frame: 4),
        ]
        #expect(groups(pages).count == 4)
    }

    @Test("are never joined when their numbers differ or one has none")
    func otherFrames() {
        let grown = [
            page("Goals", ["First we read"], frame: 1), page("Goals", ["First we read", "Then we think"], frame: 2),
            page("Goals", ["First we read", "Then we think", "Now"], frame: nil), page("End", ["Bye bye"], frame: 3),
        ]
        #expect(groups(grown).count == 4)
    }

    @Test("without numbers are joined only when words are added and nothing else changes")
    func withoutNumbers() {
        let question = ["What is a layer?", "A function"]
        #expect(
            groups([page("Quiz", question, frame: nil), page("Quiz", question + ["A picture"], frame: nil)]) == [0..<2])
        // The same again, perhaps with the answer in colour, is another slide.
        #expect(groups([page("Quiz", question, frame: nil), page("Quiz", question, frame: nil)]).count == 2)
        let moved = page("Quiz", question + ["A picture"], frame: nil, shift: 6)
        #expect(groups([page("Quiz", question, frame: nil), moved]).count == 2)
        #expect(
            groups([page("Quiz", question, frame: nil), page("Answers", question + ["A picture"], frame: nil)]).count
                == 2)
        // A title alone may be that of a part.
        #expect(groups([page("Quiz", [], frame: nil), page("Quiz", question, frame: nil)]).count == 2)
    }

    @Test("stay separate slides when asked to")
    func notMerging() {
        let pages = PDFTextParser.pages(
            ofBoundingBoxes: PDFSamples.xhtml(
                (1...3).map { page("Goals", Array(repeating: "Read on", count: $0), frame: 2) }))
        #expect(PDFDeckBuilder.deck(pages: pages, mergingOverlays: false) { .init(of: "\($0)") }.deck.slides.count == 3)
        #expect(PDFDeckBuilder.deck(pages: pages) { .init(of: "\($0)") }.deck.slides.count == 1)
    }
}
