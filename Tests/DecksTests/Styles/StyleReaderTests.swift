import Decks
import Foundation
import MediaTools
import Testing

@Suite("The looks of a slide")
struct StyleReaderTests {
    private static let theme = """
        <a:themeElements><a:clrScheme name="x">\
        <a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>\
        <a:dk2><a:srgbClr val="202020"/></a:dk2><a:lt2><a:srgbClr val="EEEEEE"/></a:lt2>\
        <a:accent1><a:srgbClr val="4472C4"/></a:accent1><a:hlink><a:srgbClr val="0563C1"/></a:hlink></a:clrScheme>\
        <a:fmtScheme name="x"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:gradFill/>\
        </a:fillStyleLst><a:bgFillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:bgFillStyleLst>\
        </a:fmtScheme></a:themeElements>
        """
    private static let styles = """
        <p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" hlink="hlink"/><p:txStyles>\
        <p:titleStyle><a:lvl1pPr><a:defRPr sz="4400"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:defRPr>\
        </a:lvl1pPr></p:titleStyle><p:bodyStyle><a:lvl1pPr><a:defRPr sz="2800"/></a:lvl1pPr>\
        <a:lvl2pPr><a:defRPr sz="2400" b="1"/></a:lvl2pPr></p:bodyStyle><p:otherStyle/></p:txStyles>
        """

    private func slide(
        _ shapes: String, layout: String = "", master: String = "",
        links: [(id: String, kind: String, target: String)] = []
    ) throws -> StyledSlide {
        var builder = DeckBuilder(slides: [.init(shapes: shapes, links: links)])
        builder.theme = Self.theme
        builder.masterTail = Self.styles
        builder.layoutShapes = layout
        builder.masterShapes = master
        return try #require(StyleReader.read(builder.archive()).slides.first)
    }

    private func run(_ slide: StyledSlide) throws -> StyledRun {
        try #require(slide.shapes.first?.paragraphs.first?.runs.first)
    }

    @Test("take size and colour from the nearest that states them: run, layout, master, theme")
    func inheritance() throws {
        let plain = try run(slide(Shapes.text(2, "T", placeholder: #"type="title""#, ["Hello"])))
        #expect(plain.size == 44)
        #expect(plain.color == Color(red: 0x20, green: 0x20, blue: 0x20))

        let layout = """
            <p:sp><p:nvSpPr><p:cNvPr id="9" name="L"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="3"/></p:nvPr></p:nvSpPr>\
            <p:spPr>\(Shapes.frame(5, 6, 700, 800))</p:spPr><p:txBody><a:bodyPr/><a:lstStyle><a:lvl1pPr><a:defRPr>\
            <a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle></p:txBody></p:sp>
            """
        let body = try slide(Shapes.text(2, "B", placeholder: #"idx="3""#, ["Hello"]), layout: layout)
        #expect(try run(body).size == 28)
        #expect(try run(body).color == Color(red: 0x44, green: 0x72, blue: 0xC4))
        #expect(body.shapes[0].frame == ShapeFrame(x: 5, y: 6, width: 700, height: 800))
        #expect(body.shapes[0].placeholder == .body)

        let own =
            #"<a:p><a:pPr lvl="1"/><a:r><a:rPr sz="900"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>"#
        let stated = try run(
            slide(Shapes.raw(2, "B", placeholder: #"idx="3""#, own + "<a:t>Hi</a:t></a:r></a:p>"), layout: layout))
        #expect(stated.size == 9)
        #expect(stated.isBold)
        #expect(stated.color == Color(red: 255, green: 0, blue: 0))
    }

    @Test("know what is done to a colour")
    func modifiers() throws {
        func color(_ change: String) throws -> Color? {
            let fill = #"<a:solidFill><a:schemeClr val="accent1">\#(change)</a:schemeClr></a:solidFill>"#
            return try run(slide(Shapes.raw(2, "B", "<a:p><a:r><a:rPr>\(fill)</a:rPr><a:t>Hi</a:t></a:r></a:p>"))).color
        }
        // What PowerPoint calls "Lighter 80%" and "Darker 25%" of this blue.
        #expect(
            try color(#"<a:lumMod val="20000"/><a:lumOff val="80000"/>"#) == Color(red: 0xDA, green: 0xE3, blue: 0xF3))
        #expect(try color(#"<a:lumMod val="75000"/>"#) == Color(red: 0x2F, green: 0x55, blue: 0x97))
        #expect(try color(#"<a:shade val="0"/>"#) == .black)
        #expect(try color(#"<a:tint val="0"/>"#) == .white)
    }

    @Test("give links the theme's colour, and their target")
    func links() throws {
        let text = #"<a:p><a:r><a:rPr><a:hlinkClick r:id="rId7"/></a:rPr><a:t>Hi</a:t></a:r></a:p>"#
        let linked = try run(slide(Shapes.raw(2, "B", text), links: [("rId7", "hyperlink", "nowhere.xml")]))
        #expect(linked.color == Color(red: 0x05, green: 0x63, blue: 0xC1))
        #expect(linked.link == "#ppt/slides/nowhere.xml")
    }

    @Test("shrink text as the box does")
    func autofit() throws {
        let shape = """
            <p:sp><p:nvSpPr><p:cNvPr id="2" name="B"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr>\
            <a:normAutofit fontScale="50000"/></a:bodyPr><a:p><a:r><a:rPr sz="2000"/><a:t>Hi</a:t></a:r></a:p></p:txBody></p:sp>
            """
        #expect(try run(slide(shape)).size == 10)
    }

    @Test("tell plain paint from what has to be seen")
    func paints() throws {
        func paint(_ fill: String) throws -> Paint {
            let shape = """
                <p:sp><p:nvSpPr><p:cNvPr id="2" name="B"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>\
                \(Shapes.frame(0, 0, 10, 10))\(fill)</p:spPr></p:sp>
                """
            return try #require(slide(shape).shapes.first?.paint)
        }
        #expect(try paint("<a:noFill/>") == Paint.none)
        #expect(
            try paint(#"<a:solidFill><a:srgbClr val="00FF00"/></a:solidFill>"#)
                == .plain(Color(red: 0, green: 255, blue: 0)))
        #expect(
            try paint(#"<a:solidFill><a:srgbClr val="00FF00"><a:alpha val="50000"/></a:srgbClr></a:solidFill>"#)
                == .mixed)
        #expect(try paint("<a:gradFill/>") == .mixed)
    }

    @Test("have the text colour of a shape's style, but not before what the run states")
    func shapeStyle() throws {
        let style = """
            <p:style><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef>\
            <a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></p:style>
            """
        func shape(_ run: String) -> String {
            """
            <p:sp><p:nvSpPr><p:cNvPr id="2" name="B"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>\(style)<p:txBody>\
            <a:bodyPr/><a:p><a:r>\(run)<a:t>Hi</a:t></a:r></a:p></p:txBody></p:sp>
            """
        }
        let styled = try slide(shape(""))
        #expect(try run(styled).color == .white)
        #expect(styled.shapes[0].paint == .plain(Color(red: 0x44, green: 0x72, blue: 0xC4)))
        let stated = #"<a:rPr><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:rPr>"#
        #expect(try run(slide(shape(stated))).color == .black)
    }

    @Test("have the alternative texts that stand in the file, and turned shapes where they are seen")
    func identity() throws {
        let turned = """
            <p:sp><p:nvSpPr><p:cNvPr id="2" name="B" descr="A tower."/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>\
            <a:xfrm rot="5400000"><a:off x="0" y="40"/><a:ext cx="100" cy="20"/></a:xfrm></p:spPr></p:sp>
            """
        let shape = try #require(slide(turned).shapes.first)
        #expect(shape.altText == "A tower.")
        #expect(shape.frame == ShapeFrame(x: 40, y: 0, width: 20, height: 100))
    }

    @Test("show master and layout shapes below the slide's own")
    func scenery() throws {
        func band(_ color: String) -> String {
            """
            <p:sp><p:nvSpPr><p:cNvPr id="7" name="Band"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>\
            \(Shapes.frame(0, 0, 50, 50))<a:solidFill><a:srgbClr val="\(color)"/></a:solidFill></p:spPr></p:sp>
            """
        }
        let slide = try slide("", layout: band("0000FF"), master: band("00FF00"))
        #expect(
            slide.scenery.map(\.paint) == [
                .plain(Color(red: 0, green: 255, blue: 0)), .plain(Color(red: 0, green: 0, blue: 255)),
            ])
    }
}
