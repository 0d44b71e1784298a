package import MediaTools

/// With what an area is painted.
package enum Paint: Codable, Hashable, Sendable {
    /// One can see what lies below.
    case none
    /// One opaque colour.
    case plain(Color)
    /// A gradient, a picture, a pattern, or a colour that lets something through: to know how it looks, draw it.
    case mixed
}

/// Reads fills (`EG_FillProperties`, ECMA-376 part 1, section 20.1.8).
struct PaintReader {
    let colors: ColorReader
    /// The theme's fills (`a:fmtScheme`): the first serves `idx` 1, the first for backgrounds 1001.
    let fills: [XMLElement]
    let backgroundFills: [XMLElement]

    init(colors: ColorReader, theme: XMLElement?) {
        self.colors = colors
        let formats = theme?.descend(OfficeXML.drawing, "themeElements", "fmtScheme")
        fills = formats?.child(OfficeXML.drawing, "fillStyleLst")?.children.map { $0 } ?? []
        backgroundFills = formats?.child(OfficeXML.drawing, "bgFillStyleLst")?.children.map { $0 } ?? []
    }

    /// The paint that an element such as `p:spPr` or `a:tcPr` states; `nil` when it states none.
    func paint(in properties: XMLElement, placeholder: ColorValue? = nil) -> Paint? {
        properties.children.lazy.compactMap { paint($0, placeholder: placeholder) }.first
    }

    private func paint(_ fill: XMLElement, placeholder: ColorValue?) -> Paint? {
        guard fill.namespace == OfficeXML.drawing else { return nil }
        switch fill.name {
        case "noFill": return Paint.none
        case "solidFill":
            guard let color = colors.color(in: fill, placeholder: placeholder) else { return .mixed }
            return color.opacity == 0 ? Paint.none : color.opacity < 1 ? .mixed : .plain(color.color)
        case "gradFill", "blipFill", "pattFill", "grpFill": return .mixed
        default: return nil
        }
    }

    /// What a reference into the theme (`a:fillRef`, `p:bgRef`) paints.
    func paint(reference: XMLElement) -> Paint {
        guard let index = reference.number("idx"), index > 0 else { return .none }
        let placeholder = colors.color(in: reference)
        let list = index > 1000 ? backgroundFills : fills
        let place = (index > 1000 ? index - 1000 : index) - 1
        guard list.indices.contains(place) else { return .mixed }
        return paint(list[place], placeholder: placeholder) ?? .mixed
    }

    /// The paint of a shape of its own: its fill, else that of its style; `nil` when it states neither.
    func paint(ofShape shape: XMLElement) -> Paint? {
        if let properties = shape.child(OfficeXML.presentation, "spPr"), let paint = paint(in: properties) {
            return paint
        }
        return shape.descend(OfficeXML.presentation, "style")?.child(OfficeXML.drawing, "fillRef").map(
            paint(reference:))
    }

    /// A slide's background (`p:bg`); `nil` when it states none.
    func backdrop(_ root: XMLElement) -> Paint? {
        guard let background = root.descend(OfficeXML.presentation, "cSld", "bg") else { return nil }
        if let properties = background.child(OfficeXML.presentation, "bgPr") { return paint(in: properties) }
        return background.child(OfficeXML.presentation, "bgRef").map(paint(reference:))
    }
}
