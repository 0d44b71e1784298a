import Essentials
import Foundation
import TestKit

@testable import Annotations
@testable import Decks

/// Slides, and the material that the offline writer gets of them.
enum OfflineSamples {
    static let appearance = ContentDigest(of: "a slide")

    static func shape(_ id: Int, alt: String? = nil, frame: ShapeFrame? = nil) -> ShapeIdentity {
        ShapeIdentity(id: id, name: "Shape \(id)", altText: alt, frame: frame)
    }

    static func slide(
        _ title: String? = nil, language: String? = "en-US", notes: [String] = [], _ elements: SlideElement...
    ) -> Slide {
        let heading = title.map { title in
            SlideElement.text(TextElement(shape: shape(2), role: .title, paragraphs: [Paragraph(title)]))
        }
        return Slide(
            number: 2, title: title, elements: (heading.map { [$0] } ?? []) + elements,
            notes: notes.map { Paragraph($0) }, language: language, appearance: appearance)
    }

    static func body(_ texts: String..., id: Int = 3, role: TextElement.Role = .body) -> SlideElement {
        .text(TextElement(shape: shape(id), role: role, paragraphs: texts.map { Paragraph($0) }))
    }

    static func picture(_ id: Int, alt: String? = nil, frame: ShapeFrame? = nil) -> SlideElement {
        .picture(
            PictureElement(shape: shape(id, alt: alt, frame: frame), part: "ppt/media/a.png", mediaType: "image/png"))
    }

    static func sight(
        _ shape: Int, _ look: PictureSight.Look = .photograph, text: String = "",
        colours: [(String, Double)] = [("blue", 0.6), ("green", 0.3)]
    ) -> PictureSight {
        PictureSight(
            shape: shape, width: 640, height: 480, look: look,
            colours: colours.map { PictureSight.Colour(name: $0.0, share: $0.1) }, text: text)
    }

    static func material(
        _ slide: Slide, _ kind: SlideKind = .content, sights: [PictureSight] = [], sources: [Reference] = []
    ) -> SlideMaterial {
        SlideMaterial(
            slide: slide, kind: SlideClassification(kind: kind, confidence: 1, reasons: []), sights: sights,
            sources: sources, size: .widescreen)
    }

    static func altText(_ material: SlideMaterial, language: String? = nil) -> [String] {
        guard
            case .altTexts(let texts) = OfflineWriter.write(
                .altText, from: material, style: AnnotationStyle(language: language))
        else { return [] }
        return texts.map(\.text)
    }

    static func text(_ field: SlideField, _ material: SlideMaterial, language: String? = nil) -> String {
        guard
            case .text(let text) = OfflineWriter.write(
                field, from: material, style: AnnotationStyle(language: language))
        else { return "" }
        return text
    }
}

/// The decks of real material.
enum FixtureDecks {
    static let names: [String] = {
        guard let folder = sharedFixtures?.appending(path: "decks") else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { ["pptx", "ppsx", "pptm"].contains(URL(filePath: $0).pathExtension) }.sorted()
    }()

    static func url(_ name: String) -> URL {
        (sharedFixtures ?? URL(filePath: "/")).appending(path: "decks/\(name)")
    }

    /// `nil` for those that are meant to be refused.
    static func deck(_ name: String) -> Deck? {
        try? PresentationReader.read(contentsOf: url(name))
    }

    /// The material of every slide, with no pictures looked at.
    static func materials(_ deck: Deck, sights: [Int: [PictureSight]] = [:]) -> [SlideMaterial] {
        deck.slides.map { slide in
            var own = slide
            own.number = slide.number == 1 ? 1 : 2
            own.language = slide.language ?? deck.language
            let kind = SlideClassifier.classify(
                slide, isFirst: slide.number == 1, isLast: slide.number == deck.slides.count, deckTitle: deck.title)
            return SlideMaterial(
                slide: own, kind: kind, deckTitle: deck.title, sights: sights[slide.number] ?? [], size: deck.size,
                ornaments: deck.ornaments(of: slide))
        }
    }
}
