import Foundation

/// The XML of office documents (ECMA-376 part 1): its namespaces, by the names that the transitional form gives them.
enum OfficeXML {
    static let drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    static let presentation = "http://schemas.openxmlformats.org/presentationml/2006/main"
    static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    static let chartExtended = "http://schemas.microsoft.com/office/drawing/2014/chartex"
    static let diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    static let diagram2010 = "http://schemas.microsoft.com/office/drawing/2010/diagram"
    static let math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    static let dublinCore = "http://purl.org/dc/elements/1.1/"
    static let decorative = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    static let media = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    static let vectorPicture = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    private static let drawing2010 = "http://schemas.microsoft.com/office/drawing/2010/main"

    /// The strict form (ISO/IEC 29500) is read as the transitional one.
    ///
    /// Of the extensions, formulas (`a14`) and the newer charts (`cx`) are understood; for all others (ink, 3D models,
    /// zooms, OLE objects by VML) the fallback is read, which is a picture.
    static let dialect = XMLDialect(
        synonym: { namespace in
            let strict = "http://purl.oclc.org/ooxml/"
            guard namespace.hasPrefix(strict) else { return nil }
            let words = namespace.dropFirst(strict.count).split(separator: "/", maxSplits: 1)
            guard words.count == 2 else { return nil }
            return "http://schemas.openxmlformats.org/\(words[0])/2006/\(words[1])"
        },
        understands: { $0 == drawing2010 || $0.hasSuffix("/chartex") })
}

extension XMLElement {
    /// The element at the end of a path of names within one namespace.
    func descend(_ namespace: String, _ path: String...) -> XMLElement? {
        path.reduce(self) { element, name in element?.child(namespace, name) }
    }

    /// An attribute that holds a relationship's id, such as `r:embed`.
    func relationship(_ name: String) -> String? {
        attribute(name, in: OfficeXML.relationships)
    }

    /// `val` of a child that exists for nothing else, such as `<c:barDir val="col"/>`.
    func value(_ namespace: String, _ name: String) -> String? {
        child(namespace, name)?.attribute("val")
    }

    /// A boolean attribute (`xsd:boolean`); `nil` when it is missing.
    func flag(_ name: String) -> Bool? {
        attribute(name).map { $0 == "1" || $0 == "true" }
    }

    func number(_ name: String) -> Int? {
        attribute(name).flatMap { Int($0) }
    }

    /// Whether the properties of a shape (`p:cNvPr`) mark it as decorative, by Office's extension.
    var marksDecoration: Bool {
        let extensions = child(OfficeXML.drawing, "extLst")?.children(OfficeXML.drawing, "ext") ?? []
        return extensions.contains { $0.child(OfficeXML.decorative, "decorative")?.flag("val") == true }
    }
}
