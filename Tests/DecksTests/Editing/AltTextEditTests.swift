import Decks
import Essentials
import Foundation
import TestKit
import Testing

@Suite("The alternative texts of an edited deck")
struct AltTextEditTests {
    private static let slide = "ppt/slides/slide1.xml"
    private static let awkward = "The \"best\" of <two> & 'more'\u{1}:\nAkihabara 秋葉原\t🗼."

    private static let everything =
        Shapes.text(2, "Title", placeholder: #"type="title""#, ["Towers"])
        + Shapes.picture(3, "rId5", attributes: #" descr="tower.png""#)
        + Shapes.graphic(4, "<a:tbl><a:tr><a:tc/></a:tr></a:tbl>")
        + Shapes.group(5, "", Shapes.picture(6, "rId5"))
            + """
            <p:cxnSp><p:nvCxnSpPr><p:cNvPr id="7" name="Line"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr/></p:cxnSp>
            """

    private static func bench(_ shapes: String = everything) -> EditBench {
        var builder = DeckBuilder(slides: [
            .init(shapes: shapes, links: [("rId5", "image", "../media/a.png")]), .init(shapes: shapes),
        ])
        builder.parts = [("ppt/media/a.png", "image/png", Data("picture".utf8))]
        return EditBench(builder)
    }

    private func altTexts(_ slide: Slide) -> [Int: String] {
        Dictionary(
            slide.asItStands.allElements.map(\.shape).map { ($0.id, $0.isDecorative ? "" : $0.altText ?? "none") },
            uniquingKeysWith: { first, _ in first })
    }

    @Test("are written into shapes of every kind, and nothing else is changed")
    func everyKind() throws {
        let texts = Dictionary(uniqueKeysWithValues: (2...7).map { ($0, "\(Self.awkward) \($0)") })
        let edited = try Self.bench().edited([1: SlideEdits(altTexts: texts.mapValues { .text($0) })])
        try edited.verify()
        let (changed, added) = try edited.differences()
        #expect(changed == ["[Content_Types].xml", "ppt/_rels/presentation.xml.rels", Self.slide])
        #expect(added == ["customXml/item1.xml", "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels"])
        let text = try edited.text(Self.slide)
        let before = Self.bench()[Self.slide]
        #expect(
            text.replacing(#/ descr="[^"]*"/#, with: "") == before.replacing(#/ descr="[^"]*"/#, with: ""),
            "only attributes were set")
        let expected = texts.mapValues { $0.replacingOccurrences(of: "\u{1}", with: "") }
        let slide = try edited.deck().slides[0]
        #expect(altTexts(slide).filter { $0.key != 7 } == expected.filter { $0.key != 7 })
        #expect(slide.annotations?.altTexts == expected && slide.annotations?.edited == [])
        #expect(try altTexts(edited.deck().slides[1])[3] == "tower.png")
    }

    @Test(
        "that are there already leave the very same bytes", arguments: ["tower.png", " tower.png\n", "tower.png\u{7}"])
    func equal(text: String) throws {
        #expect(try Self.bench().edited([1: SlideEdits(altTexts: [3: .text(text)])]).isUnchanged)
        #expect(try Self.bench().edited([:]).isUnchanged)
        #expect(try Self.bench().edited([1: SlideEdits(), 2: SlideEdits(notes: [])]).isUnchanged)
    }

    @Test("give way to the mark of decoration, and the mark to them")
    func decorative() throws {
        let first = try Self.bench().edited([1: SlideEdits(altTexts: [3: .decorative, 6: .decorative])])
        try first.verify()
        #expect(try altTexts(first.deck().slides[0])[3] == "" && altTexts(first.deck().slides[0])[6] == "")
        #expect(try !first.text(Self.slide).contains("tower.png"))
        let second = try first.again([1: SlideEdits(altTexts: [3: .text("A tower."), 6: .text("Two.")])])
        try second.verify()
        #expect(try !second.text(Self.slide).contains("decorative"))
        #expect(try altTexts(second.deck().slides[0])[3] == "A tower.")
        let back = try second.again([1: SlideEdits(altTexts: [3: .text("tower.png"), 6: .text("")])])
        #expect(try back.deck().slides[0].annotations == nil)
        #expect(try back.text(Self.slide).contains(#"descr="tower.png""#))
    }

    @Test("keep the order that the schema asks for, and the extensions of others")
    func schema() throws {
        let inner = """
            <a:hlinkClick r:id=""/><a:extLst><a:ext uri="{other}"><x:y xmlns:x="urn:x"/></a:ext></a:extLst>
            """
        var bench = Self.bench()
        bench[Self.slide] = bench[Self.slide].replacing(
            #"<p:cNvPr id="4" name="Graphic"/>"#, with: #"<p:cNvPr id="4" name="Graphic">\#(inner)</p:cNvPr>"#
        ).replacing(
            #"<p:cNvPr id="7" name="Line"/>"#, with: #"<p:cNvPr id="7" name="Line"><a:hlinkClick r:id=""/></p:cNvPr>"#)
        let edited = try bench.edited([1: SlideEdits(altTexts: [4: .decorative, 7: .decorative])])
        try edited.verify()
        let root = try XMLTree.parse(Data(edited.text(Self.slide).utf8), part: Self.slide)
        let space = "http://schemas.openxmlformats.org/presentationml/2006/main"
        let shapes = root.child(space, "cSld")?.child(space, "spTree").map { Array($0.children) } ?? []
        for shape in shapes.dropFirst(2) {
            let hidden: XMLElement? = shape.children.first { $0.name.hasPrefix("nv") }
            let properties = try #require(hidden?.child(space, "cNvPr"))
            guard let id = properties.attribute("id"), ["4", "7"].contains(id) else { continue }
            #expect(properties.children.map { $0.name } == ["hlinkClick", "extLst"])
            let list: XMLElement? = properties.children.first { $0.name == "extLst" }
            let uris: [String] = list?.children.map { $0.attribute("uri") ?? "" } ?? []
            let mark = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
            #expect(uris == (id == "4" ? ["{other}", mark] : [mark]))
        }
        let back = try edited.again([1: SlideEdits(altTexts: [4: .text("A table.")])])
        #expect(try back.text(Self.slide).contains(inner), "the other extension stays as it is")
    }

    @Test("are given to all forms of a shape between which a program chooses")
    func alternatives() throws {
        let shape = """
            <mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">\
            <mc:Choice Requires="x" xmlns:x="urn:unknown">\(Shapes.text(9, "New", ["new"]))</mc:Choice>\
            <mc:Fallback>\(Shapes.picture(9, "rId5"))</mc:Fallback></mc:AlternateContent>
            """
        let edited = try Self.bench(shape).edited([1: SlideEdits(altTexts: [9: .text("A model.")])])
        try edited.verify()
        #expect(try edited.text(Self.slide).components(separatedBy: #"descr="A model.""#).count == 3)
        #expect(edited.remarks.isEmpty)
    }

    @Test("of a number that two shapes have go to the first, which is said; of none are refused")
    func numbers() throws {
        let twice = Self.bench(Shapes.picture(3, "rId5") + Shapes.picture(3, "rId5"))
        let edited = try twice.edited([1: SlideEdits(altTexts: [3: .text("One.")])])
        #expect(try edited.text(Self.slide).components(separatedBy: "One.").count == 2)
        #expect(edited.remarks.count == 1 && edited.remarks[0].contains("number 3"))
        #expect { try Self.bench().edited([1: SlideEdits(altTexts: [99: .decorative])]) } throws: {
            ($0 as? DeckError)?.code == "deck.edit.no-such-shape" && "\($0)".contains(Self.slide)
        }
        #expect { try Self.bench().edited([3: SlideEdits()]) } throws: {
            ($0 as? DeckError)?.code == "deck.no-such-slide"
        }
    }

    @Test("that a person changed afterwards are the author's, and are told as edited")
    func edited() throws {
        let edits = [1: SlideEdits(altTexts: [3: .text("A tower."), 6: .text("A gate.")])]
        var bench = try EditBench(Self.bench().edited(edits).archive)
        bench[Self.slide] = bench[Self.slide].replacing("A tower.", with: "A tall tower.")
        let slide = try PresentationReader.read(bench.archive()).slides[0]
        #expect(slide.annotations?.edited == ["altText/3"])
        #expect(slide.annotations?.altTexts == [3: "A tall tower.", 6: "A gate."])
        let own = Dictionary(uniqueKeysWithValues: slide.allElements.map { ($0.shape.id, $0.shape.altText) })
        #expect(own[3] == "A tall tower." && own[6] == .some(nil))
        let again = try bench.edited([1: SlideEdits(altTexts: [3: .text("Mine.")])])
        try again.verify()
    }

    @Test("that a person gave are told as such, whoever wrote them into the deck")
    func byPerson() throws {
        let edits = SlideEdits(altTexts: [3: .text("A tower.")], byPerson: ["altText/3"])
        let edited = try Self.bench().edited([1: edits])
        try edited.verify()
        #expect(try edited.deck().slides[0].annotations?.edited == ["altText/3"])
        let kept = try edited.again([1: SlideEdits(altTexts: [3: .text("A tower.")])])
        #expect(kept.isUnchanged, "a person's text stays a person's")
    }

    @Test("change nothing else in markup that is written in unusual ways")
    func unusual() throws {
        let usual = Self.bench()
        let variants: [(String) -> String] = [
            { $0.replacing("<p:", with: "<").replacing("</p:", with: "</").replacing("xmlns:p=", with: "xmlns=") },
            {
                $0.replacing("<a:", with: "<d:").replacing("</a:", with: "</d:").replacing("xmlns:a=", with: "xmlns:d=")
            },
            { $0.replacing(#/ name="([^"]*)"/#, with: { "\n\tname = '\($0.1)' " }) },
            { $0.replacing("<p:spTree>", with: "<!-- <p:cNvPr id='3'> --><p:spTree>\r\n<?x <p:cNvPr id='3'/> ?>") },
            {
                $0.replacing(
                    "schemas.openxmlformats.org/presentationml/2006", with: "purl.oclc.org/ooxml/presentationml"
                )
                .replacing("schemas.openxmlformats.org/drawingml/2006", with: "purl.oclc.org/ooxml/drawingml")
            },
            { "\u{FEFF}" + $0 },
        ]
        for (number, variant) in variants.enumerated() {
            var bench = usual
            bench[Self.slide] = variant(bench[Self.slide])
            let edited = try bench.edited([1: SlideEdits(altTexts: [3: .text(Self.awkward), 6: .decorative])])
            try edited.verify()
            let found = try altTexts(edited.deck().slides[0])
            #expect(found[3]?.hasPrefix("The \"best\"") == true && found[6] == "", "variant \(number)")
        }
    }

    @Test("of a slide in UTF-16 are written too; another encoding is refused")
    func encodings() throws {
        var bench = Self.bench()
        let text = bench[Self.slide].replacing("UTF-8", with: "UTF-16")
        let index = try #require(bench.parts.firstIndex { $0.name == Self.slide })
        bench.parts[index].bytes = try #require(("\u{FEFF}" + text).data(using: .utf16LittleEndian))
        let edited = try bench.edited([1: SlideEdits(altTexts: [3: .text("秋")])])
        try edited.verify()
        #expect(try altTexts(edited.deck().slides[0])[3] == "秋")
        bench[Self.slide] = text.replacing("UTF-16", with: "ISO-8859-1")
        #expect { try bench.edited([1: SlideEdits(altTexts: [3: .text("x")])]) } throws: {
            ($0 as? DeckError)?.code == "deck.edit.markup" && "\($0)".contains(Self.slide)
        }
    }

    @Test("make a signature invalid, which is said, when they change anything")
    func signed() throws {
        var bench = Self.bench()
        bench["_xmlsignatures/sig1.xml"] = "<Signature/>"
        let edited = try bench.edited([1: SlideEdits(altTexts: [3: .text("x")])])
        #expect(edited.remarks == ["The deck was signed; the signature is no longer valid."])
        #expect(try edited.text("_xmlsignatures/sig1.xml") == "<Signature/>")
        #expect(try bench.edited([1: SlideEdits(altTexts: [3: .text("tower.png")])]).remarks.isEmpty)
    }

    @Test("leave no trace in the slide that is read, whatever is done in whatever order", arguments: 0..<40)
    func property(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let words = [
            "A.", "tower.png", "", "x & y <z>", "  two  words ", "\"\n\"", "秋", "'", "&#10;", "]]>", "decorative",
        ]
        var edited = try Self.bench().edited([:])
        let author = try edited.deck()
        for _ in 0..<6 {
            var altTexts: [Int: AltTextEdit] = [:]
            for shape in 2...7 where Bool.random(using: &random) {
                altTexts[shape] =
                    Int.random(in: 0..<4, using: &random) == 0
                    ? .decorative : .text(words.randomElement(using: &random) ?? "")
            }
            let order = Bool.random(using: &random) ? (2...5).shuffled(using: &random) : nil
            edited = try edited.again([
                Int.random(in: 1...2, using: &random): SlideEdits(altTexts: altTexts, order: order)
            ])
            try edited.verify()
            for (slide, original) in zip(try edited.deck().slides, author.slides) {
                var slide = slide
                slide.annotations = nil
                #expect(slide == original)
            }
        }
    }
}
