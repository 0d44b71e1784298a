import Essentials
import TestKit
import Testing

@testable import Decks

@Suite("The text of a PDF page")
struct PDFTextTests {
    private typealias Line = PDFSamples.Line

    private func outline(_ blocks: [PDFSamples.Line]...) -> PageOutline {
        let inside = blocks.map { block in PDFSamples.page(block) }
        let pages = PDFTextParser.pages(ofBoundingBoxes: PDFSamples.xhtml(inside))
        let joined = PDFPage(number: 1, width: 450, height: 250, blocks: pages.flatMap(\.blocks))
        return PageOutline(page: joined)
    }

    @Test("is read with its boxes")
    func parsing() throws {
        let pages = PDFSamples.pages(PDFSamples.page([Line(10, 20, 10, "R&D <now>")]), PDFSamples.page())
        #expect(pages.map(\.number) == [1, 2])
        let word = try #require(pages[0].lines.first?.words.last)
        #expect(word == PDFWord("<now>", box: PDFBox(left: 30, top: 20, right: 55, bottom: 30)))
        #expect(pages[0].width == 450 && pages[1].blocks.isEmpty)
    }

    @Test("decodes entities and ligatures")
    func entities() {
        #expect(
            MarkupText.decoded(" &#x41;&#233;&quot;&amp;lt; o\u{FB03}ce &bogus; &#xD800; \u{7}")
                == "Aé\"&lt; office &bogus; &#xD800;")
    }

    @Test("never fails on text that is cut or bent")
    func hostile() {
        let whole = PDFSamples.xhtml([PDFSamples.page([Line(10, 20, 10, "one two")], [Line(10, 40, 10, "three")])])
        var random = SeededGenerator(seed: 3)
        for length in 0..<whole.utf8.count {
            let cut = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
            #expect(PDFTextParser.pages(ofBoundingBoxes: cut).count <= 1)
        }
        for _ in 0..<500 {
            var bytes = Array(whole.utf8)
            for _ in 0..<8 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    "<>\"=/& 9e-".utf8.randomElement(using: &random) ?? 0
            }
            let pages = PDFTextParser.pages(ofBoundingBoxes: String(decoding: bytes, as: UTF8.self))
            let deck = PDFDeckBuilder.deck(pages: pages) { ContentDigest(of: "\($0)") }.deck
            #expect(deck.slides.count <= pages.count)
        }
        let wild =
            "<page width=\"nan\" height=\"1e308\">"
            + "<word xMin=\"1e300\" yMin=\"inf\" xMax=\"0\" yMax=\"-1\">x</word></page>"
        #expect(PDFTextParser.pages(ofBoundingBoxes: wild).first?.lines == [])
    }

    @Test("has the topmost line in large type as its title, with the line that carries it on")
    func title() {
        let found = outline(
            [Line(36, 22, 20, "Towards supervised machine"), Line(36, 47, 20, "learning")],
            [Line(35, 95, 14, "Feedback and more")])
        #expect(found.title == "Towards supervised machine learning")
        #expect(found.paragraphs == [Paragraph("Feedback and more")])
    }

    @Test("has a title in the type of the body, when it stands alone at the top")
    func titleInBodyType() {
        let found = outline(
            [Line(12, 8, 14, "Notation")], [Line(12, 54, 14, "x is a sequence"), Line(12, 120, 14, "y is not")])
        #expect(found.title == "Notation")
        let text = (0..<5).map { Line(12, 60 + Double($0) * 16, 14, "Some text in the middle") }
        #expect(PageOutline(page: PDFSamples.pages(PDFSamples.page(text))[0]).title == nil)
    }

    @Test("joins the lines of a paragraph, and words that were broken")
    func paragraphs() {
        let found = outline(
            [
                Line(9, 42, 14, "When building the vocabulary we use the most frequent of all"),
                Line(9, 58, 14, "known words, and nothing of what Cam-"), Line(9, 74, 14, "bridge has on its lists."),
            ],
            [Line(9, 100, 14, "By Ma-"), Line(9, 116, 14, "chine translation of texts")],
            [Line(9, 150, 14, "Feedback"), Line(9, 166, 14, "Motivation")])
        #expect(
            found.paragraphs.map(\.text) == [
                "When building the vocabulary we use the most frequent of all known words, and nothing of what "
                    + "Cambridge has on its lists.", "By Machine translation of texts", "Feedback", "Motivation",
            ])
    }

    @Test("finds points by their bullets and levels by their indentation")
    func bullets() {
        let found = outline(
            [Line(12, 8, 20, "Memory")], [Line(9, 40, 14, "What do we gain?")],
            [
                Line(23, 64, 14, "• Memory cells"), Line(47, 80, 13, "– They hold little"),
                Line(56, 96, 13, "of the past"),
            ], [Line(23, 120, 14, "• Speed")],
            [Line(23, 140, 14, "•")], [Line(40, 140, 14, "Bullets apart")], [Line(9, 170, 14, "n")])
        #expect(
            found.paragraphs == [
                Paragraph("What do we gain?"), Paragraph("Memory cells", level: 1),
                Paragraph("They hold little of the past", level: 2), Paragraph("Speed", level: 1),
                Paragraph("Bullets apart", level: 2),
            ])
    }

    @Test("becomes a deck without running footers and page numbers")
    func deck() throws {
        let pages = PDFTextParser.pages(
            ofBoundingBoxes: PDFSamples.xhtml(
                (1...4).map { number in
                    PDFSamples.page(
                        [Line(12, 8, 20, "Positional embeddings")], [Line(12, 60, 14, "Point of page \(number)")],
                        [Line(370, 234, 9, "\(number) | Ada Lovelace")])
                }))
        let info = PDFInfo.parse("Title:  My talk\nAuthor:  Ada\nPages:  4\n")
        let built = PDFDeckBuilder.deck(pages: pages, info: info) { ContentDigest(of: "page \($0)") }
        #expect(built.deck.title == "My talk" && built.deck.author == "Ada")
        #expect(built.deck.size == SlideSize(width: 5_715_000, height: 3_175_000))
        #expect(built.pagesOfSlides == [1...1, 2...2, 3...3, 4...4])
        let slide = try #require(built.deck.slides.last)
        #expect(slide.appearance == ContentDigest(of: "page 4"))
        #expect(OfflineNarrator.narration(of: slide) == "Positional embeddings.\n\nPoint of page 4.")
    }

    @Test("names no deck after the program that made it")
    func automaticTitle() {
        let pages = PDFSamples.pages(PDFSamples.page([Line(36, 90, 20, "Harbours")]))
        let info = PDFInfo.parse("Title: PowerPoint Presentation\nPages: 1\n")
        #expect(PDFDeckBuilder.deck(pages: pages, info: info) { ContentDigest(of: "\($0)") }.deck.title == "Harbours")
    }
}

@Suite("What poppler says about a PDF")
struct PDFInfoTests {
    @Test("is read from its lines")
    func facts() throws {
        let info = try #require(
            PDFInfo.parse(
                """
                Title:           Lecture 3: Models
                Author:          Ada
                Pages:           53
                Encrypted:       yes (print:yes copy:no change:yes addNotes:yes algorithm:RC4)
                Page size:       453.543 x 255.118 pts
                Page rot:        90

                """))
        #expect(info.title == "Lecture 3: Models" && info.author == "Ada")
        #expect(info.pageCount == 53 && info.rotation == 90 && info.isEncrypted && !info.allowsCopying)
        #expect(info.pageSize?.width == 453.543 && info.pageSize?.height == 255.118)
        #expect(PDFInfo.parse("Syntax Error") == nil)
    }

    @Test("is not misled by a title that looks like a fact")
    func forgedTitle() {
        let info = PDFInfo.parse("Title: x\nPages: 999\nEncrypted: yes\nTitle: y\nPages: 2\nEncrypted: no\n")
        #expect(info?.pageCount == 2 && info?.isEncrypted == false && info?.title == "x")
    }

    @Test(
        "is explained, with a remedy",
        arguments: [
            ("Command Line Error: Incorrect password", "deck.password"),
            ("Syntax Warning: May not be a PDF file (continuing anyway)", "deck.pdf-damaged"),
            ("Syntax Error: Couldn't find trailer dictionary", "deck.pdf-damaged"),
            ("Syntax Error: Document stream is empty", "deck.pdf-damaged"),
            ("Error: Copying of text from this document is not allowed.", "deck.copying-forbidden"),
            ("I/O Error: Couldn't open file 'talk.pdf': No such file or directory.", "deck.unreadable"),
            ("Something new", "deck.pdf-damaged"),
        ])
    func problems(line: String, code: String) {
        let error = PDFProblem.explain(toolErrors: ["Syntax Warning: Invalid Font Weight", line], name: "talk.pdf")
        #expect(error.code == code && error.category == .badInput)
        #expect(error.message.contains("'talk.pdf'") && error.remedy?.isEmpty == false)
    }
}
