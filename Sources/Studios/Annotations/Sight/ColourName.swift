import Foundation

/// Names colours: the nearest of some samples in CIELAB (D65), where distances are about as large as they look.
enum ColourName {
    /// - Parameters: red, green, blue: sRGB, 0 to 255.
    static func nearest(red: Double, green: Double, blue: Double) -> String {
        let wanted = LabColour(red: red, green: green, blue: blue)
        return samples.min { $0.colour.distance(to: wanted) < $1.colour.distance(to: wanted) }?.name ?? "grey"
    }

    private static let samples = codes.map { name, code in
        let (red, green, blue) = (code >> 16, code >> 8 & 255, code & 255)
        return (name: name, colour: LabColour(red: Double(red), green: Double(green), blue: Double(blue)))
    }

    private static let codes: [(String, Int)] = [
        ("black", 0x000000), ("black", 0x1A1A1A), ("black", 0x2B2B2B), ("white", 0xFFFFFF), ("white", 0xF2F2F2),
        ("grey", 0x808080), ("grey", 0x505050), ("grey", 0xB8B8B8), ("grey", 0xD8D8D8), ("grey", 0x5F6B78),
        ("red", 0xE01020), ("red", 0xA01018), ("red", 0x701015), ("red", 0xFF5040),
        ("orange", 0xFF8C00), ("orange", 0xE8702A), ("orange", 0xFFB050),
        ("yellow", 0xFFE000), ("yellow", 0xFFF080), ("yellow", 0xE0C020),
        ("green", 0x20A030), ("green", 0x0A5020), ("green", 0x80D060), ("green", 0x708030), ("green", 0xC0E8B0),
        ("turquoise", 0x20C0B8), ("turquoise", 0x108080), ("turquoise", 0xA0E8E8),
        ("blue", 0x1040D0), ("blue", 0x0A1E60), ("blue", 0x3080E0), ("blue", 0x90C0F0), ("blue", 0x0070B8),
        ("blue", 0xC8DCF4), ("blue", 0x2B3A67),
        ("purple", 0x8020B0), ("purple", 0x501078), ("purple", 0xB088E0), ("purple", 0xE0D0F0),
        ("pink", 0xFF60B0), ("pink", 0xFFC0D0), ("pink", 0xD83080),
        ("brown", 0x7A4520), ("brown", 0x4A2A14), ("brown", 0xA87848),
        ("beige", 0xE8D8B8), ("beige", 0xF5EAD8), ("beige", 0xD0B898),
    ]
}

/// A colour by its lightness and its two opponent axes (CIE 1976).
struct LabColour: Sendable {
    var lightness: Double
    var greenRed: Double
    var blueYellow: Double

    init(red: Double, green: Double, blue: Double) {
        func linear(_ value: Double) -> Double {
            let share = value / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        func cube(_ value: Double) -> Double {
            value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
        }
        let (r, g, b) = (linear(red), linear(green), linear(blue))
        let x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
        let y = cube(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
        let z = cube((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
        lightness = 116 * y - 16
        greenRed = 500 * (x - y)
        blueYellow = 200 * (y - z)
    }

    /// The square of the distance.
    func distance(to other: LabColour) -> Double {
        let (l, a, b) = (
            lightness - other.lightness, greenRed - other.greenRed, blueYellow - other.blueYellow
        )
        return l * l + a * a + b * b
    }
}
