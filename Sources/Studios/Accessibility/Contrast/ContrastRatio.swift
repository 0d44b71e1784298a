import Foundation
package import MediaTools

/// Contrast as WCAG 2.2 defines it: from 1 (none) to 21 (black on white).
package enum ContrastRatio {
    package static func between(_ one: Color, _ other: Color) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Relative luminance, from 0 to 1.
    package static func luminance(_ color: Color) -> Double {
        0.2126 * linear[Int(color.red)] + 0.7152 * linear[Int(color.green)] + 0.0722 * linear[Int(color.blue)]
    }

    /// What text has to reach (success criterion 1.4.3): 3 when it is large, at least 18 points, or 14 in bold.
    package static func required(size: Double?, isBold: Bool) -> Double {
        let size = size ?? 18
        return size >= 18 || (size >= 14 && isBold) ? 3 : 4.5
    }

    /// Linear light for each of the 256 values of a channel (IEC 61966-2-1).
    private static let linear: [Double] = (0...255).map { value in
        let share = Double(value) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
}

extension Color {
    /// This colour laid over another with an opacity from 0 to 1.
    func over(_ other: Color, opacity: Double) -> Color {
        func mix(_ top: UInt8, _ bottom: UInt8) -> UInt8 {
            UInt8((Double(top) * opacity + Double(bottom) * (1 - opacity)).rounded())
        }
        return Color(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The largest difference of a channel.
    func distance(to other: Color) -> Int {
        max(
            abs(Int(red) - Int(other.red)), abs(Int(green) - Int(other.green)), abs(Int(blue) - Int(other.blue)))
    }

    /// Such as `#1A2B3C`.
    var hex: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
