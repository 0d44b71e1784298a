import Foundation
import MediaTools
package import StepEngine

/// Reads a PPTX.
package struct ReadPresentation: Step {
    package static let kind: StepKind = "deck.read"
    package static let revision = 3
    package static let lane = Lane.cpu
    package var tools: [String] { ["vips"] }

    package var package: Asset
    /// For messages.
    package var name: Incidental<String>

    package init(package: Asset, name: String) {
        self.package = package
        self.name = Incidental(name)
    }

    /// - Throws: ``DeckError``; ``MediaError`` `image.too-large` for a picture that declares more pixels than anybody
    ///   could draw.
    package func run(in context: StepContext) async throws -> Deck {
        let toolbox = try context.service(MediaToolbox.self)
        let file = try context.url(of: package)
        let (deck, pictures) = try await toolbox.blocking.run {
            let archive = try ZipArchive(Data.mapped(file), name: name.value)
            let deck = try PresentationReader.read(archive)
            return (deck, try Self.pictures(of: deck, in: OpenPackage(archive)))
        }
        for (part, bytes) in pictures {
            do {
                _ = try await toolbox.images.info(of: .bytes([UInt8](bytes), name: part))
            } catch let error as MediaError where error.code != "image.too-large" {
                // A picture that is damaged is drawn as an empty frame; that is no reason to refuse the deck.
            }
        }
        return deck
    }

    /// The raster pictures that the slides show, each once.
    private static func pictures(of deck: Deck, in package: OpenPackage) throws -> [String: Data] {
        let parts = Set(
            deck.slides.flatMap(\.allElements).compactMap { element -> String? in
                guard case .picture(let picture) = element, let part = picture.part else { return nil }
                let isRaster = ["image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp"]
                    .contains(picture.mediaType ?? "")
                return isRaster ? part : nil
            })
        return try parts.reduce(into: [:]) { result, part in
            if package.entry(of: part) != nil { result[part] = try package.bytes(of: part) }
        }
    }
}

extension Slide {
    /// Everything on the slide, the members of groups included.
    package var allElements: [SlideElement] {
        var found: [SlideElement] = []
        var pending = Array(elements.reversed())
        while let element = pending.popLast() {
            found.append(element)
            if case .group(let group) = element { pending += group.members.reversed() }
        }
        return found
    }
}
