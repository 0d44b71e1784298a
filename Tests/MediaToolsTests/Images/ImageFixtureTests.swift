import Foundation
import MediaTools
import TestKit
import Testing

@Suite(.enabled(if: sharedFixtures != nil, "the folder of real material is not there"))
struct ImageFixtureTests {
    let images = ImageStudio(width: 2)

    private func photo(_ name: String) throws -> ImageStudio.Source {
        .file(try #require(sharedFixtures).appending(path: "photos/\(name)"))
    }

    @Test(
        "reads real pictures of many kinds",
        arguments: [
            ("flower-canon-exif.jpg", 480, 360), ("cmyk.jpg", 100, 100), ("progressive-icc-500k.jpg", 425, 250),
            ("gray-16-bit.tif", 100, 100), ("palette.gif", 128, 128), ("dice-alpha.png", 200, 150),
            ("photo.webp", 480, 360), ("portrait.avif", 128, 128), ("portrait.heif", 128, 128),
            ("logo.heic", 100, 100), ("wide-2500x25.png", 2500, 25), ("mountain-1600x690.jpg", 1600, 690),
        ])
    func reading(name: String, width: Int, height: Int) async throws {
        let picture = try await images.picture(from: photo(name), background: .white)
        #expect(picture.width == width && picture.height == height)
        // These two are all but black: levels 0 to 30 of 65,535, and nothing at all.
        let isDark = ["gray-16-bit.tif", "wide-2500x25.png"].contains(name)
        #expect(isDark ? Set(picture.pixels) == [0] : Set(picture.pixels).count > 8)
    }

    @Test("CMYK inks become the colours they print")
    func inks() async throws {
        // A ramp from red to black.
        let ramp = try await images.picture(from: photo("cmyk.jpg"), background: .white)
        let red = try #require(ramp.color(x: 0, y: 0))
        #expect(red.red > 180 && red.green < 90 && red.blue < 90)
        let dark = try #require(ramp.color(x: 50, y: 50))
        #expect(max(dark.red, dark.green, dark.blue) < 70)
    }

    @Test("an animation is its first page")
    func animation() async throws {
        let info = try await images.info(of: photo("animated-125.gif"))
        #expect(info.pages == 125 && info.width == 978 && info.height == 720)
        let picture = try await images.picture(from: photo("animated-125.gif"), background: .white)
        #expect(picture.width == 978 && picture.height == 720)
    }

    @Test("a photo that was taken sideways is close to its upright twin")
    func orientation() async throws {
        let upright = try await images.picture(from: photo("reference-upright.png"), background: .white)
        let turned = try await images.picture(from: photo("orientation-3.jpg"), background: .white)
        #expect(turned.width == upright.width && turned.height == upright.height)
        let distance = zip(turned.pixels, upright.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        #expect(distance / upright.pixels.count < 10)
    }

    @Test(
        "refuses bombs and damage by name",
        arguments: [
            ("bomb-44-bytes.gif", "image.too-large"), ("truncated.jpg", "image.damaged"),
            ("broken-80-bytes.png", "image.damaged"), ("svg-with-script.svg", "image.damaged"),
        ])
    func refusal(name: String, code: String) async throws {
        let error = await #expect(throws: MediaError.self) {
            try await images.picture(from: photo(name), background: .white)
        }
        #expect(error?.code == code)
        #expect(error?.message.contains(name) == true)
    }
}
