import Foundation

/// The XML of a notes page for a slide that had none: the picture of the slide, and the notes below.
///
/// Places and looks come from the notes master, whose placeholders are found by their types.
enum NewNotesSlide {
    static func xml(_ sections: [NotesSection], language: String?, form: OfficeForm) -> Data {
        let text = sections.map { NotesMarkup.section($0, prefix: "a:", language: language) }.joined()
        return Data(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <p:notes \(form.declarations)><p:cSld><p:spTree>\(emptyGroup)\
            <p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr>\
            <a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr>\
            </p:nvSpPr><p:spPr/></p:sp>\
            <p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>\
            <p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>\
            <p:txBody><a:bodyPr/><a:lstStyle/>\(text)</p:txBody></p:sp>\
            </p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>
            """.utf8)
    }

    /// What a shape tree begins with.
    static let emptyGroup = """
        <p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
        <a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>
        """
}
