import Decks
import MediaTools
import Testing

@testable import Accessibility

@Suite("Contrast")
struct ContrastTests {
    private let gray = Color(red: 0x77, green: 0x77, blue: 0x77)

    @Test("is what WCAG says")
    func ratios() {
        #expect(ContrastRatio.between(.black, .white) == 21)
        #expect(ContrastRatio.between(.white, .white) == 1)
        // The gray that just fails on white, and the one that just passes.
        #expect(abs(ContrastRatio.between(gray, .white) - 4.48) < 0.01)
        #expect(abs(ContrastRatio.between(Color(red: 0x76, green: 0x76, blue: 0x76), .white) - 4.54) < 0.01)
    }

    @Test("is less needed for large text")
    func required() {
        #expect(ContrastRatio.required(size: 17.9, isBold: false) == 4.5)
        #expect(ContrastRatio.required(size: 18, isBold: false) == 3)
        #expect(ContrastRatio.required(size: 14, isBold: true) == 3)
        #expect(ContrastRatio.required(size: 13.9, isBold: true) == 4.5)
    }

    // MARK: What lies below

    private func ground(_ shapes: [StyledShape], backdrop: Paint = .plain(.white), scenery: [PaintedArea] = [])
        -> [TextPiece.Ground]
    {
        TextPiece.pieces(of: StyledSlide(number: 1, backdrop: backdrop, scenery: scenery, shapes: shapes)).map(\.ground)
    }

    @Test("is taken against the shape's own fill, else what lies below it, else the backdrop")
    func grounds() {
        let red = Paint.plain(Color(red: 255, green: 0, blue: 0))
        let text = Sample.text(1, "Hi", Sample.frame(10, 10, 100, 50))
        #expect(ground([text]) == [.plain(.white)])
        #expect(
            ground([Sample.text(1, "Hi", Sample.frame(10, 10, 100, 50), paint: red)]) == [
                .plain(Color(red: 255, green: 0, blue: 0))
            ])
        let card = PaintedArea(frame: Sample.frame(0, 0, 200, 200), paint: red)
        #expect(ground([text], scenery: [card]) == [.plain(Color(red: 255, green: 0, blue: 0))])
        var own = Sample.text(2, "", Sample.frame(0, 0, 200, 200), paint: .plain(.black))
        #expect(ground([own, text], scenery: [card]) == [.plain(.black)])
        // What is painted later lies above.
        #expect(ground([text, own]) == [.plain(.white)])
        own.frame = Sample.frame(0, 0, 50, 200)
        #expect(ground([own, text]) == [.varied])
        #expect(ground([text], backdrop: .mixed) == [.varied])
        #expect(ground([Sample.shape(3, .picture, frame: Sample.frame(0, 0, 50, 200)), text]) == [.varied])
    }

    @Test("is asked for once for each colour of a shape, and not in footers")
    func pieces() {
        var text = Sample.text(1, "One")
        text.paragraphs[0].runs += [
            StyledRun("two", size: 20, color: .black), StyledRun("three", size: 20, color: gray),
            StyledRun("—", size: 20, color: .white), StyledRun("unknown", size: 20, color: nil),
        ]
        let pieces = TextPiece.pieces(
            of: StyledSlide(number: 1, shapes: [text, Sample.text(2, "Footer", placeholder: .footer)]))
        #expect(pieces.map(\.text) == ["One two", "three"])
        #expect(pieces.map(\.isSuspect) == [false, false])
    }

    // MARK: What is seen

    /// Stripes of text on a ground: a quarter of the pixels, and as many of a mixture at their edges.
    private func pixels(_ text: Color, on ground: (Int) -> Color) -> [Color] {
        (0..<800).map { index in
            switch index % 8 {
            case 0, 1: text
            case 2, 3: text.over(ground(index), opacity: 0.5)
            default: ground(index)
            }
        }
    }

    private func piece(_ color: Color, ground: TextPiece.Ground = .varied) -> TextPiece {
        TextPiece(
            shape: 1, shapeName: "Text", frame: Sample.frame(0, 0, 10, 10), text: "Hi", color: color, opacity: 1,
            required: 4.5, ground: ground)
    }

    @Test("is measured against the ground, not against the edges of letters")
    func uniform() throws {
        let sample = try #require(TextSample(pixels: pixels(.black) { _ in .white }, color: .black, opacity: 1))
        #expect(sample.ground == .white)
        #expect(sample.isUniform)
        #expect(sample.ratio == 21)
        #expect(FaintText(piece(.black), sample) == nil)
    }

    @Test("is found too low where it is")
    func tooLow() throws {
        let light = Color(red: 0xAA, green: 0xAA, blue: 0xAA)
        let sample = try #require(TextSample(pixels: pixels(light) { _ in .white }, color: light, opacity: 1))
        let faint = try #require(FaintText(piece(light), sample))
        #expect(abs(faint.ratio - 2.32) < 0.01)
        #expect(faint.ground == .white)
    }

    @Test("is not judged where something else than the text's colour was drawn")
    func contradiction() throws {
        let light = Color(red: 0xAA, green: 0xAA, blue: 0xAA)
        let sample = try #require(TextSample(pixels: pixels(.black) { _ in .white }, color: light, opacity: 1))
        #expect(FaintText(piece(light), sample) == nil)
    }

    @Test("of text that cannot be seen is told only where the file says what lies below")
    func invisible() throws {
        let sample = try #require(
            TextSample(pixels: [Color](repeating: .white, count: 100), color: .white, opacity: 1))
        #expect(FaintText(piece(.white), sample) == nil)
        #expect(FaintText(piece(.white, ground: .plain(.white)), sample)?.ratio == 1)
    }

    @Test("on a picture is too low when it is so on most of it")
    func picture() throws {
        let dark = Color(red: 20, green: 30, blue: 20)
        func sample(_ ground: @escaping (Int) -> Color) throws -> TextSample {
            try #require(TextSample(pixels: pixels(.white, on: ground), color: .white, opacity: 1))
        }
        // Bright sky in many shades.
        let sky = try sample { Color(red: UInt8(180 + $0 % 60), green: UInt8(190 + $0 % 50), blue: 235) }
        #expect(FaintText(piece(.white), sky) != nil)
        let mostlyDark = try sample { $0 % 5 == 0 ? Color(red: 200, green: 200, blue: 200) : dark }
        #expect(FaintText(piece(.white), mostlyDark) == nil)
    }

    @Test("of text that lets something through is that of the mixture")
    func translucent() throws {
        let seen = Color.black.over(.white, opacity: 0.3)
        let sample = try #require(TextSample(pixels: pixels(seen) { _ in .white }, color: .black, opacity: 0.3))
        #expect(sample.ratio < 3)
    }

    @Test("is looked for in the boxes of the text's own words")
    func words() throws {
        // A slide of 100 x 100 points: "sun" on yellow at the top, "sea" on blue below, both within one frame.
        let yellow = Color(red: 255, green: 255, blue: 0)
        let blue = Color(red: 0, green: 0, blue: 160)
        var pixels: [UInt8] = []
        for y in 0..<100 {
            for x in 0..<100 {
                let ground = y < 50 ? yellow : blue
                let color = x % 4 == 0 && (10..<20 ~= y || 60..<70 ~= y) ? Color.white : ground
                pixels += [color.red, color.green, color.blue]
            }
        }
        let picture = try #require(Picture(width: 100, height: 100, pixels: pixels))
        func line(_ word: String, _ top: Double) -> PDFLine {
            let box = PDFBox(left: 10, top: top, right: 60, bottom: top + 10)
            return PDFLine(words: [PDFWord(word, box: box)], box: box)
        }
        let page = PDFPage(
            number: 1, width: 100, height: 100, blocks: [PDFBlock(lines: [line("sun,", 10), line("sea", 60)])])
        let view = DrawnText(page: page, slide: SlideSize(width: 1_270_000, height: 1_270_000), picture: picture)
        func sample(_ text: String, y: Int = 0) -> TextSample? {
            let frame = ShapeFrame(x: 0, y: y, width: 1_270_000, height: 1_270_000)
            return view.sample(TextProbe(frame: frame, text: text, color: .white, opacity: 1))
        }
        #expect(sample("The sun")?.ground == yellow)
        #expect(sample("the SEA!")?.ground == blue)
        #expect(sample("moon") == nil)
        #expect(sample("sun", y: 500_000) == nil)
    }
}
