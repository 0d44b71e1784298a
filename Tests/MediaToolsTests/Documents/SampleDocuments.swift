/// Documents written by hand.
enum SampleDocuments {
    /// A flat ODP: a slide, a hidden slide.
    static let flatDeck = """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
          xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
          xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
          xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
          xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
          xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
          xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
          office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
        <office:automatic-styles>
          <style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="28cm"
            fo:page-height="15.75cm" style:print-orientation="landscape"/></style:page-layout>
          <style:style style:name="hidden" style:family="drawing-page">
            <style:drawing-page-properties presentation:visibility="hidden"/></style:style>
        </office:automatic-styles>
        <office:master-styles>
          <style:master-page style:name="Default" style:page-layout-name="wide"/></office:master-styles>
        <office:body><office:presentation>
        <draw:page draw:name="one" draw:master-page-name="Default">
          <draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm">
            <draw:text-box><text:p>Plums ripen</text:p></draw:text-box></draw:frame></draw:page>
        <draw:page draw:name="two" draw:master-page-name="Default" draw:style-name="hidden">
          <draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="3cm">
            <draw:text-box><text:p>Hidden pears</text:p></draw:text-box></draw:frame></draw:page>
        </office:presentation></office:body></office:document>
        """

    /// A PDF whose pages have the given boxes and rotations; each has its left half painted red.
    static func pdf(pages: [(width: Double, height: Double, rotation: Int)]) -> String {
        var objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
        let kids = pages.indices.map { "\(3 + $0 * 2) 0 R" }.joined(separator: " ")
        objects.append("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        for (index, page) in pages.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(page.width) \(page.height)] "
                    + "/Rotate \(page.rotation) /Contents \(4 + index * 2) 0 R /Resources << >> >>")
            let drawing = "1 0 0 rg 0 0 \(page.width / 2) \(page.height) re f"
            objects.append("<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream")
        }
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        return text + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    }
}
