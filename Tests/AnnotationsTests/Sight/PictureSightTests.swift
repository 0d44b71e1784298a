import Foundation
import MediaTools
import StepEngine
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("What is seen in pictures")
struct PictureSightTests {
    @Test(
        "names colours as people do",
        arguments: [
            (0xFF0000, "red"), (0x00AA00, "green"), (0x0000FF, "blue"), (0xFFFFFF, "white"), (0x111111, "black"),
            (0x888888, "grey"), (0xFFEE00, "yellow"), (0xFF8800, "orange"), (0x800080, "purple"), (0xFFC0CB, "pink"),
            (0x8B4513, "brown"), (0x003366, "blue"), (0x40E0D0, "turquoise"),
        ])
    func colours(_ code: Int, _ name: String) {
        #expect(
            ColourName.nearest(red: Double(code >> 16), green: Double(code >> 8 & 255), blue: Double(code & 255))
                == name)
    }

    @Test("takes one colour for blank, noise for a photograph and flat areas for a drawing")
    func looks() throws {
        let blank = PixelStatistics(Picture(width: 50, height: 50, color: .white))
        #expect(blank.look(width: 50, height: 50, text: "") == .blank)
        #expect(blank.colours.map(\.name) == ["white"])
        var random = SeededGenerator(seed: 3)
        let noise = try #require(
            Picture(
                width: 64, height: 64, pixels: (0..<64 * 64 * 3).map { _ in UInt8.random(in: 0...255, using: &random) })
        )
        #expect(PixelStatistics(noise).look(width: 640, height: 640, text: "") == .photograph)
        let halves = (0..<64 * 64).flatMap { place -> [UInt8] in
            place % 64 < 32 ? [0, 0, 200] : [255, 255, 255]
        }
        let flag = PixelStatistics(try #require(Picture(width: 64, height: 64, pixels: halves)))
        #expect(flag.look(width: 900, height: 600, text: "") == .drawing)
        #expect(flag.look(width: 64, height: 64, text: "") == .icon)
        let words = "File Edit View Run Help Open Save As"
        #expect(flag.look(width: 900, height: 600, text: words) == .screenshot)
    }

    @Test("drops what a reader of text is not sure of, and lines of noise")
    func readable() {
        func line(_ words: (String, Double)...) -> ReadLine {
            ReadLine(words: words.map { ReadLine.Word(text: $0.0, confidence: $0.1, height: 20) })
        }
        let lines = [line(("Sign", 95), ("in", 91)), line(("|~", 90), ("x", 20), ("=", 80)), line(("Costs", 60))]
        #expect(ReadableText(lines: lines, isPhotograph: false).text == "Sign in")
        #expect(ReadableText(lines: [line(("leaf", 80))], isPhotograph: true).text == "")
    }

    @Test("cuts a picture as the slide crops it")
    func crop() throws {
        let pixels = (0..<10 * 4).flatMap { place -> [UInt8] in [UInt8(place % 10), 0, 0] }
        let picture = try #require(Picture(width: 10, height: 4, pixels: pixels))
        let cut = picture.cropped(left: 0.2, top: 0.5, right: 0.3, bottom: 0)
        #expect(cut.width == 5 && cut.height == 2)
        #expect(cut.color(x: 0, y: 0)?.red == 2 && cut.color(x: 4, y: 1)?.red == 6)
        #expect(picture.cropped(left: -1, top: 0, right: 0, bottom: 0) == picture)
        #expect(picture.cropped(left: 1, top: 1, right: 1, bottom: 1).width == 1)
    }

    @Test("reads the title and the texts of an SVG, but not what is only defined")
    func vector() throws {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg"><title>A lighthouse</title><defs><text>hidden</text></defs>
            <g><text x="1">Bow <tspan>light</tspan></text></g></svg>
            """
        let words = ReadVectorPicture.words(of: try XMLTree.parse(Data(svg.utf8), part: "a.svg"))
        #expect(words.title == "A lighthouse" && words.text == "Bow light")
    }

    @Test("is looked at once, and is simply missing when the picture is broken", .enabled(if: sharedFixtures != nil))
    func steps() async throws {
        try await withTemporaryFolder { folder in
            let engine = try FixtureWorkshop(folder).engine
            let photo = try #require(sharedFixtures).appending(path: "photos/mountain-1600x690.jpg")
            let asset = try engine.take(photo, mediaType: "image/jpeg")
            let seen = try await engine.value(of: LookAtPicture(picture: asset, crop: nil, languages: ["eng"]))
            #expect(seen.look == .photograph && seen.width == 1600 && seen.height == 690)
            let deck = try #require(FixtureDecks.deck("svg-picture-1.pptx"))
            let package = try engine.take(FixtureDecks.url("svg-picture-1.pptx"), mediaType: "application/pptx")
            var slide = deck.slides[0]
            #expect(try await PictureViewer(engine: engine).sights(of: slide, in: package, language: "en").count == 1)
            slide.elements = [
                .picture(
                    PictureElement(shape: OfflineSamples.shape(9), part: "ppt/presentation.xml", mediaType: "image/png")
                )
            ]
            #expect(try await PictureViewer(engine: engine).sights(of: slide, in: package, language: "en").isEmpty)
        }
    }
}
