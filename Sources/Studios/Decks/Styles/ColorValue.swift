import Foundation
import MediaTools

/// A colour while it is worked out: sRGB from 0 to 1, with its opacity.
struct ColorValue: Hashable {
    var red: Double
    var green: Double
    var blue: Double
    var opacity = 1.0

    static let black = ColorValue(red: 0, green: 0, blue: 0)

    /// The nearest colour of 8 bits a channel.
    var color: Color {
        func byte(_ value: Double) -> UInt8 { UInt8((min(max(value, 0), 1) * 255).rounded()) }
        return Color(red: byte(red), green: byte(green), blue: byte(blue))
    }

    /// Six hexadecimal digits.
    init?(hex: String) {
        guard hex.utf8.count == 6, let number = UInt32(hex, radix: 16) else { return nil }
        self.init(
            red: Double(number >> 16) / 255, green: Double(number >> 8 & 0xFF) / 255, blue: Double(number & 0xFF) / 255)
    }

    init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.opacity = opacity
    }
}

extension ColorValue {
    /// Hue from 0 to 1, saturation and lightness from 0 to 1.
    var hsl: (hue: Double, saturation: Double, lightness: Double) {
        let (high, low) = (max(red, green, blue), min(red, green, blue))
        let (lightness, range) = ((high + low) / 2, high - low)
        guard range > 0 else { return (0, 0, lightness) }
        let saturation = range / (1 - abs(2 * lightness - 1))
        let sector: Double =
            if high == red {
                (green - blue) / range
            } else if high == green {
                (blue - red) / range + 2
            } else {
                (red - green) / range + 4
            }
        return ((sector / 6).truncatingRemainder(dividingBy: 1), saturation, lightness)
    }

    init(hue: Double, saturation: Double, lightness: Double, opacity: Double) {
        let lightness = min(max(lightness, 0), 1)
        let saturation = min(max(saturation, 0), 1)
        let turn = hue - hue.rounded(.down)
        let chroma = (1 - abs(2 * lightness - 1)) * saturation
        let second = chroma * (1 - abs((turn * 6).truncatingRemainder(dividingBy: 2) - 1))
        let base = lightness - chroma / 2
        let parts: (Double, Double, Double) =
            switch Int(turn * 6) {
            case 0: (chroma, second, 0)
            case 1: (second, chroma, 0)
            case 2: (0, chroma, second)
            case 3: (0, second, chroma)
            case 4: (second, 0, chroma)
            default: (chroma, 0, second)
            }
        self.init(red: parts.0 + base, green: parts.1 + base, blue: parts.2 + base, opacity: opacity)
    }

    /// The same with each channel changed in linear light (IEC 61966-2-1).
    func inLinearLight(_ change: (Double) -> Double) -> ColorValue {
        func apply(_ value: Double) -> Double {
            let linear = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            let changed = min(max(change(linear), 0), 1)
            return changed <= 0.0031308 ? changed * 12.92 : 1.055 * pow(changed, 1 / 2.4) - 0.055
        }
        return ColorValue(red: apply(red), green: apply(green), blue: apply(blue), opacity: opacity)
    }
}
