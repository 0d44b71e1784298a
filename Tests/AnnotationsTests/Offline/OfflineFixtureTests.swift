import Foundation
import StepEngine
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("The offline fields of other people's decks", .enabled(if: sharedFixtures != nil))
struct OfflineFixtureTests {
    private func check(_ materials: [SlideMaterial], style: AnnotationStyle, _ name: String) -> Int {
        var count = 0
        for (index, material) in materials.enumerated() {
            let grounding = Grounding(material: material, style: style)
            for field in SlideField.allCases {
                let value = OfflineWriter.write(field, from: material, style: style)
                let flags =
                    grounding.flags(for: value)
                    + FieldRules.problems(of: value, for: field, material: material, style: style)
                #expect(
                    flags.isEmpty,
                    "\(name), slide \(index + 1), \(field.rawValue), \(style.language ?? "-"): \(flags.map { "\($0.excerpt) \($0.message)" }) in \(value)"
                )
                count += 1
            }
        }
        return count
    }

    @Test("claim nothing that is not there and break no rule, in their own language and in every other")
    func grounded() {
        var count = 0
        for name in FixtureDecks.names {
            guard let deck = FixtureDecks.deck(name) else { continue }
            for language in [nil, "en", "es", "de", "fr"] {
                count += check(FixtureDecks.materials(deck), style: AnnotationStyle(language: language), name)
            }
        }
        #expect(count > 9_000)
    }

    @Test("do so too with the text and colours of their pictures", .timeLimit(.minutes(30)))
    func groundedWithSights() async throws {
        try await withTemporaryFolder { folder in
            let workshop = try FixtureWorkshop(folder)
            let viewer = PictureViewer(engine: workshop.engine)
            var seen = 0
            for name in FixtureDecks.names {
                guard let deck = FixtureDecks.deck(name) else { continue }
                let package = try workshop.engine.take(FixtureDecks.url(name), mediaType: "application/pptx")
                var sights: [Int: [PictureSight]] = [:]
                for slide in deck.slides {
                    sights[slide.number] = try await viewer.sights(of: slide, in: package, language: deck.language)
                    seen += sights[slide.number]?.count ?? 0
                }
                _ = check(FixtureDecks.materials(deck, sights: sights), style: AnnotationStyle(), name)
                try Dump.write(name, FixtureDecks.materials(deck, sights: sights))
            }
            #expect(seen > 60)
        }
    }
}

/// Writes all fields of a deck into the folder that `ATELIER_DUMP` names, for a person to read.
enum Dump {
    static func write(_ name: String, _ materials: [SlideMaterial]) throws {
        guard let folder = ProcessInfo.processInfo.environment["ATELIER_DUMP"] else { return }
        var text = ""
        for (index, material) in materials.enumerated() {
            text += "\n=== \(name) slide \(index + 1): \(material.slide.title ?? "-") "
            text += "[\(material.kind.kind) \(material.kind.confidence) \(material.kind.reasons)]\n"
            for sight in material.sights { text += "sight \(sight)\n" }
            for field in SlideField.allCases {
                text += "--- \(field)\n"
                switch OfflineWriter.write(field, from: material, style: AnnotationStyle()) {
                case .text(let value): text += value + "\n"
                case .altTexts(let texts): for alt in texts { text += "  [\(alt.name)] \(alt.text)\n" }
                case .references(let list): for reference in list { text += "  \(reference)\n" }
                }
            }
        }
        try text.write(to: URL(filePath: folder).appending(path: name + ".txt"), atomically: true, encoding: .utf8)
    }
}
