import Essentials
import MediaTools
package import StepEngine

/// A PDF read as a deck.
package struct PortableDeck: Codable, Hashable, Sendable {
    package var deck: Deck
    /// For each slide the page that shows it whole.
    package var pages: [DrawnPage]
}

/// Reads the text and the pages of a PDF.
package struct ReadPortable: Step {
    package static let kind: StepKind = "deck.pages"
    package static let revision = 1
    package static let lane = Lane.cpu
    package var tools: [String] { ["poppler"] }

    package var document: Asset
    /// Whether pages that build one slide up step by step are one slide.
    package var mergesOverlays: Bool
    /// For messages.
    package var name: Incidental<String>

    package init(document: Asset, mergesOverlays: Bool, name: String) {
        self.document = document
        self.mergesOverlays = mergesOverlays
        self.name = Incidental(name)
    }

    /// - Throws: ``DeckError`` when it wants a password or is damaged; ``MediaError`` for an absurd page size.
    package func run(in context: StepContext) async throws -> PortableDeck {
        let toolbox = try context.service(MediaToolbox.self)
        let file = try context.url(of: document)
        let (report, text): (String, String)
        do {
            report = try await toolbox.pages.info(of: file)
            text = try await toolbox.pages.boxText(of: file)
        } catch let error as ToolError where error.exitStatus != nil {
            throw PDFProblem.explain(toolErrors: error.errorLines, name: name.value)
        }
        let read = PDFDeckBuilder.deck(
            pages: PDFTextParser.pages(ofBoundingBoxes: text), info: PDFInfo.parse(report),
            mergingOverlays: mergesOverlays
        ) { page in ContentDigest(of: "\(document.digest) \(page)") }
        guard !read.deck.slides.isEmpty else { throw PDFProblem.explain(toolErrors: [], name: name.value) }
        let pages = try read.pagesOfSlides.map { range in
            guard let size = PDFPageSize(page: range.upperBound, report: report) else {
                throw PDFProblem.explain(toolErrors: ["page tree"], name: name.value)
            }
            return DrawnPage(
                document: document, page: range.upperBound,
                size: try size.checked(page: range.upperBound, name: name.value))
        }
        return PortableDeck(deck: read.deck, pages: pages)
    }
}
