/// The XML of shapes, for slides that tests make.
enum Shapes {
    static func text(
        _ id: Int, _ name: String, placeholder: String? = nil, attributes: String = "", _ paragraphs: [String],
        language: String = "en-GB"
    ) -> String {
        raw(
            id, name, placeholder: placeholder, attributes: attributes,
            paragraphs.map { #"<a:p><a:r><a:rPr lang="\#(language)"/><a:t>\#($0)</a:t></a:r></a:p>"# }.joined())
    }

    /// A text box around paragraphs that are given as XML.
    static func raw(
        _ id: Int, _ name: String, placeholder: String? = nil, attributes: String = "", _ paragraphs: String
    ) -> String {
        """
        <p:sp><p:nvSpPr><p:cNvPr id="\(id)" name="\(name)"\(attributes)/><p:cNvSpPr/>\
        <p:nvPr>\(placeholder.map { "<p:ph \($0)/>" } ?? "")</p:nvPr></p:nvSpPr><p:spPr/>\
        <p:txBody><a:bodyPr/>\(paragraphs)</p:txBody></p:sp>
        """
    }

    static func picture(_ id: Int, _ link: String, attributes: String = "", crop: String = "", media: String = "")
        -> String
    {
        """
        <p:pic><p:nvPicPr><p:cNvPr id="\(id)" name="Picture"\(attributes)/><p:cNvPicPr/><p:nvPr>\(media)</p:nvPr>\
        </p:nvPicPr><p:blipFill><a:blip r:embed="\(link)"/>\(crop)</p:blipFill>\
        <p:spPr>\(frame(10, 20, 30, 40))</p:spPr></p:pic>
        """
    }

    static func frame(_ x: Int, _ y: Int, _ width: Int, _ height: Int, inner: String = "") -> String {
        #"<a:xfrm><a:off x="\#(x)" y="\#(y)"/><a:ext cx="\#(width)" cy="\#(height)"/>\#(inner)</a:xfrm>"#
    }

    static func graphic(_ id: Int, _ content: String) -> String {
        """
        <p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="\(id)" name="Graphic"/><p:cNvGraphicFramePr/><p:nvPr/>\
        </p:nvGraphicFramePr><p:xfrm><a:off x="1" y="2"/><a:ext cx="3" cy="4"/></p:xfrm>\
        <a:graphic><a:graphicData uri="any">\(content)</a:graphicData></a:graphic></p:graphicFrame>
        """
    }

    static func group(_ id: Int, _ transform: String, _ members: String) -> String {
        """
        <p:grpSp><p:nvGrpSpPr><p:cNvPr id="\(id)" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>\
        <p:grpSpPr>\(transform)</p:grpSpPr>\(members)</p:grpSp>
        """
    }
}
