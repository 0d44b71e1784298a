package import Decks
import Foundation
package import MediaTools
package import StepEngine

/// Text to be looked for on a drawn slide.
package struct TextProbe: Codable, Hashable, Sendable {
    /// Where on the slide.
    package var frame: ShapeFrame
    package var text: String
    package var color: Color
    package var opacity: Double
}

/// Looks at the texts of a slide where they are drawn.
package struct MeasureText: Step {
    package static let kind: StepKind = "check.text"
    package static let revision = 1
    package static let lane = Lane.cpu
    package var tools: [String] { ["poppler"] }

    package var page: DrawnPage
    package var slide: SlideSize
    package var probes: [TextProbe]

    package init(page: DrawnPage, slide: SlideSize, probes: [TextProbe]) {
        self.page = page
        self.slide = slide
        self.probes = probes
    }

    /// In pixels: 12-point type has strokes of two pixels, so that their middle has the text's own colour.
    private static let width = 1600

    package var memoryCost: Int { Self.width * Self.width * 4 }

    /// For each probe what was seen; `nil` where its words are not found.
    package func run(in context: StepContext) async throws -> [TextSample?] {
        let toolbox = try context.service(MediaToolbox.self)
        let file = try context.url(of: page.document)
        let xhtml = try await toolbox.pages.boxText(of: file, pages: page.page...page.page)
        guard let text = PDFTextParser.pages(ofBoundingBoxes: xhtml).first, text.width > 0, text.height > 0 else {
            return probes.map { _ in nil }
        }
        let picture = try await toolbox.pages.rasterize(
            page: page.page, of: file, width: Self.width, height: Self.width, size: page.size)
        return try await toolbox.blocking.run {
            let view = DrawnText(page: text, slide: slide, picture: picture)
            return probes.map(view.sample)
        }
    }
}

/// A drawn slide with the places of its words.
struct DrawnText: Sendable {
    let page: PDFPage
    let slide: SlideSize
    let picture: Picture

    /// More pixels of one text tell nothing new.
    private static let mostPixels = 12_000

    func sample(_ probe: TextProbe) -> TextSample? {
        let boxes = boxes(of: probe)
        guard !boxes.isEmpty else { return nil }
        let share = max(200, Self.mostPixels / boxes.count)
        return TextSample(pixels: boxes.flatMap { pixels($0, most: share) }, color: probe.color, opacity: probe.opacity)
    }

    /// The boxes of the words in the frame that belong to the text.
    private func boxes(of probe: TextProbe) -> [PDFBox] {
        let (across, down) = (page.width / Double(slide.width), page.height / Double(slide.height))
        let margin = page.width / 100
        let (left, right) = (Double(probe.frame.x) * across, Double(probe.frame.right) * across)
        let (top, bottom) = (Double(probe.frame.y) * down, Double(probe.frame.bottom) * down)
        let words = Set(probe.text.split(whereSeparator: \.isWhitespace).map { Self.key($0) })
        let whole = Self.key(probe.text[...])
        return page.blocks.flatMap(\.lines).flatMap(\.words).filter { word in
            let middle = (x: (word.box.left + word.box.right) / 2, y: (word.box.top + word.box.bottom) / 2)
            guard left - margin...right + margin ~= middle.x, top - margin...bottom + margin ~= middle.y else {
                return false
            }
            let key = Self.key(word.text[...])
            // Scripts without spaces, ligatures and hyphens make other words than the file has.
            return !key.isEmpty && (words.contains(key) || key.count > 2 && whole.contains(key))
        }.map(\.box)
    }

    private static func key(_ text: Substring) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// The pixels of a box, about as many as are wanted, evenly spread.
    private func pixels(_ box: PDFBox, most: Int) -> [Color] {
        let (across, down) = (Double(picture.width) / page.width, Double(picture.height) / page.height)
        let columns = range(box.left * across, box.right * across, picture.width)
        let rows = range(box.top * down, box.bottom * down, picture.height)
        let step = max(1, Int((Double(columns.count * rows.count) / Double(most)).squareRoot()))
        return stride(from: rows.lowerBound, to: rows.upperBound, by: step).flatMap { y in
            stride(from: columns.lowerBound, to: columns.upperBound, by: step).compactMap { picture.color(x: $0, y: y) }
        }
    }

    private func range(_ from: Double, _ to: Double, _ limit: Int) -> Range<Int> {
        let low = Int(min(max(from.rounded(.down), 0), Double(limit)))
        let high = Int(min(max(to.rounded(.up), 0), Double(limit)))
        return low..<max(low, high)
    }
}
