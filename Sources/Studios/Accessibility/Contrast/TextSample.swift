package import MediaTools

/// What was seen where a text is drawn.
package struct TextSample: Codable, Hashable, Sendable {
    /// The colour that most of the ground has.
    package var ground: Color
    /// Whether two fifths have it, edges of letters counted as ground: then there is one ground, as far as one can
    /// tell.
    package var isUniform: Bool
    /// The contrast of the text's colour against the ground. Where the ground varies: two thirds of it contrast less.
    package var ratio: Double
    /// The strongest contrast against the ground that anything there has, a fiftieth of the pixels apart.
    package var strongest: Double
    /// The share of pixels that are nearer to the text's colour than to the ground's.
    package var ink: Double
}

extension TextSample {
    /// Pixels that differ less in every channel have the same colour.
    private static let likeness = 40

    /// - Parameters:
    ///   - pixels: those of the boxes around the text's words.
    ///   - color: what the text should have, laid over the ground with `opacity`.
    init?(pixels: [Color], color: Color, opacity: Double) {
        guard pixels.count >= 12, let overall = Self.mostFrequent(pixels) else { return nil }
        let text = color.over(overall.color, opacity: opacity)
        let rest = pixels.filter { $0.distance(to: text) > Self.likeness }
        // Letters never fill their boxes: what has the text's colour all over is ground.
        let isBlank = rest.count * 12 < pixels.count
        guard let main = isBlank ? overall : Self.mostFrequent(rest) else { return nil }
        ground = main.color
        isUniform = main.count * 5 > (isBlank ? pixels.count : rest.count) * 2
        // The edges of letters are mixtures with less contrast than the ground itself: a third is left for them.
        let ratios = (isBlank ? pixels : rest).map { ContrastRatio.between(text, $0) }.sorted()
        ratio = isUniform ? ContrastRatio.between(text, main.color) : ratios[ratios.count * 2 / 3]
        let contrasts = pixels.map { ContrastRatio.between($0, main.color) }.sorted()
        strongest = contrasts[contrasts.count * 49 / 50]
        ink = Double(pixels.count { Self.isInk($0, text, main.color) }) / Double(pixels.count)
    }

    private static func isInk(_ pixel: Color, _ text: Color, _ ground: Color) -> Bool {
        var along = 0
        var length = 0
        for channel in [\Color.red, \Color.green, \Color.blue] {
            let way = Int(text[keyPath: channel]) - Int(ground[keyPath: channel])
            along += (Int(pixel[keyPath: channel]) - Int(ground[keyPath: channel])) * way
            length += way * way
        }
        return along * 2 >= length
    }

    /// The colour that most pixels have or nearly have, and how many.
    private static func mostFrequent(_ pixels: [Color]) -> (color: Color, count: Int)? {
        var counts: [Int: Int] = [:]
        for pixel in pixels { counts[bin(pixel), default: 0] += 1 }
        guard let top = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
        // Of the colours that are taken together, the one that is there most often.
        var exact: [Int: Int] = [:]
        for pixel in pixels where bin(pixel) == top.key { exact[number(pixel), default: 0] += 1 }
        let best = exact.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
        let color = Color(red: UInt8(best >> 16), green: UInt8(best >> 8 & 0xFF), blue: UInt8(best & 0xFF))
        return (color, pixels.count { $0.distance(to: color) <= 10 })
    }

    private static func number(_ color: Color) -> Int {
        Int(color.red) << 16 | Int(color.green) << 8 | Int(color.blue)
    }

    private static func bin(_ color: Color) -> Int {
        (Int(color.red) >> 3) << 10 | (Int(color.green) >> 3) << 5 | Int(color.blue) >> 3
    }
}
