import TestKit
import Testing

@testable import Annotations
@testable import Decks

@Suite("What a field of a slide draws on")
struct SlideMaterialFieldsTests {
    @Test(
        "is all that the program itself writes it from",
        arguments: ["en", "es", "de", "fr", "ja"])
    func offline(_ language: String) {
        var maker = MaterialMaker(random: SeededGenerator(seed: 41))
        var changed: Set<SlideField> = []
        for round in 0..<200 {
            var material = maker.material(language: language)
            material.sources = [Reference(title: maker.text(4), url: "https://example.org/\(round)")]
            material.ornaments = material.slide.visualSubjects.filter { $0.kind == .picture }.prefix(1).map(\.shape.id)
            material.kind.reasons = ["the test says so"]
            let style = AnnotationStyle(language: round % 3 == 0 ? "en" : nil)
            for field in SlideField.allCases {
                let reduced = material.reduced(to: field)
                if reduced.slide != material.slide || reduced.size != material.size { changed.insert(field) }
                #expect(
                    OfflineWriter.write(field, from: reduced, style: style)
                        == OfflineWriter.write(field, from: material, style: style), "\(language) \(round) \(field)")
                #expect(reduced.reduced(to: field) == reduced)
            }
        }
        #expect(changed == [.altText, .slideDescription, .references, .instructorNotes])
    }

    @Test("is all that is needed for other people's decks, too", .enabled(if: sharedFixtures != nil))
    func fixtures() {
        var hasNotes = 0
        for name in FixtureDecks.names {
            guard let deck = FixtureDecks.deck(name) else { continue }
            for (index, material) in FixtureDecks.materials(deck).enumerated() {
                if !material.slide.notes.isEmpty { hasNotes += 1 }
                for field in SlideField.allCases {
                    let values = [material, material.reduced(to: field)].map {
                        OfflineWriter.write(field, from: $0, style: AnnotationStyle())
                    }
                    #expect(values[0] == values[1], "\(name), slide \(index + 1), \(field.rawValue)")
                }
            }
        }
        #expect(hasNotes > 50)
    }

    @Test("decides what is asked again when the author's notes are edited: what is seen is not")
    func notes() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            // All alternative texts are asked for, too.
            let first = try await bench.annotate(model: model) { $0.rewritesAltText = true }.annotation.deck
            #expect(Set(model.questions.map(\.field)) == Set(SlideField.allCases))
            let edited = try bench.example(
                replacing: "Earthquakes brought it down", with: "An earthquake brought it down",
                in: "ppt/notesSlides/notesSlide3.xml", as: "edited.pptx")
            model.forget()
            let second = try await bench.annotate(edited, model: model) { $0.rewritesAltText = true }.annotation.deck
            let asked = model.questions.map(\.field)
            #expect(
                asked.count == 5
                    && Set(asked) == [.script, .instructorNotes, .studentNotes, .references, .developerNotes])
            #expect(model.questions.allSatisfy { $0.material.contains("An earthquake brought it down") })
            for slide in second.slides where slide.number != 3 {
                #expect(slide.fields.allSatisfy { $0.provenance.wasReused || $0.provenance.calls == 0 })
            }
            #expect(second.slides.count == first.slides.count)
        }
    }

    @Test("holds no notes and no sources for what is seen: nothing of them is told to the model")
    func told() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            _ = try await bench.annotate(model: model) {
                $0.rewritesAltText = true
                $0.sources = [Reference(title: "A book on towers", url: "https://example.org/towers")]
            }
            #expect(model.questions.contains { $0.field.isVisual })
            for question in model.questions {
                let isTold = question.material.contains("A book on towers")
                #expect(isTold != question.field.isVisual)
                if question.field.isVisual { #expect(!question.material.contains("Notes of the author")) }
            }
            #expect(model.questions.contains { $0.material.contains("Notes of the author") })
        }
    }
}
