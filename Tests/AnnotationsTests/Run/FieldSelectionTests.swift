import Foundation
import Testing

@testable import Annotations
@testable import Decks

@Suite("Fields of one's choice")
struct FieldSelectionTests {
    @Test("are the only ones that are asked for and told; the others stay as they stand, edited ones too")
    func others() async throws {
        try await AnnotationBench.run { bench in
            let edits = [
                FieldEdit(slide: 2, field: .instructorNotes, value: .text("A person wrote this.")),
                FieldEdit(slide: 2, field: .script, value: .text("A person says this.")),
            ]
            let (first, engine) = try await bench.annotate(model: ScriptedModel()) { $0.edits = edits }
            let once = try bench.write(first, "once.pptx", engine: engine)

            let rival = ScriptedModel(name: "rival") { question in
                question.field == .script ? "Look how one thing leads to another here." : ScriptedModel.good(question)
            }
            let heard = HeardEvents()
            let (second, other) = try await bench.annotate(once, model: rival, heard: heard) {
                $0.fields = [.script]
            }
            #expect(!rival.questions.isEmpty && rival.questions.allSatisfy { $0.field == .script })
            #expect(second.deck.slides.allSatisfy { $0.fields.map(\.field) == [.script] })
            #expect(heard.events.first == .deckRead(slides: second.deck.slides.count, fields: second.deck.slides.count))
            let twice = try bench.write(second, "twice.pptx", engine: other)

            let (before, after) = (
                try PresentationReader.read(contentsOf: once), try PresentationReader.read(contentsOf: twice)
            )
            var changed = 0
            for (old, new) in zip(before.slides, after.slides) {
                let (old, new) = (try #require(old.annotations), try #require(new.annotations))
                #expect(old.altTexts == new.altTexts && old.edited == new.edited)
                #expect(old.sections.map(\.name) == new.sections.map(\.name))
                for (left, right) in zip(old.sections, new.sections) where left != right {
                    #expect(left.name == "script")
                    changed += 1
                }
            }
            // The one that a person wrote, and the one of a fixed form, are the same as before.
            #expect(changed == rival.questions.count)
        }
    }

    @Test("leave the alternative texts of an earlier run when they are not among them")
    func altTexts() async throws {
        try await AnnotationBench.run { bench in
            let slide = try PresentationReader.read(contentsOf: AnnotationBench.example).slides[4]
            let shape = try #require(slide.visualSubjects.first?.shape.id)
            let text = AltText(shape: shape, name: "", text: "A person sees a lamp.")
            let edits = [FieldEdit(slide: 5, field: .altText, value: .altTexts([text]))]
            let (first, engine) = try await bench.annotate { $0.edits = edits }
            let once = try bench.write(first, "once.pptx", engine: engine)
            let (second, other) = try await bench.annotate(once) { $0.fields = [.references] }
            let twice = try bench.write(second, "twice.pptx", engine: other)
            #expect(try Data(contentsOf: once) == Data(contentsOf: twice))
            let marked = try PresentationReader.read(contentsOf: twice).slides[4].annotations
            #expect(marked?.altTexts[shape] == "A person sees a lamp.")
            #expect(marked?.edited == [SlideAnnotations.name(ofAltText: shape)])
        }
    }

    @Test("do not bring in edits of other fields")
    func otherEdits() async throws {
        try await AnnotationBench.run { bench in
            let edits = [FieldEdit(slide: 2, field: .script, value: .text("A person says this."))]
            let (annotation, engine) = try await bench.annotate {
                $0.edits = edits
                $0.fields = [.references, .developerNotes]
            }
            let file = try bench.write(annotation, "o.pptx", engine: engine)
            let sections =
                try PresentationReader.read(contentsOf: file).slides[1].annotations?.sections.map(\.name) ?? []
            #expect(sections.contains("developerNotes") && !sections.contains("script"))
            #expect(
                FieldsFile(annotation.deck).slides.allSatisfy {
                    Set($0.fields.keys) == ["references", "developerNotes"]
                })
        }
    }
}
