import Accessibility
import Decks
import Essentials
import MediaTools
import TestKit
import Testing

@Suite("The reading order")
struct ReadingOrderTests {
    private func better(_ shapes: StyledShape...) -> [Int]? {
        ReadingOrder.better(for: StyledSlide(number: 1, shapes: shapes))
    }

    private func box(_ id: Int, _ x: Int, _ y: Int, _ width: Int = 300, _ height: Int = 100) -> StyledShape {
        Sample.text(id, "Text \(id)", Sample.frame(x, y, width, height))
    }

    @Test("is fine from top to bottom")
    func column() {
        #expect(better(box(1, 0, 0), box(2, 0, 150), box(3, 0, 300)) == nil)
    }

    @Test("is put right from top to bottom")
    func swapped() {
        #expect(better(box(3, 0, 300), box(1, 0, 0), box(2, 0, 150)) == [1, 2, 3])
    }

    @Test("begins with the title, wherever it stands")
    func title() {
        let title = Sample.text(9, "Title", Sample.frame(0, 400, 900, 60), placeholder: .title)
        #expect(better(box(1, 0, 0), box(2, 0, 150), title) == [9, 1, 2])
        #expect(better(title, box(1, 0, 0), box(2, 0, 150)) == nil)
    }

    @Test("may take two columns with heads by columns or by rows")
    func columnsWithHeads() {
        let heads = [box(1, 0, 0, 300, 50), box(2, 400, 0, 300, 50)]
        let bodies = [box(3, 0, 60, 300, 400), box(4, 400, 60, 300, 400)]
        #expect(better(heads[0], bodies[0], heads[1], bodies[1]) == nil)
        #expect(better(heads[0], heads[1], bodies[0], bodies[1]) == nil)
        // The right column before the left one, and a body before its head, are wrong either way.
        #expect(better(heads[1], bodies[1], heads[0], bodies[0]) == [1, 2, 3, 4])
        #expect(better(bodies[0], heads[0], heads[1], bodies[1]) != nil)
    }

    @Test("does not mind whether a picture or the text beside it comes first")
    func pictures() {
        let picture = Sample.shape(7, .picture, frame: Sample.frame(0, 100, 300, 300))
        #expect(better(box(1, 400, 100, 300, 300), picture) == nil)
        #expect(better(picture, box(1, 400, 100, 300, 300)) == nil)
    }

    @Test("does not mind a caption beside a picture's text, or what stands between two boxes")
    func notInOneRow() {
        // The layout "Content with Caption" of Office.
        #expect(better(box(1, 400, 0, 600, 480), box(2, 0, 110, 380, 380)) == nil)
        #expect(better(box(1, 400, 0, 100, 300), box(2, 150, 40, 240, 40)) == nil)
        #expect(better(box(1, 400, 0, 300, 300), box(2, 0, 0, 300, 280)) == [2, 1])
    }

    @Test("does not mind slide numbers, lines and decoration")
    func furniture() {
        let number = Sample.text(8, "7", Sample.frame(0, 0, 50, 20), placeholder: .slideNumber)
        var ornament = box(9, 0, 0, 50, 20)
        ornament.isDecorative = true
        #expect(better(box(1, 0, 150), number, ornament, Sample.shape(5, .connector)) == nil)
    }

    @Test("leaves what is painted on something above it")
    func painted() {
        var card = box(1, 0, 200, 300, 200)
        card.paint = .plain(.white)
        // 2 lies on the card; 3 stands above both, and is painted last.
        let order = better(card, box(2, 20, 220, 200, 100), box(3, 0, 0))
        #expect(order == [3, 1, 2])
        // Where painting forbids to put it right, nothing is said.
        var cover = box(4, 0, 0, 300, 300)
        cover.paint = .plain(.white)
        #expect(better(box(5, 0, 298, 300, 200), cover) == nil)
    }

    @Test("reads Hebrew and Arabic from the right")
    func rightToLeft() {
        let right = Sample.text(1, "שלום עולם", Sample.frame(400, 0, 300, 100))
        let left = Sample.text(2, "מה שלומך", Sample.frame(0, 0, 300, 100))
        #expect(better(right, left) == nil)
        #expect(better(left, right) == [1, 2])
    }

    @Test("says nothing where shapes have no place or no id of their own")
    func unknown() {
        var lost = box(1, 0, 150)
        lost.frame = nil
        #expect(better(lost, box(2, 0, 0)) == nil)
        #expect(better(box(1, 0, 150), box(1, 0, 0)) == nil)
    }

    @Test("is found from a slide's elements as well")
    func elements() {
        func text(_ id: Int, _ y: Int) -> SlideElement {
            .text(
                TextElement(
                    shape: ShapeIdentity(id: id, name: "Text", frame: Sample.frame(0, y, 300, 100)), role: .other,
                    paragraphs: [Paragraph("Hi")]))
        }
        let slide = Slide(number: 1, elements: [text(2, 200), text(1, 0)], appearance: ContentDigest(of: ""))
        #expect(ReadingOrder.better(for: slide) == [1, 2])
    }

    @Test("is fine once it was put right, and keeps what lies on what", arguments: 0..<400)
    func idempotent(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let shapes = (1...Int.random(in: 2...9, using: &random)).map { id -> StyledShape in
            var shape = box(
                id, .random(in: 0...800, using: &random), .random(in: 0...500, using: &random),
                .random(in: 20...500, using: &random), .random(in: 20...300, using: &random))
            if Int.random(in: 0..<3, using: &random) == 0 { shape.paint = .plain(.white) }
            if Int.random(in: 0..<5, using: &random) == 0 { shape.paragraphs = [] }
            if id == 2 { shape.placeholder = .title }
            return shape
        }
        guard let order = better(shapes) else { return }
        #expect(order.sorted() == shapes.map(\.id).sorted())
        let sorted = order.compactMap { id in shapes.first { $0.id == id } }
        #expect(better(sorted) == nil)
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        for (index, upper) in shapes.enumerated() where upper.paint != .none {
            let frame = try #require(upper.frame)
            for lower in shapes[..<index] {
                let other = try #require(lower.frame)
                let meets =
                    frame.x < other.x + other.width && other.x < frame.x + frame.width
                    && frame.y < other.y + other.height && other.y < frame.y + frame.height
                if meets { #expect(try #require(places[lower.id]) < #require(places[upper.id])) }
            }
        }
    }

    private func better(_ shapes: [StyledShape]) -> [Int]? {
        ReadingOrder.better(for: StyledSlide(number: 1, shapes: shapes))
    }
}
