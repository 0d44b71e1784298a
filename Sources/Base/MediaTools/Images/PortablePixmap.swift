/// The PPM format (binary, "P6", 8 bits a channel), in which poppler hands over pages: a short header, then pixels.
extension Picture {
    /// Reads a PPM file.
    ///
    /// - Throws: ``MediaError`` `image.damaged`, `image.too-large`.
    package init(ppm bytes: [UInt8], name: String = "PPM", limits: PictureLimits = PictureLimits()) throws {
        var header = PixmapHeader(bytes: bytes)
        guard bytes.starts(with: "P6".utf8), let width = header.number(), let height = header.number(),
            let depth = header.number(), width > 0, height > 0, depth == 255
        else { throw MediaError.damagedImage(name) }
        try limits.check(width: width, height: height, name: name)
        // One white space ends the header.
        let start = header.position + 1
        guard bytes.count - start >= width * height * 3, start < bytes.count,
            let picture = Picture(
                width: width, height: height, pixels: Array(bytes[start..<start + width * height * 3]))
        else { throw MediaError.damagedImage(name) }
        self = picture
    }

    /// The picture as a PPM file.
    package var ppm: [UInt8] {
        Array("P6\n\(width) \(height)\n255\n".utf8) + pixels
    }
}

extension MediaError {
    static func damagedImage(_ name: String) -> MediaError {
        MediaError(
            code: "image.damaged", message: "The picture '\(name)' is damaged or of a kind that cannot be read.",
            remedy: "Save it again as JPEG or PNG.")
    }
}

private struct PixmapHeader {
    let bytes: [UInt8]
    var position = 2

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next number of the header, comments skipped.
    mutating func number() -> Int? {
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "#") {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
            } else if [9, 10, 13, 32].contains(bytes[position]) {
                position += 1
            } else {
                break
            }
        }
        var value: Int?
        while position < bytes.count, (48...57).contains(bytes[position]), value ?? 0 < 1_000_000 {
            value = (value ?? 0) * 10 + Int(bytes[position] - 48)
            position += 1
        }
        return value
    }
}
