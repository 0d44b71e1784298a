import Foundation
import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("A foreign claim", .enabled(if: sharedFixtures != nil))
struct MutationTests {
    /// At a place between two words, as a sentence before everything, or at the end.
    private func mutated(_ text: String, with claim: String, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return claim + " comes first. " + text
        case 1: return text + " That is " + claim + "."
        default:
            var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            words.insert(claim, at: Int.random(in: 0...words.count, using: &random))
            return words.joined(separator: " ")
        }
    }

    private func mutations(
        of value: FieldValue, with claim: String, _ random: inout SeededGenerator
    ) -> FieldValue? {
        switch value {
        case .text(let text): return text.isEmpty ? nil : .text(mutated(text, with: claim, &random))
        case .altTexts(var texts):
            guard let index = texts.indices.filter({ !texts[$0].isDecorative }).randomElement(using: &random) else {
                return nil
            }
            texts[index].text = mutated(texts[index].text, with: claim, &random)
            return .altTexts(texts)
        case .references(let references):
            return .references(references + [Reference(title: claim, url: "https://example.org/" + claim)])
        }
    }

    /// Everything that stands anywhere in the material, whatever reads it.
    private func raw(_ material: SlideMaterial) throws -> String {
        try String(decoding: JSONEncoder().encode(material), as: UTF8.self).lowercased()
    }

    @Test("is flagged in every field of every slide: numbers and names")
    func flagged() throws {
        var random = SeededGenerator(seed: 4)
        let names = [
            "Kowalczyk", "Zanzibar", "Fujimori", "Brunhilde", "Nairobi", "Petrov", "Okafor", "Siemens", "Tchaikovsky",
            "Oslo", "iTunes", "NASA", "Greenpeace", "Schumacher",
        ]
        var tried = 0
        var found = 0
        var missed: [String] = []
        for name in FixtureDecks.names {
            guard let deck = FixtureDecks.deck(name) else { continue }
            for material in FixtureDecks.materials(deck) {
                let everything = try raw(material)
                let grounding = Grounding(material: material, style: AnnotationStyle())
                for field in SlideField.allCases {
                    let value = OfflineWriter.write(field, from: material, style: AnnotationStyle())
                    let number = String(Int.random(in: 100..<1_000_000, using: &random))
                    for claim in [number, names.randomElement(using: &random) ?? ""] {
                        guard !everything.contains(claim.lowercased()),
                            let changed = mutations(of: value, with: claim, &random)
                        else { continue }
                        tried += 1
                        let isFlagged = grounding.flags(for: changed).contains { $0.excerpt.contains(claim) }
                        if isFlagged { found += 1 } else { missed.append("\(name) \(field): \(claim) in \(changed)") }
                    }
                }
            }
        }
        #expect(tried > 3000)
        #expect(Double(found) >= Double(tried) * 0.99, "\(tried - found) of \(tried): \(missed.prefix(12))")
    }
}
