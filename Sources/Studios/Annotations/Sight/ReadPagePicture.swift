import Decks
import MediaTools
import StepEngine

/// What is written on a page that is only a picture.
struct PageReading: Codable, Hashable, Sendable {
    var title: String?
    /// Texts; none when nothing can be read with confidence.
    var elements: [SlideElement]
}

/// Reads a page as tesseract sees it, and finds its title and its paragraphs as in a page with text.
struct ReadPagePicture: Step {
    static let kind: StepKind = "page.reading"
    static let revision = 1
    static let lane = Lane.cpu
    var tools: [String] { ["poppler", "vips", "tesseract"] }

    var page: DrawnPage
    /// By tesseract's names.
    var languages: [String]

    var memoryCost: Int { 150 << 20 }

    /// The longer side, in pixels: some 220 to the inch of a slide.
    private static let size = 2400
    private static let statisticsSize = 256
    /// A scan has grain as a photograph has; so many words are no accident.
    private static let tellingWords = 12

    func run(in context: StepContext) async throws -> PageReading {
        let toolbox = try context.service(MediaToolbox.self)
        let picture = try await toolbox.pages.rasterize(
            page: page.page, of: try context.url(of: page.document), width: Self.size, height: Self.size,
            size: page.size)
        let small = try await picture.fitting(Self.statisticsSize, toolbox)
        let statistics = PixelStatistics(small)
        guard !statistics.isBlank else { return PageReading(elements: []) }
        let found = try await PictureText(toolbox: toolbox, languages: languages).lines(in: picture)
        var readable = ReadableText(lines: found, isPhotograph: false)
        if statistics.isPhotographic, readable.lines.reduce(0, { $0 + $1.words.count }) < Self.tellingWords {
            readable = ReadableText(lines: found, isPhotograph: true)
        }
        let scale = page.size.width / Double(max(picture.width, 1))
        let slide = PDFDeckBuilder.slide(
            of: PDFPage(
                number: 1, width: page.size.width, height: page.size.height,
                blocks: readable.lines.blocks(pointsPerPixel: scale)))
        return PageReading(title: slide.title, elements: slide.elements)
    }
}

extension [ReadLine] {
    /// The lines where they stand on the page. All words of a line are as high as the line: tesseract measures the ink,
    /// and "on" is no smaller type than "Of".
    fileprivate func blocks(pointsPerPixel scale: Double) -> [PDFBlock] {
        var blocks: [(name: String, lines: [PDFLine])] = []
        for line in self {
            let top = line.words.map(\.top).min() ?? 0
            let bottom = line.words.map { $0.top + $0.height }.max() ?? 0
            let words = line.words.map { word in
                PDFWord(
                    word.text,
                    box: PDFBox(
                        left: Double(word.left) * scale, top: Double(top) * scale,
                        right: Double(word.left + word.width) * scale, bottom: Double(bottom) * scale))
            }
            guard let first = words.first, let last = words.last else { continue }
            let box = PDFBox(left: first.box.left, top: first.box.top, right: last.box.right, bottom: last.box.bottom)
            if blocks.last?.name != line.block { blocks.append((line.block, [])) }
            blocks[blocks.count - 1].lines.append(PDFLine(words: words, box: box))
        }
        return blocks.map { PDFBlock(lines: $0.lines) }
    }
}
