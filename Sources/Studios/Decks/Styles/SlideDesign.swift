import Foundation

/// What a slide stands on: its layout, its master, their theme, and what the presentation says about text.
struct SlideDesign {
    let layout: XMLElement?
    let master: XMLElement?
    let layoutPart: String?
    let masterPart: String?
    let theme: XMLElement?
    /// `p:defaultTextStyle`
    let defaults: XMLElement?
    let tables: TableStyles

    /// The colours of a slide (its own map, its layout's or its master's) and with them its fills.
    func paints(for root: XMLElement) -> PaintReader {
        let override = [root, layout].lazy.compactMap {
            $0?.descend(OfficeXML.presentation, "clrMapOvr")?.child(OfficeXML.drawing, "overrideClrMapping")
        }.first
        let colors = ColorReader(theme: theme, map: override ?? master?.child(OfficeXML.presentation, "clrMap"))
        return PaintReader(colors: colors, theme: theme)
    }

    /// The placeholders of the layout and the master that stand behind one of a slide, the nearest first.
    func models(of placeholder: XMLElement) -> [XMLElement] {
        let inLayout = layout.flatMap { find(placeholder, in: $0, byIndex: true) }
        let type = inLayout.flatMap(Backdrop.placeholder)?.attribute("type") ?? placeholder.attribute("type")
        let inMaster = master.flatMap { find(type: SlideDesign.masterType(type), in: $0) }
        return [inLayout, inMaster].compactMap { $0 }
    }

    /// What the master says about text of a kind of placeholder.
    func masterStyle(of type: String?) -> XMLElement? {
        let name =
            switch SlideDesign.masterType(type) {
            case "title": "titleStyle"
            case "dt", "ftr", "sldNum": "otherStyle"
            default: "bodyStyle"
            }
        return master?.descend(OfficeXML.presentation, "txStyles", name)
    }

    /// The kind of a placeholder, its own or that of the layout's placeholder with its index.
    func type(of placeholder: XMLElement) -> String {
        if let type = placeholder.attribute("type") { return type }
        let model = layout.flatMap { find(placeholder, in: $0, byIndex: true) }
        return model.flatMap(Backdrop.placeholder)?.attribute("type") ?? "obj"
    }

    private static func masterType(_ type: String?) -> String {
        switch type ?? "obj" {
        case "title", "ctrTitle": "title"
        case "dt", "ftr", "sldNum": type ?? ""
        default: "body"
        }
    }

    private func find(_ placeholder: XMLElement, in root: XMLElement, byIndex: Bool) -> XMLElement? {
        let shapes = SlideDesign.placeholders(in: root)
        let type = placeholder.attribute("type")
        if let type, SlideDesign.masterType(type) == "title" { return find(type: "title", in: root) }
        if let index = placeholder.attribute("idx"),
            let match = shapes.first(where: { Backdrop.placeholder(of: $0)?.attribute("idx") == index })
        {
            return match
        }
        guard let type else { return nil }
        return shapes.first { Backdrop.placeholder(of: $0)?.attribute("type") == type }
    }

    private func find(type: String, in root: XMLElement) -> XMLElement? {
        SlideDesign.placeholders(in: root).first {
            SlideDesign.masterType(Backdrop.placeholder(of: $0)?.attribute("type")) == type
        }
    }

    private static func placeholders(in root: XMLElement) -> [XMLElement] {
        let tree = root.descend(OfficeXML.presentation, "cSld", "spTree")
        return tree?.children.filter { Backdrop.placeholder(of: $0) != nil } ?? []
    }
}
