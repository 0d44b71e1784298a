/// What the header of an image file says, without its pixels.
package struct PictureInfo: Hashable, Sendable, Codable {
    package enum Format: String, Hashable, Sendable, Codable, CaseIterable {
        case jpeg, png, webp, gif, tiff, heif
    }

    package var format: Format
    /// Pixels as stored, before ``orientation`` is applied.
    package var width: Int
    package var height: Int
    package var bands: Int
    /// Pages of a document, frames of an animation.
    package var pages: Int
    /// EXIF: 1 is upright, 5 to 8 swap width and height.
    package var orientation: Int

    /// Width and height as seen.
    package var upright: (width: Int, height: Int) {
        orientation >= 5 ? (height, width) : (width, height)
    }
}

/// How large a picture may be. A file of 44 bytes can declare four billion pixels.
package struct PictureLimits: Hashable, Sendable {
    /// The most pixels in all.
    package var pixels: Int
    /// The most pixels along a side.
    package var side: Int

    package init(pixels: Int = 1 << 28, side: Int = 32_768) {
        self.pixels = pixels
        self.side = side
    }

    /// - Throws: ``MediaError`` `image.too-large`.
    func check(width: Int, height: Int, name: String) throws {
        let (area, overflows) = width.multipliedReportingOverflow(by: height)
        guard width <= side, height <= side, !overflows, area <= pixels else {
            throw MediaError(
                code: "image.too-large",
                message: "The picture '\(name)' has \(width) x \(height) pixels, which is too large.",
                remedy: "Give one of at most \(side) pixels a side and \(pixels / 1_000_000) megapixels.")
        }
    }
}
