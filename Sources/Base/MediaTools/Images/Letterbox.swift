/// A picture's place in a frame: as large as fits, in the middle, never stretched.
struct Letterbox {
    let frame: (width: Int, height: Int)
    let inner: (width: Int, height: Int)

    init(_ picture: Picture, width: Int, height: Int) {
        frame = (max(1, width), max(1, height))
        inner = Self.fit(
            width: Double(picture.width), height: Double(picture.height), into: (frame.width, frame.height))
    }

    /// The largest whole size with the proportions of `width` to `height`, to the nearest pixel.
    static func fit(width: Double, height: Double, into box: (width: Int, height: Int)) -> (width: Int, height: Int) {
        let scale = min(Double(box.width) / width, Double(box.height) / height)
        func side(_ length: Double, _ most: Int) -> Int {
            let scaled = (length * scale).rounded()
            return scaled.isFinite ? Int(min(Double(most), max(1, scaled))) : 1
        }
        return (side(width, box.width), side(height, box.height))
    }

    /// Scales `image` to its place and fills the rest.
    func fill(_ image: VipsReference, _ background: Color) throws -> Picture {
        let scaled = try VipsOperation(
            "thumbnail_image",
            [
                "in": .object(image), "width": .integer(inner.width), "height": .integer(inner.height),
                // The size is worked out above; "force" keeps it to the pixel.
                "size": .word("force"),
            ]
        ).image()
        let framed = try VipsOperation(
            "embed",
            [
                "in": .object(scaled), "x": .integer((frame.width - inner.width) / 2),
                "y": .integer((frame.height - inner.height) / 2), "width": .integer(frame.width),
                "height": .integer(frame.height), "extend": .word("background"),
                "background": .numbers(background.numbers),
            ]
        ).image()
        return try Picture(image: framed)
    }
}
