import Foundation
import Testing

@testable import Annotations
@testable import Decks

@Suite("Annotations in the deck")
struct WriteBackTests {
    @Test("are read back as they were written, and written again as the same bytes without a question")
    func twice() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            let (first, engine) = try await bench.annotate(model: model)
            let once = try bench.write(first, "once.pptx", engine: engine)
            model.forget()
            let (second, other) = try await bench.annotate(once, model: model)
            let twice = try bench.write(second, "twice.pptx", engine: other)
            #expect(model.questions.isEmpty)
            #expect(try Data(contentsOf: twice) == Data(contentsOf: once))
            #expect(
                second.deck.slides.flatMap(\.fields).map(\.outcome)
                    == first.deck.slides.flatMap(\.fields).map(\.outcome))
            #expect(second.deck.slides.flatMap(\.fields).allSatisfy { $0.old != nil || $0.value?.isNothing == true })
        }
    }

    @Test("that a person edited in a file are written, told as a person's, and never asked for again")
    func edited() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            let first = try await bench.annotate(model: model).annotation
            var file = FieldsFile(first.deck)
            #expect(try file.edits(name: "f").isEmpty)
            let place = try #require(file.slides.firstIndex { $0.number == 2 })
            file.slides[place].fields["script"]?.text = "A person says this."
            let edits = try FieldsFile(reading: file.json(), name: "f").edits(name: "f")
            #expect(edits == [FieldEdit(slide: 2, field: .script, value: .text("A person says this."))])

            model.forget()
            let (second, other) = try await bench.annotate(model: model) { $0.edits = edits }
            #expect(model.questions.isEmpty)
            let written = try bench.write(second, "edited.pptx", engine: other)

            let rival = ScriptedModel(name: "rival")
            let third = try await bench.annotate(written, model: rival).annotation.deck
            let script = try #require(third.slides[1].fields.first { $0.field == .script })
            #expect(script.value == .text("A person says this."))
            #expect(script.provenance.writer == .person)
            #expect(!rival.questions.isEmpty)
            let again = FieldsFile(third)
            #expect(again.slides[1].fields["script"]?.made == nil)
        }
    }

    @Test("that a person edited are refused for a slide or a shape that is not there")
    func strangers() async throws {
        try await AnnotationBench.run { bench in
            for edit in [
                FieldEdit(slide: 99, field: .script, value: .text("x")),
                FieldEdit(slide: 1, field: .altText, value: .altTexts([AltText(shape: 999, name: "", text: "x")])),
            ] {
                await #expect {
                    _ = try await bench.annotate { $0.edits = [edit] }
                } throws: { ($0 as? AnnotationError)?.code == "annotate.edits" }
            }
        }
    }

    @Test(
        "are refused when the file is something else or names a field that there is not",
        arguments: ["", "{}", "[1]", #"{"slides": [{"number": 1, "fields": {"skript": {"text": "x"}}}]}"#])
    func notEdits(text: String) {
        #expect {
            try FieldsFile(reading: Data(text.utf8), name: "f.json").edits(name: "f.json")
        } throws: { ($0 as? AnnotationError)?.code == "annotate.edits" }
    }

    @Test("leave a field that failed as it stands in the deck")
    func failed() async throws {
        try await AnnotationBench.run { bench in
            let (first, engine) = try await bench.annotate(model: ScriptedModel())
            let once = try bench.write(first, "once.pptx", engine: engine)
            let failing = ScriptedModel(name: "failing") { question in
                throw AnnotationError.unusableAnswer(question.field, "the test says so")
            }
            let (second, other) = try await bench.annotate(once, model: failing)
            #expect(second.deck.slides.flatMap(\.fields).contains { $0.value == nil })
            let twice = try bench.write(second, "twice.pptx", engine: other)
            #expect(try Data(contentsOf: twice) == Data(contentsOf: once))
        }
    }
}

extension FieldValue {
    fileprivate var isNothing: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .altTexts(let texts): texts.isEmpty
        case .references(let references): references.isEmpty
        }
    }
}
