extension Picture {
    /// The part of the picture that is left when a share of it (0...1) is cut off each side; at least one pixel.
    /// Negative shares, which would add a border, cut nothing off.
    package func cropped(left: Double, top: Double, right: Double, bottom: Double) -> Picture {
        let columns = Self.kept(of: width, from: left, to: right)
        let rows = Self.kept(of: height, from: top, to: bottom)
        if columns == 0..<width, rows == 0..<height { return self }
        var kept: [UInt8] = []
        kept.reserveCapacity(columns.count * rows.count * 3)
        for row in rows {
            let start = row * width * 3
            kept += pixels[start + columns.lowerBound * 3..<start + columns.upperBound * 3]
        }
        return Picture(width: columns.count, height: rows.count, pixels: kept) ?? self
    }

    private static func kept(of size: Int, from start: Double, to end: Double) -> Range<Int> {
        func share(_ value: Double) -> Double { value.isFinite ? min(max(value, 0), 1) : 0 }
        let first = min(Int((share(start) * Double(size)).rounded()), size - 1)
        let last = max(first + 1, Int(((1 - share(end)) * Double(size)).rounded()))
        return first..<min(last, size)
    }
}
