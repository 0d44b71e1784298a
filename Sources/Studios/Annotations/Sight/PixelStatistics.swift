import MediaTools

/// What the pixels of a picture tell, from simple counts: how many colours there are, how much of it is flat, which
/// colours prevail.
struct PixelStatistics {
    /// The pixels by colour, four bits a channel.
    private let bins: [Int: Int]
    private let pixels: Int
    /// The share of pixels that are exactly like their left neighbour.
    let flatness: Double

    init(_ picture: Picture) {
        var bins = [Int](repeating: 0, count: 4096)
        var equal = 0
        let width = picture.width
        picture.pixels.withUnsafeBufferPointer { bytes in
            for index in 0..<(width * picture.height) {
                let at = index * 3
                let (red, green, blue) = (Int(bytes[at]), Int(bytes[at + 1]), Int(bytes[at + 2]))
                bins[(red >> 4) << 8 | (green >> 4) << 4 | blue >> 4] += 1
                if index % width != 0, bytes[at - 3] == bytes[at], bytes[at - 2] == bytes[at + 1],
                    bytes[at - 1] == bytes[at + 2]
                {
                    equal += 1
                }
            }
        }
        self.bins = Dictionary(
            uniqueKeysWithValues: bins.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) })
        pixels = width * picture.height
        let inner = max(1, (width - 1) * picture.height)
        flatness = Double(equal) / Double(inner)
    }

    private var largest: Double { Double(bins.values.max() ?? 0) / Double(max(pixels, 1)) }

    /// How many colours make up nearly all of the picture.
    private var palette: Int {
        var left = Double(pixels) * 0.98
        var count = 0
        for size in bins.values.sorted(by: >) where left > 0 {
            left -= Double(size)
            count += 1
        }
        return count
    }

    /// One colour, or practically so.
    var isBlank: Bool { largest > 0.997 }

    /// Nothing repeats: light falls on everything.
    var isPhotographic: Bool { flatness < 0.35 && palette > 60 }

    /// - Parameters:
    ///   - width, height: in pixels, as shown.
    ///   - text: what is to be read in the picture.
    func look(width: Int, height: Int, text: String) -> PictureSight.Look {
        if isBlank { return .blank }
        if isPhotographic { return .photograph }
        let words = text.split(whereSeparator: \.isWhitespace).count
        if words >= 8, width >= 250, height >= 120 { return .screenshot }
        let isSmall = max(width, height) <= 160
        let isSquare = max(width, height) * 2 <= min(width, height) * 3
        if words == 0, isSquare, isSmall || palette <= 6 && max(width, height) <= 512 { return .icon }
        return .drawing
    }

    /// At most three, the largest first.
    var colours: [PictureSight.Colour] {
        var shares: [String: Int] = [:]
        for (bin, count) in bins {
            let centre = { (shift: Int) in Double((bin >> shift & 15) * 17) }
            shares[ColourName.nearest(red: centre(8), green: centre(4), blue: centre(0)), default: 0] += count
        }
        return shares.map { name, count in
            PictureSight.Colour(name: name, share: (Double(count) / Double(pixels) * 1000).rounded() / 1000)
        }
        .filter { $0.share >= 0.02 }
        .sorted { ($0.share, $1.name) > ($1.share, $0.name) }
        .prefix(3).map { $0 }
    }
}
