import Foundation
import MediaTools

/// What is said about text by the lists of styles that apply to it, the nearest first: the shape's own, its layout's,
/// its master's, the presentation's (ECMA-376 part 1, section 21.1.2.4).
struct TextStyle {
    /// `a:lstStyle`, `p:titleStyle` and the like.
    var lists: [XMLElement]
    /// The colour that the shape's style or the table's gives to text that states none, where it stands in the lists.
    var given: (place: Int, color: ColorValue?, isBold: Bool?)?
    /// Whether the text may have a colour that the file does not tell: that of a table style that is built in.
    var hidesColor = false
    /// How much the box shrinks its text.
    var scale = 1.0
    let colors: ColorReader

    /// What a paragraph of a level makes of one run.
    func run(
        _ text: String, _ properties: XMLElement?, level: Int, link: String?, language: String?
    ) -> StyledRun {
        let chain = chain(level: level)
        let own = properties.map { [$0] } ?? []
        let size = first(own + chain) { $0.number("sz") }.map { Double($0) / 100 * scale }
        let color = isOutlined(own + chain) ? nil : color(own, chain, isLink: link != nil)
        return StyledRun(
            text, size: size ?? 18 * scale, isBold: bold(own, chain), color: color?.color,
            opacity: color?.opacity ?? 1, isRaised: properties?.number("baseline").map { $0 != 0 } ?? false, link: link,
            language: language ?? statedLanguage(level: level))
    }

    private func statedLanguage(level: Int) -> String? {
        let paragraphs = lists.flatMap { list in
            ["lvl\(level + 1)pPr", "defPPr"].compactMap { list.child(OfficeXML.drawing, $0) }
        }
        return paragraphs.lazy.compactMap { $0.child(OfficeXML.drawing, "defRPr")?.attribute("lang") }.first
    }

    /// The run properties that the lists state for a level, the nearest first.
    private func chain(level: Int) -> [XMLElement] {
        lists.map { list in
            let paragraph =
                list.child(OfficeXML.drawing, "lvl\(level + 1)pPr") ?? list.child(OfficeXML.drawing, "defPPr")
            return paragraph?.child(OfficeXML.drawing, "defRPr") ?? TextStyle.silent
        }
    }

    private static let silent = XMLElement(namespace: OfficeXML.drawing, name: "defRPr")

    private func first<Value>(_ chain: [XMLElement], _ read: (XMLElement) -> Value?) -> Value? {
        chain.lazy.compactMap(read).first
    }

    private func bold(_ own: [XMLElement], _ chain: [XMLElement]) -> Bool {
        let place = given?.place ?? 0
        if let flag = first(own + chain.prefix(place), { $0.flag("b") }) { return flag }
        return given?.isBold ?? first(Array(chain.dropFirst(place)), { $0.flag("b") }) ?? false
    }

    /// `nil` when the text is painted with something other than a colour, or when nothing says.
    private func color(_ own: [XMLElement], _ chain: [XMLElement], isLink: Bool) -> ColorValue? {
        // Links have the theme's colour whatever is stated, unless an extension says otherwise.
        if isLink, !own.contains(where: keepsLinkColor) { return colors.named("hlink") }
        let place = given.map(\.place) ?? chain.count
        for properties in own + chain.prefix(place) {
            if let fill = fill(properties) { return colors.color(in: fill) }
            if isPaintedOtherwise(properties) { return nil }
        }
        if hidesColor { return nil }
        if let color = given?.color { return color }
        for properties in chain.dropFirst(place) {
            if let fill = fill(properties) { return colors.color(in: fill) }
            if isPaintedOtherwise(properties) { return nil }
        }
        return colors.named("tx1")
    }

    /// Outlined letters stand out by their outline.
    private func isOutlined(_ chain: [XMLElement]) -> Bool {
        first(chain) { $0.child(OfficeXML.drawing, "ln") }?.child(OfficeXML.drawing, "solidFill") != nil
    }

    private func fill(_ properties: XMLElement) -> XMLElement? {
        properties.child(OfficeXML.drawing, "solidFill")
    }

    private func isPaintedOtherwise(_ properties: XMLElement) -> Bool {
        properties.children.contains {
            $0.namespace == OfficeXML.drawing && ["noFill", "gradFill", "blipFill", "pattFill"].contains($0.name)
        }
    }

    private func keepsLinkColor(_ properties: XMLElement) -> Bool {
        properties.child(OfficeXML.drawing, "hlinkClick")?.contains {
            $0.name == "hlinkClr" && $0.attribute("val") == "tx"
        } ?? false
    }
}
