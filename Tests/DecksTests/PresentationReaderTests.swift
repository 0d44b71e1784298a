import Decks
import Essentials
import Foundation
import Testing

@Suite("A presentation")
struct PresentationReaderTests {
    private func elements(_ shapes: String, links: [(id: String, kind: String, target: String)] = []) throws
        -> [SlideElement]
    {
        try DeckBuilder(slides: [.init(shapes: shapes, links: links)]).read().slides[0].elements
    }

    private func code(_ builder: DeckBuilder) -> String? {
        do {
            _ = try builder.read()
            return nil
        } catch {
            #expect((error as? DeckError)?.category == .badInput)
            return (error as? DeckError)?.code
        }
    }

    @Test("is read in the order of its list, not of its files, and keeps hidden slides")
    func order() throws {
        let slides = [(3, false), (1, true), (2, false)].map { (file: Int, isHidden: Bool) in
            DeckBuilder.Slide(
                shapes: Shapes.text(2, "T", placeholder: #"type="title""#, ["Slide file \(file)"]), isHidden: isHidden,
                file: file)
        }
        let deck = try DeckBuilder(slides: slides).read()
        #expect(deck.slides.map(\.title) == ["Slide file 3", "Slide file 1", "Slide file 2"])
        #expect(deck.slides.map(\.number) == [1, 2, 3])
        #expect(deck.slides.map(\.isHidden) == [false, true, false])
    }

    @Test("says its title, author, language, theme and size")
    func properties() throws {
        let slide = DeckBuilder.Slide(shapes: Shapes.text(2, "T", placeholder: #"type="ctrTitle""#, ["Autumn"]))
        var builder = DeckBuilder(slides: [slide], title: "Kyoto &amp; Nara")
        var deck = try builder.read()
        #expect(deck.title == "Kyoto & Nara" && deck.author == "Aki" && deck.themeName == "Kyoto")
        #expect(deck.language == "en-GB" && deck.size == .widescreen)
        builder.title = "PowerPoint Presentation"
        deck = try builder.read()
        #expect(deck.title == "Autumn")
    }

    @Test("gives text boxes the role that they or their layout state")
    func roles() throws {
        let layout =
            Shapes.text(2, "B", placeholder: #"type="body" idx="13""#, [])
            + Shapes.text(3, "F", placeholder: #"type="ftr" idx="14""#, [])
        let kinds = [
            #"type="title""#, #"type="ctrTitle""#, #"type="subTitle" idx="1""#, #"idx="13""#, #"idx="14""#,
            #"idx="99""#,
            #"type="dt""#, #"type="sldNum""#, nil,
        ]
        let shapes = kinds.enumerated().map { Shapes.text($0 + 2, "S", placeholder: $1, ["text"]) }.joined()
        let deck = try DeckBuilder(slides: [.init(shapes: shapes)], layoutShapes: layout).read()
        let roles = deck.slides[0].elements.map { element -> TextElement.Role? in
            guard case .text(let text) = element else { return nil }
            return text.role
        }
        #expect(roles == [.title, .title, .subtitle, .body, .footer, .body, .date, .slideNumber, .other])
    }

    @Test("reads paragraphs with levels, line breaks, fields, formulas and escapes, and no empty ones")
    func paragraphs() throws {
        let runs = """
            <a:p><a:pPr lvl="2"/><a:r><a:rPr lang="fr"/><a:t>one</a:t></a:r><a:br/><a:fld type="slidenum" id="x">\
            <a:t>2</a:t></a:fld></a:p><a:p/><a:p><a:r><a:t> </a:t></a:r></a:p>\
            <a:p><a:r><a:t>a_x000B_b_x0007_c_x005F_x000B_ &amp; _xyz</a:t></a:r></a:p>\
            <a:p><a14:m xmlns:a14="u" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath>\
            <m:r><m:t>E=</m:t></m:r><m:r><m:t>mc²</m:t></m:r></m:oMath></a14:m></a:p>
            """
        let found = try elements(Shapes.raw(2, "T", runs) + Shapes.raw(3, "Empty", placeholder: "idx=\"1\"", "<a:p/>"))
        let shape = ShapeIdentity(id: 2, name: "T")
        let expected = [
            Paragraph("one\n2", level: 2, language: "fr"), Paragraph("a\nbc_x000B_ & _xyz"), Paragraph("E=mc²"),
        ]
        #expect(found == [.text(TextElement(shape: shape, role: .other, paragraphs: expected))])
    }

    @Test("puts a title of several lines on one")
    func titleOnOneLine() throws {
        let runs = "<a:p><a:r><a:t>Kyoto</a:t></a:r><a:br/><a:r><a:t> in autumn</a:t></a:r></a:p>"
        let shapes = Shapes.raw(2, "T", placeholder: #"type="title""#, runs)
        #expect(try DeckBuilder(slides: [.init(shapes: shapes)]).read().slides[0].title == "Kyoto in autumn")
    }

    @Test("reads only the speaker's words from the notes")
    func notes() throws {
        let deck = try DeckBuilder(slides: [.init(notes: ["Say hello.", "", "Breathe."]), .init()]).read()
        #expect(deck.slides.map { $0.notes.map(\.text) } == [["Say hello.", "Breathe."], []])
        #expect(deck.slides[0].language == "en-GB")
    }

    @Test("takes the language of the most characters")
    func language() throws {
        let shapes =
            Shapes.text(2, "A", ["ja", "no"], language: "nb-NO")
            + Shapes.text(3, "B", ["a longer text"], language: "en-US")
        let deck = try DeckBuilder(slides: [.init(shapes: shapes), .init()]).read()
        #expect(deck.language == "en-US" && deck.slides.map(\.language) == ["en-US", nil])
    }

    @Test("makes tables rectangular, and cells that are covered empty")
    func tables() throws {
        func cell(_ text: String, _ attributes: String = "") -> String {
            "<a:tc \(attributes)><a:txBody><a:p><a:r><a:t>\(text)</a:t></a:r></a:p></a:txBody></a:tc>"
        }
        let rows = [
            cell("a", #"gridSpan="2""#) + cell("hidden", #"hMerge="1""#) + cell("b"),
            cell("c", #"rowSpan="2""#) + cell("d") + cell("e"), cell("hidden", #"vMerge="1""#) + cell("f"),
        ]
        let table = #"<a:tbl><a:tblPr firstRow="1"/>\#(rows.map { "<a:tr>\($0)</a:tr>" }.joined())</a:tbl>"#
        guard case .table(let found) = try elements(Shapes.graphic(5, table)).first else {
            Issue.record("no table")
            return
        }
        #expect(found.rows == [["a", "", "b"], ["c", "d", "e"], ["", "f", ""]])
        #expect(found.hasHeaderRow && found.shape.frame == ShapeFrame(x: 1, y: 2, width: 3, height: 4))
    }

    @Test("reads pictures with crop, alternative text and whether they are decoration")
    func pictures() throws {
        let decorative = """
            <p:sp><p:nvSpPr><p:cNvPr id="4" name="Swirl"><a:extLst><a:ext uri="x"><d:decorative val="1" \
            xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst></p:cNvPr>\
            <p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:blipFill><a:blip r:embed="rId5"/></a:blipFill></p:spPr></p:sp>
            """
        let shapes = Shapes.picture(
            3, "rId5", attributes: #" descr=" A maple " "#, crop: #"<a:srcRect l="25000" b="-50%"/>"#)
        var builder = DeckBuilder(slides: [
            .init(shapes: shapes + decorative, links: [("rId5", "image", "../media/image1.png")])
        ])
        builder.parts = [("ppt/media/image1.png", "image/png", Data([1]))]
        let frame = ShapeFrame(x: 10, y: 20, width: 30, height: 40)
        let part = "ppt/media/image1.png"
        #expect(
            try builder.read().slides[0].elements == [
                .picture(
                    PictureElement(
                        shape: ShapeIdentity(id: 3, name: "Picture", altText: "A maple", frame: frame), part: part,
                        mediaType: "image/png", crop: .init(left: 0.25, top: 0, right: 0, bottom: -0.5))),
                .picture(
                    PictureElement(
                        shape: ShapeIdentity(id: 4, name: "Swirl", isDecorative: true), part: part,
                        mediaType: "image/png")),
            ])
    }

    @Test("tells videos and sounds from pictures, embedded or linked")
    func media() throws {
        let embedded = """
            <a:videoFile r:link="rId6"/><p:extLst><p:ext uri="x"><p14:media r:embed="rId7" \
            xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"/></p:ext></p:extLst>
            """
        var builder = DeckBuilder(slides: [
            .init(
                shapes: Shapes.picture(3, "rId5", media: embedded)
                    + Shapes.picture(4, "rId5", media: #"<a:audioFile r:link="rId9"/>"#),
                links: [("rId5", "image", "../media/image1.png"), ("rId7", "media", "../media/film.mp4")])
        ])
        builder.parts = [
            ("ppt/media/film.mp4", "video/mp4", Data([1])), ("ppt/media/image1.png", "image/png", Data([1])),
        ]
        let media = try builder.read().slides[0].elements.map { element -> MediaElement? in
            guard case .media(let media) = element else { return nil }
            return media
        }
        #expect(media.map { $0?.kind } == [.video, .audio])
        #expect(media.map { $0?.part } == ["ppt/media/film.mp4", nil])
        #expect(media[0]?.mediaType == "video/mp4" && media[0]?.posterPart == "ppt/media/image1.png")
    }

    @Test("places the members of groups on the slide, and leaves out what is hidden")
    func groups() throws {
        let inner = Shapes.group(
            4, Shapes.frame(10, 0, 50, 50, inner: #"<a:chOff x="0" y="0"/><a:chExt cx="25" cy="25"/>"#),
            Shapes.picture(5, "rId5") + Shapes.text(6, "Hidden", attributes: #" hidden="1""#, ["secret"]))
        let outer = Shapes.group(
            3, Shapes.frame(1000, 2000, 200, 100, inner: #"<a:chOff x="0" y="0"/><a:chExt cx="100" cy="100"/>"#), inner)
        guard case .group(let group) = try elements(outer).first, case .group(let nested) = group.members.first,
            case .picture(let picture) = nested.members.first
        else {
            Issue.record("no picture in groups")
            return
        }
        #expect(nested.members.count == 1)
        // Doubled and moved by 10 by the inner group, then stretched twofold across and moved by the outer one.
        #expect(picture.shape.frame == ShapeFrame(x: 1060, y: 2040, width: 120, height: 80))
    }

    @Test("takes a group of drawn shapes for a drawing, and not rectangles below texts, decoration or a single shape")
    func drawnGroups() throws {
        func form(_ id: Int, _ geometry: String, extra: String = "") -> String {
            """
            <p:sp><p:nvSpPr><p:cNvPr id="\(id)" name="Form">\(extra)</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>\
            <p:spPr><a:prstGeom prst="\(geometry)"/></p:spPr></p:sp>
            """
        }
        let decorative = """
            <a:extLst><a:ext uri="any"><d:decorative \
            xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>
            """
        func isDrawing(_ members: String) throws -> Bool {
            guard case .group(let group)? = try elements(Shapes.group(9, "", members)).first else { return false }
            return group.isDrawing
        }
        #expect(try isDrawing(form(3, "ellipse") + form(4, "rect")))
        #expect(try isDrawing(Shapes.group(5, "", form(3, "ellipse") + form(4, "star5"))))
        #expect(try isDrawing(form(3, "ellipse") + form(4, "rect") + Shapes.text(6, "T", ["Label"])))
        #expect(try !isDrawing(form(3, "rect") + form(4, "roundRect")))
        #expect(try !isDrawing(form(3, "ellipse") + Shapes.text(6, "T", ["Label"])))
        #expect(try !isDrawing(form(3, "ellipse") + form(4, "ellipse", extra: decorative)))
    }

    @Test("keeps an embedded document that no picture stands for: somebody has to say what it is")
    func object() throws {
        let object = Shapes.graphic(7, #"<p:oleObj name="Sheet" progId="Excel.Sheet.12"/>"#)
        guard case .picture(let picture)? = try elements(object).first else {
            Issue.record("nothing was read")
            return
        }
        #expect(picture.shape.id == 7 && picture.part == nil)
    }

    @Test("survives groups in groups in groups")
    func deepGroups() throws {
        let deep = (0..<100).reduce(Shapes.text(999, "Core", ["found"])) { inner, id in Shapes.group(id + 2, "", inner)
        }
        let deck = try DeckBuilder(slides: [.init(shapes: deep)]).read()
        let copy = try JSONDecoder().decode(Deck.self, from: JSONEncoder().encode(deck))
        #expect(copy == deck)
        #expect(String(decoding: try JSONEncoder().encode(deck), as: UTF8.self).contains("found"))
    }

    @Test("keeps a shape without text when its alternative text says what it shows")
    func drawings() throws {
        let shapes =
            Shapes.raw(2, "Arrow", attributes: #" descr="An arrow upwards""#, "<a:p/>") + Shapes.raw(3, "Box", "<a:p/>")
        let shape = ShapeIdentity(id: 2, name: "Arrow", altText: "An arrow upwards")
        #expect(try elements(shapes) == [.text(TextElement(shape: shape, role: .other, paragraphs: []))])
    }

    @Test("in the strict form says the same as in the transitional one")
    func strict() throws {
        let shapes = Shapes.text(2, "T", placeholder: #"type="title""#, ["Kyoto"]) + Shapes.graphic(3, "<a:tbl/>")
        let builder = DeckBuilder(slides: [.init(shapes: shapes, notes: ["Hello."])])
        var writer = ZipWriter()
        for part in builder.allParts() {
            var text = String(decoding: part.bytes, as: UTF8.self)
            for family in ["drawingml", "presentationml", "officeDocument"] {
                text = text.replacing(
                    "http://schemas.openxmlformats.org/\(family)/2006/", with: "http://purl.oclc.org/ooxml/\(family)/")
            }
            #expect(part.name == "[Content_Types].xml" || text != String(decoding: part.bytes, as: UTF8.self))
            try writer.add(part.name, Data(text.utf8))
        }
        let strict = try PresentationReader.read(ZipArchive(writer.bytes(), name: "strict.pptx")).slides[0]
        var expected = try builder.read().slides[0]
        expected.appearance = strict.appearance
        #expect(strict == expected && strict.title == "Kyoto")
    }

    // MARK: Refusals

    @Test("without slides is refused")
    func noSlides() {
        #expect(code(DeckBuilder()) == "deck.no-slides")
    }

    @Test("that lists other slides than it holds is refused, with both numbers")
    func missingSlides() {
        #expect(code(DeckBuilder(slides: [.init()], danglingCount: 1)) == "deck.slides-missing")
        do {
            _ = try DeckBuilder(slides: [.init(), .init()], unlisted: [.init(file: 9)]).read()
            Issue.record("was read")
        } catch {
            #expect("\(error)".contains("names 2 slides") && "\(error)".contains("holds 3"))
        }
    }

    @Test(
        "of an absurd size is refused",
        arguments: [
            #"cx="0" cy="6858000""#, #"cx="-5" cy="6858000""#, #"cx="99999999999999999999" cy="1""#,
            #"cx="51206401" cy="6858000""#, #"cx="6858000" cy="100000""#, "",
        ])
    func absurdSize(size: String) {
        #expect(code(DeckBuilder(slides: [.init()], size: "<p:sldSz \(size)/>")) == "deck.size-absurd")
    }

    @Test("that states no size is four by three")
    func defaultSize() throws {
        let deck = try DeckBuilder(slides: [.init()], size: "").read()
        #expect(deck.size == SlideSize(width: 9_144_000, height: 6_858_000))
    }

    @Test("with a damaged part is refused by the part's name")
    func damagedPart() {
        let builder = DeckBuilder(slides: [.init(shapes: "<p:sp>")])
        #expect(code(builder) == "xml.damaged")
        #expect(throws: DeckError.self) { try builder.read() }
        do { _ = try builder.read() } catch { #expect("\(error)".contains("ppt/slides/slide1.xml")) }
    }

    @Test("with a document type in a part is refused")
    func doctype() throws {
        var writer = ZipWriter()
        for part in DeckBuilder(slides: [.init()]).allParts() {
            let isSlide = part.name == "ppt/slides/slide1.xml"
            let text = String(decoding: part.bytes, as: UTF8.self)
            let changed = text.replacingOccurrences(of: "?>", with: #"?><!DOCTYPE x [<!ENTITY lol "lol">]>"#)
            try writer.add(part.name, isSlide ? Data(changed.utf8) : part.bytes)
        }
        let archive = try ZipArchive(writer.bytes(), name: "test.pptx")
        #expect { try PresentationReader.read(archive) } throws: { ($0 as? DeckError)?.code == "xml.doctype" }
    }
}
