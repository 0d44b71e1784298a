import Foundation
import TestKit
import Testing

@testable import Decks

@Suite("The narration of other people's presentations", .enabled(if: sharedFixtures != nil))
struct NarratorFixtureTests {
    private static let names: [String] = {
        guard let folder = sharedFixtures?.appending(path: "decks") else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { ["pptx", "ppsx", "pptm"].contains(URL(filePath: $0).pathExtension) }.sorted()
    }()

    private func deck(_ name: String) throws -> Deck {
        try PresentationReader.read(contentsOf: try #require(sharedFixtures).appending(path: "decks/\(name)"))
    }

    @Test("holds no number and no name that its slide does not show")
    func grounded() throws {
        var narrated = 0
        for name in Self.names {
            guard let deck = try? deck(name) else { continue }
            for slide in deck.slides {
                for language in [slide.language ?? deck.language, "en", "es", "de", "fr", "ja"] {
                    var slide = slide
                    slide.language = language
                    let text = OfflineNarrator.narration(of: slide)
                    let claims = GroundingCheck(slide: slide, language: language).unsupportedClaims(in: text)
                    #expect(claims.isEmpty, "\(name), slide \(slide.number), \(language ?? "-"): \(claims) in \(text)")
                    narrated += text.isEmpty ? 0 : 1
                }
            }
        }
        #expect(narrated > 1000)
    }

    @Test("is the notes where there are notes")
    func notes() throws {
        let slides = try deck("sample-show-2-notes.pptx").slides
        #expect(SlideNarration.text(for: slides[0]) == .notes("I am the notes of the first slide"))
        #expect(OfflineNarrator.narration(of: slides[0]).hasPrefix("Title of the first slide."))
    }

    @Test("does not read file names that stand for descriptions")
    func fileNames() throws {
        for slide in try deck("alt-text-file-names.pptx").slides {
            let text = OfflineNarrator.narration(of: slide)
            #expect(!text.contains(".png") && !text.contains(".gif"))
        }
    }
}
