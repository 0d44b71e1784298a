import MediaTools
package import StepEngine

/// A slide as a picture of a given size: its proportions are kept, and what is left of the frame is filled.
package struct SlideImage: Step {
    package static let kind: StepKind = "deck.image"
    package static let revision = 1
    package static let lane = Lane.cpu
    package var tools: [String] { ["poppler", "vips"] }

    package var page: DrawnPage
    /// In pixels.
    package var width: Int
    package var height: Int

    package init(page: DrawnPage, width: Int, height: Int) {
        self.page = page
        self.width = width
        self.height = height
    }

    package var memoryCost: Int { width * height * 12 }

    /// A PNG.
    package func run(in context: StepContext) async throws -> Asset {
        let toolbox = try context.service(MediaToolbox.self)
        let drawn = try await toolbox.pages.rasterize(
            page: page.page, of: try context.url(of: page.document), width: width, height: height, size: page.size)
        let picture = try await toolbox.images.letterboxed(
            drawn, width: width, height: height, background: .black)
        return try context.store(try await toolbox.images.png(picture), mediaType: "image/png")
    }
}
