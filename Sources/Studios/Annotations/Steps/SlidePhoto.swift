package import Decks
import MediaTools
package import StepEngine

/// A slide as a JPEG, for a model and for the report: its proportions kept, 1280 pixels wide.
package struct SlidePhoto: Step {
    package static let kind: StepKind = "annotation.photo"
    package static let revision = 1
    package static let lane = Lane.cpu
    package var tools: [String] { ["poppler", "vips"] }

    package var page: DrawnPage

    package var memoryCost: Int { 32 << 20 }

    package func run(in context: StepContext) async throws -> Asset {
        let toolbox = try context.service(MediaToolbox.self)
        let width = 1280
        let height = max(1, Int((Double(width) * page.size.height / max(page.size.width, 1)).rounded()))
        let drawn = try await toolbox.pages.rasterize(
            page: page.page, of: try context.url(of: page.document), width: width, height: height, size: page.size)
        return try context.store(try await toolbox.images.jpeg(drawn, quality: 80), mediaType: "image/jpeg")
    }
}
