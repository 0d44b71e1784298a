import Foundation

/// The XML of a notes master (`p:notesMaster`, ECMA-376 part 1, section 19.3.1.27) for a presentation that has none:
/// the six placeholders at the places that PowerPoint gives them.
enum NewNotesMaster {
    /// - Parameters:
    ///   - size: of the notes pages, in EMU (`notesSz`).
    ///   - slide: the size of the slides, which decides the shape of their picture.
    static func xml(size: SlideSize, slide: SlideSize, form: OfficeForm) -> Data {
        let place = Placer(size: size)
        let shapes = [
            furniture(2, "Header Placeholder 1", #"type="hdr" sz="quarter""#, place(0, 0, 0.4333, 0.0502), "l"),
            furniture(3, "Date Placeholder 2", #"type="dt" idx="1""#, place(0.5664, 0, 0.4333, 0.0502), "r"),
            image(place.picture(of: slide)), body(place(0.1, 0.48125, 0.8, 0.39375)),
            furniture(
                6, "Footer Placeholder 5", #"type="ftr" sz="quarter" idx="4""#, place(0, 0.9498, 0.4333, 0.0502), "l",
                anchor: #" anchor="b""#),
            furniture(
                7, "Slide Number Placeholder 6", #"type="sldNum" sz="quarter" idx="5""#,
                place(0.5664, 0.9498, 0.4333, 0.0502), "r", anchor: #" anchor="b""#,
                text: #"<a:fld id="{4C4B3F7E-6C0F-4B52-9A0B-5A7D6A1E2C90}" type="slidenum"><a:t>‹#›</a:t></a:fld>"#),
        ]
        return Data(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <p:notesMaster \(form.declarations)><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef>\
            </p:bg><p:spTree>\(NewNotesSlide.emptyGroup)\(shapes.joined())</p:spTree></p:cSld>\
            <p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" \
            accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>\
            <p:notesStyle>\(levels)</p:notesStyle></p:notesMaster>
            """.utf8)
    }

    // MARK: Places

    /// Turns shares of the page into the XML of a place on it.
    private struct Placer {
        var size: SlideSize

        func callAsFunction(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
            let across = { (share: Double) in Int(share * Double(size.width)) }
            let down = { (share: Double) in Int(share * Double(size.height)) }
            return frame(across(x), down(y), across(width), down(height))
        }

        /// As large as fits into the part of the page above the notes.
        func picture(of slide: SlideSize) -> String {
            let scale = min(
                0.8 * Double(size.width) / Double(slide.width), 0.3375 * Double(size.height) / Double(slide.height))
            let (width, height) = (Int(Double(slide.width) * scale), Int(Double(slide.height) * scale))
            return frame((size.width - width) / 2, Int(0.125 * Double(size.height)), width, height)
        }

        private func frame(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String {
            """
            <a:xfrm><a:off x="\(x)" y="\(y)"/><a:ext cx="\(width)" cy="\(height)"/></a:xfrm>\
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
            """
        }
    }

    // MARK: Shapes

    private static let insets = #"vert="horz" lIns="91440" tIns="45720" rIns="91440" bIns="45720" rtlCol="0""#

    private static func shape(
        _ id: Int, _ name: String, _ placeholder: String, locks: String = "", _ properties: String, _ text: String
    ) -> String {
        """
        <p:sp><p:nvSpPr><p:cNvPr id="\(id)" name="\(name)"/><p:cNvSpPr><a:spLocks noGrp="1"\(locks)/></p:cNvSpPr>\
        <p:nvPr><p:ph \(placeholder)/></p:nvPr></p:nvSpPr><p:spPr>\(properties)</p:spPr>\(text)</p:sp>
        """
    }

    private static func furniture(
        _ id: Int, _ name: String, _ placeholder: String, _ frame: String, _ alignment: String, anchor: String = "",
        text: String = ""
    ) -> String {
        shape(
            id, name, placeholder, frame,
            """
            <p:txBody><a:bodyPr \(insets)\(anchor)/><a:lstStyle><a:lvl1pPr algn="\(alignment)"><a:defRPr sz="1200"/>\
            </a:lvl1pPr></a:lstStyle><a:p>\(text)<a:endParaRPr/></a:p></p:txBody>
            """)
    }

    private static func image(_ frame: String) -> String {
        shape(
            4, "Slide Image Placeholder 3", #"type="sldImg" idx="2""#, locks: #" noRot="1" noChangeAspect="1""#,
            frame + #"<a:noFill/><a:ln w="12700"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln>"#, "")
    }

    private static func body(_ frame: String) -> String {
        let names = ["Click to edit Master text styles", "Second level", "Third level", "Fourth level", "Fifth level"]
        let lines = names.enumerated().map { level, name in
            #"<a:p><a:pPr lvl="\#(level)"/><a:r><a:rPr lang="en-US"/><a:t>\#(name)</a:t></a:r></a:p>"#
        }
        return shape(
            5, "Notes Placeholder 4", #"type="body" sz="quarter" idx="3""#, frame,
            "<p:txBody><a:bodyPr \(insets)/><a:lstStyle/>\(lines.joined())</p:txBody>")
    }

    private static let levels = (1...9).map { level in
        """
        <a:lvl\(level)pPr marL="\((level - 1) * 457_200)" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" \
        latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1200" kern="1200"><a:solidFill><a:schemeClr val="tx1"/>\
        </a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>\
        </a:lvl\(level)pPr>
        """
    }.joined()
}
