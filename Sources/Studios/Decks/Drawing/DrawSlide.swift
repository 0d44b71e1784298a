package import Essentials
import Foundation
package import MediaTools
package import StepEngine

/// A page of a document that shows a slide.
package struct DrawnPage: Codable, Hashable, Sendable {
    /// A PDF.
    package var document: Asset
    /// From 1.
    package var page: Int
    package var size: PDFPageSize

    package init(document: Asset, page: Int, size: PDFPageSize) {
        self.document = document
        self.page = page
        self.size = size
    }
}

/// Draws slides with LibreOffice, all that are missing in one run.
///
/// A slide is known by its appearance, not by its deck or number: an edit of one slide draws that slide only, and
/// moving slides draws none. For the run, the deck is reduced to the slides that are wanted; see
/// ``PresentationExcerpt``.
package struct DrawSlide: BatchStep {
    package static let kind: StepKind = "deck.drawing"
    package static let revision = 1
    package static let lane = Lane.document
    package var tools: [String] { ["libreOffice", "fonts"] }

    /// Where the slide is to be found.
    package struct Place: Sendable {
        /// A PPTX.
        package var package: Asset
        package var number: Int
    }

    package var appearance: ContentDigest
    package var place: Incidental<Place>

    package init(appearance: ContentDigest, package: Asset, number: Int) {
        self.appearance = appearance
        place = Incidental(Place(package: package, number: number))
    }

    package var memoryCost: Int { 400 << 20 }

    package static func run(batch: [DrawSlide], in context: StepContext) async throws -> [DrawnPage] {
        var pages: [DrawSlide: DrawnPage] = [:]
        for (package, slides) in Dictionary(grouping: batch, by: \.place.value.package) {
            let numbers = slides.map(\.place.value.number).sorted()
            let drawn = try await draw(numbers, of: package, in: context)
            for slide in slides {
                pages[slide] = numbers.firstIndex(of: slide.place.value.number).map { drawn[$0] }
            }
        }
        return batch.compactMap { pages[$0] }
    }

    private static func draw(
        _ numbers: [Int], of package: Asset, in context: StepContext
    ) async throws -> [DrawnPage] {
        let toolbox = try context.service(MediaToolbox.self)
        let source = try context.url(of: package)
        return try await context.withScratchFolder { folder in
            let excerpt = folder.appending(path: "deck.pptx")
            try await toolbox.blocking.run {
                try PresentationExcerpt.write(from: source, showing: Set(numbers), to: excerpt)
            }
            let document = try await toolbox.libreOffice.convert(
                excerpt, to: .pdf(hiddenPages: false), into: folder,
                timeLimit: .seconds(60 + 10 * numbers.count))
            let report = try await toolbox.pages.info(of: document)
            let sizes = (1...numbers.count).compactMap { PDFPageSize(page: $0, report: report) }
            guard sizes.count == numbers.count, PDFPageSize(page: numbers.count + 1, report: report) == nil else {
                throw DeckError(
                    code: "deck.drawing",
                    message: "LibreOffice did not draw the \(numbers.count) slides that it was given.",
                    remedy: "Export the deck as PDF and film that.", category: .failed)
            }
            let asset = try context.adopt(document, mediaType: "application/pdf")
            return sizes.enumerated().map { DrawnPage(document: asset, page: $0.offset + 1, size: $0.element) }
        }
    }
}
