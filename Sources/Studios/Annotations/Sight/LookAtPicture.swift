import Decks
import MediaTools
import StepEngine

/// What was seen in a picture, wherever it is shown.
struct SeenPicture: Codable, Hashable, Sendable {
    /// In pixels, as stored; 0 for a drawing without pixels.
    var width: Int
    var height: Int
    var look: PictureSight.Look
    var colours: [PictureSight.Colour]
    var text: String
    var title: String?
}

/// Looks at a picture: its kind, its colours, its text.
struct LookAtPicture: Step {
    static let kind: StepKind = "picture.sight"
    static let revision = 1
    static let lane = Lane.cpu
    var tools: [String] { ["vips", "tesseract"] }

    var picture: Asset
    var crop: PictureElement.Crop?
    /// By tesseract's names.
    var languages: [String]

    /// Two pictures of this many pixels, and what tesseract takes.
    var memoryCost: Int { 150 << 20 }

    /// Larger pictures are made smaller before they are read.
    private static let readingSize = 2400
    private static let statisticsSize = 256

    func run(in context: StepContext) async throws -> SeenPicture {
        let toolbox = try context.service(MediaToolbox.self)
        let source = ImageStudio.Source.bytes(try context.bytes(of: picture), name: "picture")
        let info = try await toolbox.images.info(of: source)
        let shown = try await shown(source, toolbox, fitting: Self.readingSize)
        let small = try await shown.fitting(Self.statisticsSize, toolbox)
        let statistics = PixelStatistics(small)
        // What is all one colour, or as small as a bullet, has no text.
        let isReadable = !statistics.isBlank && min(shown.width, shown.height) >= 12
        let reader = PictureText(toolbox: toolbox, languages: languages)
        let lines = isReadable ? try await reader.lines(in: shown.enlargedForReading(toolbox)) : []
        let text = ReadableText(
            lines: lines, isPhotograph: statistics.isPhotographic, isSmall: max(shown.width, shown.height) < 250
        ).text
        let size = info.upright
        return SeenPicture(
            width: size.width, height: size.height,
            look: statistics.look(width: shown.width, height: shown.height, text: text),
            colours: statistics.colours, text: text)
    }

    private func shown(_ source: ImageStudio.Source, _ toolbox: MediaToolbox, fitting size: Int) async throws -> Picture
    {
        let whole = try await toolbox.images.picture(from: source, background: .white, fitting: (size, size))
        guard let crop else { return whole }
        return whole.cropped(left: crop.left, top: crop.top, right: crop.right, bottom: crop.bottom)
    }
}

extension Picture {
    /// Small letters are read better when they are made larger.
    fileprivate func enlargedForReading(_ toolbox: MediaToolbox) async throws -> Picture {
        let long = max(width, height)
        let factor = long < 500 ? 3 : long < 1100 ? 2 : 1
        guard factor > 1 else { return self }
        return try await toolbox.images.letterboxed(
            self, width: width * factor, height: height * factor, background: .white)
    }

    func fitting(_ size: Int, _ toolbox: MediaToolbox) async throws -> Picture {
        guard max(width, height) > size else { return self }
        let scale = Double(size) / Double(max(width, height))
        return try await toolbox.images.letterboxed(
            self, width: max(1, Int(Double(width) * scale)), height: max(1, Int(Double(height) * scale)),
            background: .white)
    }
}
