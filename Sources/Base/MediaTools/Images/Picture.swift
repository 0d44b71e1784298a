/// An upright, opaque picture: 8-bit sRGB, three bytes a pixel, rows from the top.
///
/// A plain value: equal pixels are equal pictures. ``ImageStudio`` makes and changes them.
package struct Picture: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// `width * height * 3` bytes: red, green, blue.
    package let pixels: [UInt8]

    /// `nil` when the number of bytes does not fit the size.
    package init?(width: Int, height: Int, pixels: [UInt8]) {
        guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20, pixels.count == width * height * 3
        else { return nil }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// One colour all over. Sides are at least one pixel.
    package init(width: Int, height: Int, color: Color) {
        let (width, height) = (max(1, min(width, 1 << 15)), max(1, min(height, 1 << 15)))
        var pixels = [UInt8](repeating: color.red, count: width * height * 3)
        for index in stride(from: 0, to: pixels.count, by: 3) {
            pixels[index + 1] = color.green
            pixels[index + 2] = color.blue
        }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The colour of a pixel; `nil` outside of the picture.
    package func color(x: Int, y: Int) -> Color? {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return nil }
        let start = (y * width + x) * 3
        return Color(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
    }
}

extension Picture: CustomStringConvertible, CustomReflectable {
    package var description: String { "Picture(\(width) x \(height))" }

    /// Without the pixels, which would fill a log.
    package var customMirror: Mirror { Mirror(self, children: ["width": width, "height": height]) }
}
