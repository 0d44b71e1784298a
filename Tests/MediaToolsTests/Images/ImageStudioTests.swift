import Essentials
import Foundation
import MediaTools
import TestKit
import Testing

@Suite struct ImageStudioTests {
    let images = ImageStudio(width: 2)

    private func noise(_ width: Int, _ height: Int, seed: UInt64) throws -> Picture {
        var random = SeededGenerator(seed: seed)
        let pixels = (0..<width * height * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
        return try #require(Picture(width: width, height: height, pixels: pixels))
    }

    private func failure(_ bytes: [UInt8]) async -> MediaError? {
        await #expect(throws: MediaError.self) {
            try await images.picture(from: .bytes(bytes, name: "x.png"), background: .black)
        }
    }

    @Test("a PNG gives back the same pixels, and equal pictures equal bytes")
    func pngRoundTrip() async throws {
        for (seed, size) in [(1, 1), (37, 23), (64, 200)].enumerated() {
            let picture = try noise(size.0, size.1, seed: UInt64(seed))
            let png = try await images.png(picture)
            #expect(try await images.picture(from: .bytes(png, name: "a.png"), background: .white) == picture)
            #expect(try await images.png(picture) == png)
            #expect(try await images.png(picture, compression: 9) != png)
        }
    }

    @Test("a PPM gives back the same pixels")
    func pixmapRoundTrip() throws {
        let picture = try noise(31, 17, seed: 4)
        #expect(try Picture(ppm: picture.ppm) == picture)
        let commented = Array("P6 # a comment\n31\t17 #another\n255\n".utf8) + picture.pixels
        #expect(try Picture(ppm: commented) == picture)
    }

    @Test(
        "refuses a PPM that is not one",
        arguments: ["", "P6", "P5 1 1 255 abc", "P6 2 2 255 abc", "P6 0 1 255 ", "P6 1 1 65535 abc", "P6 -1 1 255 a"])
    func badPixmaps(text: String) {
        let error = #expect(throws: MediaError.self) { try Picture(ppm: Array(text.utf8)) }
        #expect(error?.code == "image.damaged")
    }

    @Test("a JPEG is close to what went in, and better at a higher quality")
    func jpeg() async throws {
        var pixels: [UInt8] = []
        for y in 0..<64 { for x in 0..<64 { pixels += [UInt8(x * 4), UInt8(y * 4), 128] } }
        let ramp = try #require(Picture(width: 64, height: 64, pixels: pixels))
        var distances: [Int] = []
        for quality in [20, 95] {
            let bytes = try await images.jpeg(ramp, quality: quality)
            let back = try await images.picture(from: .bytes(bytes, name: "a.jpg"), background: .white)
            distances.append(zip(back.pixels, ramp.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) })
        }
        #expect(distances[1] < distances[0])
        #expect(distances[1] / ramp.pixels.count < 3)
    }

    @Test("lays transparency over the background")
    func transparency() async throws {
        let pixels: [UInt8] = [255, 0, 0, 255, 255, 0, 0, 0, 255, 0, 0, 128]
        let png = TinyImages.png(width: 3, height: 1, hasAlpha: true, pixels: pixels)
        let info = try await images.info(of: .bytes(png, name: "a.png"))
        #expect(info.format == .png && info.bands == 4 && info.width == 3 && info.height == 1 && info.pages == 1)
        let blue = Color(red: 0, green: 0, blue: 200)
        let picture = try await images.picture(from: .bytes(png, name: "a.png"), background: blue)
        #expect(picture.color(x: 0, y: 0) == Color(red: 255, green: 0, blue: 0))
        #expect(picture.color(x: 1, y: 0) == blue)
        let half = try #require(picture.color(x: 2, y: 0))
        #expect((127...129).contains(half.red) && (99...101).contains(half.blue))
    }

    @Test("turns a photo upright", arguments: 1...8)
    func orientation(value: Int) async throws {
        // A wide picture whose quarters tell where they are.
        var pixels: [UInt8] = []
        for y in 0..<32 { for x in 0..<64 { pixels += [x < 32 ? 0 : 255, y < 16 ? 0 : 255, 0] } }
        let stored = try #require(Picture(width: 64, height: 32, pixels: pixels))
        let jpeg = TinyImages.oriented(try await images.jpeg(stored, quality: 95), UInt8(value))
        let info = try await images.info(of: .bytes(jpeg, name: "a.jpg"))
        #expect(info.orientation == value && info.width == 64 && info.height == 32)
        let picture = try await images.picture(from: .bytes(jpeg, name: "a.jpg"), background: .white)
        #expect(picture.width == info.upright.width && picture.height == info.upright.height)
        #expect(picture.width == (value < 5 ? 64 : 32))
        // Where the stored top left corner is seen (EXIF 2.3, tag 274): right?, bottom?
        let corner = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1)][value - 1]
        let seen = try #require(
            picture.color(x: corner.0 * (picture.width - 1), y: corner.1 * (picture.height - 1)))
        #expect(seen.red < 40 && seen.green < 40)
    }

    @Test("refuses a picture that declares too many pixels, naming the size, before it decodes one")
    func bombs() async throws {
        let large = TinyImages.pngHeader(width: 30_000, height: 30_000, hasAlpha: true)
        let wide = TinyImages.pngHeader(width: 40_000, height: 10, hasAlpha: false)
        for (bytes, size) in [
            (TinyImages.gif(screen: (65_535, 65_535), frame: (1, 1)), "65535 x 65535"),
            (TinyImages.gif(screen: (32, 32), frame: (65_535, 40_000)), "65535 x 40000"), (large, "30000 x 30000"),
            (wide, "40000 x 10"),
        ] {
            let file = bytes.starts(with: Array("GIF".utf8)) ? bytes : bytes + [0, 0, 0, 0] + Array("IDAT".utf8)
            let error = await failure(file)
            #expect(error?.code == "image.too-large")
            #expect(error?.message.contains(size) == true)
            #expect(error?.category == .badInput)
        }
    }

    @Test("refuses a truncated picture")
    func truncation() async throws {
        let picture = try noise(200, 200, seed: 9)
        let files = [try await images.png(picture), try await images.jpeg(picture)]
        for file in files {
            let error = await failure(Array(file[..<(file.count / 2)]))
            #expect(error?.code == "image.damaged")
            #expect(error?.message.contains("'x.png'") == true)
        }
    }

    @Test("refuses what is no picture, and drawings that may fetch files")
    func unsupported() async throws {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
        for bytes in [[], [0x89], Array("words".utf8), Array(svg.utf8), Array("%PDF-1.4\n".utf8)] {
            #expect(await failure(bytes)?.code == "image.damaged")
        }
        let absent = URL(filePath: "/nowhere/photo.jpg")
        await #expect(throws: MediaError.self) { try await images.info(of: .file(absent)) }
    }

    @Test("survives any damage", arguments: 0..<40)
    func damage(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let picture = try noise(40, 30, seed: seed)
        var file = seed.isMultiple(of: 2) ? try await images.png(picture) : try await images.jpeg(picture)
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            file[Int.random(in: 0..<file.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do {
            let survivor = try await images.picture(from: .bytes(file, name: "x"), background: .black)
            #expect(survivor.pixels.count == survivor.width * survivor.height * 3)
        } catch {
            #expect(error is MediaError)
        }
    }

    @Test("reads a file whose name looks like options")
    func oddNames() async throws {
        try await withTemporaryFolder { folder in
            let picture = try noise(5, 5, seed: 2)
            let file = folder.appending(path: "-a: [page=2].png")
            try Data(try await images.png(picture)).write(to: file)
            #expect(try await images.picture(from: .file(file), background: .white) == picture)
        }
    }

    @Test("fits a picture into a frame without stretching it", arguments: 0..<30)
    func letterbox(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let (width, height) = (Int.random(in: 1...300, using: &random), Int.random(in: 1...300, using: &random))
        let (across, down) = (Int.random(in: 1...300, using: &random), Int.random(in: 1...300, using: &random))
        let red = Color(red: 200, green: 10, blue: 10)
        let picture = Picture(width: width, height: height, color: red)
        let frame = try await images.letterboxed(picture, width: across, height: down, background: .white)
        #expect(frame.width == across && frame.height == down)
        // Count along the middle lines: every pixel is of the picture or of the background.
        let row = (0..<across).filter { frame.color(x: $0, y: down / 2) != .white }
        let column = (0..<down).filter { frame.color(x: across / 2, y: $0) != .white }
        let scale = min(Double(across) / Double(width), Double(down) / Double(height))
        #expect(abs(Double(row.count) - max(1, Double(width) * scale)) <= 0.51)
        #expect(abs(Double(column.count) - max(1, Double(height) * scale)) <= 0.51)
        #expect(row.count == across || column.count == down)
        #expect(frame.color(x: across / 2, y: down / 2) == red)
        // In the middle, to the pixel.
        let (left, right) = (try #require(row.first), across - 1 - (row.last ?? 0))
        let (top, bottom) = (try #require(column.first), down - 1 - (column.last ?? 0))
        #expect((0...1).contains(right - left) && (0...1).contains(bottom - top))
    }

    @Test("a picture that fits already stays as it is")
    func exactFit() async throws {
        let picture = try noise(32, 18, seed: 5)
        #expect(try await images.letterboxed(picture, width: 32, height: 18, background: .black) == picture)
        let wide = try await images.letterboxed(picture, width: 34, height: 18, background: .black)
        #expect(wide.color(x: 0, y: 3) == .black && wide.color(x: 33, y: 3) == .black)
        #expect(wide.color(x: 1, y: 3) == picture.color(x: 0, y: 3))
    }

    @Test("reads a large picture small when that is enough, also when it lies on its side")
    func shrinkOnLoad() async throws {
        let green = Color(red: 10, green: 200, blue: 10)
        let jpeg = try await images.jpeg(Picture(width: 1600, height: 800, color: green))
        for (box, size) in [((100, 100), (100, 50)), ((3000, 400), (800, 400)), ((5000, 5000), (1600, 800))] {
            let small = try await images.picture(
                from: .bytes(jpeg, name: "a.jpg"), background: .white, fitting: box)
            #expect(small.width == size.0 && small.height == size.1)
            let seen = try #require(small.color(x: 9, y: 9))
            #expect(abs(Int(seen.green) - 200) < 6)
            let turned = try await images.picture(
                from: .bytes(TinyImages.oriented(jpeg, 6), name: "a.jpg"), background: .white, fitting: (box.1, box.0))
            #expect(turned.width == size.1 && turned.height == size.0)
        }
    }
}
