import Essentials
package import Foundation
import MediaTools
package import StepEngine

/// How to get the picture of a slide.
package enum SlidePicture: Hashable, Sendable {
    /// It has to be drawn.
    case drawing(DrawSlide)
    /// It is a page already.
    case page(DrawnPage)
}

/// A deck from a file, with a picture for each of its slides.
package struct DeckMaterial: Sendable {
    package var deck: Deck
    /// One for each slide of the deck, in order.
    package var pictures: [SlidePicture]
    /// The deck as a PPTX: the file itself, or what it was converted to; `nil` for a PDF.
    package var package: Asset?
}

/// Takes a file in and makes a deck of it, whatever kind of deck it is.
package struct DeckIntake: Sendable {
    private let engine: Engine

    package init(engine: Engine) {
        self.engine = engine
    }

    /// - Throws: ``DeckError`` and ``MediaError`` for files that are not usable decks; each names the file.
    package func material(of file: URL, mergesOverlays: Bool = false) async throws -> DeckMaterial {
        let name = file.lastPathComponent
        switch try DeckFormat.detect(file) {
        case .presentation:
            return try await presentation(engine.take(file, mediaType: Self.presentationType), name)
        case .openDocument:
            return try await converted(file, "odp")
        case .flatOpenDocument:
            return try await converted(file, "fodp")
        case .legacyBinary:
            return try await converted(file, "ppt")
        case .pdf:
            let document = try engine.take(file, mediaType: "application/pdf")
            let read = try await engine.value(
                of: ReadPortable(document: document, mergesOverlays: mergesOverlays, name: name), subject: name)
            return DeckMaterial(deck: read.deck, pictures: read.pages.map { .page($0) })
        }
    }

    private static let presentationType = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

    private func converted(_ file: URL, _ fileExtension: String) async throws -> DeckMaterial {
        let document = try engine.take(file, mediaType: "application/x-\(fileExtension)")
        let step = ConvertDocument(document: document, fileExtension: fileExtension)
        return try await presentation(engine.value(of: step, subject: file.lastPathComponent), file.lastPathComponent)
    }

    private func presentation(_ package: Asset, _ name: String) async throws -> DeckMaterial {
        let deck = try await engine.value(of: ReadPresentation(package: package, name: name), subject: name)
        let pictures = deck.slides.map { slide in
            SlidePicture.drawing(DrawSlide(appearance: slide.appearance, package: package, number: slide.number))
        }
        return DeckMaterial(deck: deck, pictures: pictures, package: package)
    }
}
