/// Image files made byte by byte, so that a test knows every pixel and every lie in a header.
enum TinyImages {
    /// A PNG with 8 bits a channel and uncompressed data; `pixels` has 4 bytes each when `hasAlpha`, else 3.
    static func png(width: Int, height: Int, hasAlpha: Bool, pixels: [UInt8]) -> [UInt8] {
        let stride = width * (hasAlpha ? 4 : 3)
        var raw: [UInt8] = []
        for row in 0..<height {
            raw.append(0)
            raw += pixels[row * stride..<(row + 1) * stride]
        }
        return pngHeader(width: width, height: height, hasAlpha: hasAlpha) + chunk("IDAT", stored(raw))
            + chunk("IEND", [])
    }

    /// The start of a PNG: it may declare any size.
    static func pngHeader(width: Int, height: Int, hasAlpha: Bool) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", bigEndian(width) + bigEndian(height) + [8, hasAlpha ? 6 : 2, 0, 0, 0])
    }

    /// A tiny GIF whose screen, and whose frame, have sizes of their own.
    static func gif(screen: (Int, Int), frame: (Int, Int)) -> [UInt8] {
        func size(_ pair: (Int, Int)) -> [UInt8] {
            [UInt8(pair.0 & 255), UInt8(pair.0 >> 8), UInt8(pair.1 & 255), UInt8(pair.1 >> 8)]
        }
        let comment: [UInt8] = [0x21, 0xFE, 2, 0x2C, 0x2C, 0]
        return Array("GIF89a".utf8) + size(screen) + [0x80, 0, 0] + [255, 255, 255, 0, 0, 0] + comment
            + [0x2C, 0, 0, 0, 0] + size(frame) + [0] + [2, 2, 0x4C, 1, 0] + [0x3B]
    }

    /// `jpeg` with an EXIF orientation put in after its first marker.
    static func oriented(_ jpeg: [UInt8], _ orientation: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1] + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
            + [0, 0, 0, 0]
        let body = Array("Exif\0\0".utf8) + tiff
        return jpeg[..<2] + [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body + jpeg[2...]
    }

    private static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(kind.utf8) + data
        return bigEndian(data.count) + body + bigEndian(Int(crc(body)))
    }

    /// zlib (RFC 1950) around stored blocks (RFC 1951, 3.2.4).
    private static func stored(_ raw: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, raw.count)
            let count = end - start
            let length = [UInt8(count & 255), UInt8(count >> 8)]
            result += [end == raw.count ? 1 : 0] + length + length.map { ~$0 } + raw[start..<end]
            start = end
        } while start < raw.count
        var (low, high) = (1, 0)
        for byte in raw {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return result + bigEndian(high << 16 | low)
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private static func bigEndian(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(value >> $0 & 255) }
    }
}
