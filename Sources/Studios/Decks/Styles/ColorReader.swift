import Foundation

/// What names of colours mean on one slide: the theme's colours, by way of the map of the slide, its layout or its
/// master (ECMA-376 part 1, sections 20.1.6.2 and 19.3.1.6).
struct ColorReader {
    /// The theme's colours by their own names: `dk1`, `accent1`.
    var theme: [String: ColorValue]
    /// What the names that slides use stand for: `bg1` -> `lt1`.
    var map: [String: String]

    static let usualMap = [
        "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", "accent1": "accent1", "accent2": "accent2",
        "accent3": "accent3", "accent4": "accent4", "accent5": "accent5", "accent6": "accent6", "hlink": "hlink",
        "folHlink": "folHlink",
    ]

    init(theme: XMLElement?, map: XMLElement?) {
        let scheme = theme?.descend(OfficeXML.drawing, "themeElements", "clrScheme")
        self.theme = [:]
        self.map = map.map(ColorReader.map) ?? ColorReader.usualMap
        for entry in scheme?.children.map({ $0 }) ?? [] {
            self.theme[entry.name] = color(in: entry)
        }
    }

    /// `p:clrMap` or `a:overrideClrMapping`.
    static func map(_ element: XMLElement) -> [String: String] {
        element.attributes.reduce(into: usualMap) { $0[$1.name] = $1.value }
    }

    func named(_ name: String) -> ColorValue? {
        theme[map[name] ?? name]
    }

    /// The colour that is the child of an element such as `a:solidFill`.
    ///
    /// - Parameter placeholder: what `phClr` stands for, in the styles of a theme.
    func color(in parent: XMLElement, placeholder: ColorValue? = nil) -> ColorValue? {
        parent.children.lazy.compactMap { color($0, placeholder: placeholder) }.first
    }

    /// A colour in any of its six forms (section 20.1.2.3), with what is done to it.
    func color(_ element: XMLElement, placeholder: ColorValue? = nil) -> ColorValue? {
        guard element.namespace == OfficeXML.drawing else { return nil }
        let value = element.attribute("val") ?? ""
        let plain: ColorValue?
        switch element.name {
        case "srgbClr": plain = ColorValue(hex: value)
        case "schemeClr": plain = value == "phClr" ? placeholder : named(value)
        case "sysClr":
            plain = element.attribute("lastClr").flatMap(ColorValue.init(hex:)) ?? ColorReader.system[value]
        case "prstClr": plain = PresetColors.color(value)
        case "scrgbClr":
            let parts = ["r", "g", "b"].compactMap { ColorReader.share(element.attribute($0)) }
            guard parts.count == 3 else { return nil }
            let linear = ColorValue(red: 1, green: 1, blue: 1)
            plain = ColorValue(
                red: linear.inLinearLight { _ in parts[0] }.red, green: linear.inLinearLight { _ in parts[1] }.red,
                blue: linear.inLinearLight { _ in parts[2] }.red)
        case "hslClr":
            guard let hue = element.number("hue"), let saturation = ColorReader.share(element.attribute("sat")),
                let lightness = ColorReader.share(element.attribute("lum"))
            else { return nil }
            plain = ColorValue(
                hue: Double(hue) / 21_600_000, saturation: saturation, lightness: lightness, opacity: 1)
        default: return nil
        }
        return plain.map { element.children.reduce($0, ColorReader.changed) }
    }

    private static let system = [
        "windowText": ColorValue.black, "window": ColorValue(red: 1, green: 1, blue: 1),
    ]

    /// Thousandths of a percent, or a number with a percent sign.
    static func share(_ text: String?) -> Double? {
        guard let text else { return nil }
        if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
        return Double(text).map { $0 / 100_000 }
    }

    /// One transformation (sections 20.1.2.3.1 to 20.1.2.3.34), applied in the order of the file.
    private static func changed(_ color: ColorValue, _ change: XMLElement) -> ColorValue {
        let text = change.attribute("val")
        let value = share(text) ?? 1
        var result = color
        let hsl = color.hsl
        func set(hue: Double? = nil, saturation: Double? = nil, lightness: Double? = nil) -> ColorValue {
            ColorValue(
                hue: hue ?? hsl.hue, saturation: saturation ?? hsl.saturation, lightness: lightness ?? hsl.lightness,
                opacity: color.opacity)
        }
        switch change.name {
        case "alpha": result.opacity = min(max(value, 0), 1)
        case "alphaMod": result.opacity = min(max(color.opacity * value, 0), 1)
        case "alphaOff": result.opacity = min(max(color.opacity + value, 0), 1)
        case "lum": result = set(lightness: value)
        case "lumMod": result = set(lightness: hsl.lightness * value)
        case "lumOff": result = set(lightness: hsl.lightness + value)
        case "sat": result = set(saturation: value)
        case "satMod": result = set(saturation: hsl.saturation * value)
        case "satOff": result = set(saturation: hsl.saturation + value)
        case "hueOff": result = set(hue: hsl.hue + (text.flatMap(Double.init) ?? 0) / 21_600_000)
        case "hueMod": result = set(hue: hsl.hue * value)
        case "comp": result = set(hue: hsl.hue + 0.5)
        case "shade": result = color.inLinearLight { $0 * value }
        case "tint": result = color.inLinearLight { $0 * value + 1 - value }
        case "inv": result = color.inLinearLight { 1 - $0 }
        case "gray": result = set(saturation: 0)
        default: break
        }
        return result
    }
}
