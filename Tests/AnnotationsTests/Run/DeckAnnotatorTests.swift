import Foundation
import Testing

@testable import Annotations
@testable import Decks

@Suite("Annotating a deck")
struct DeckAnnotatorTests {
    @Test("tells of every field that it begins once and ends once, and of every slide that it is finished")
    func events() async throws {
        try await AnnotationBench.run { bench in
            let heard = HeardEvents()
            let slides = try await bench.annotate(heard: heard) {
                $0.workers = 2
                $0.batch = 2
            }.annotation.deck.slides
            let fields = slides.count * SlideField.allCases.count
            #expect(heard.events.first == .deckRead(slides: slides.count, fields: fields))
            var began: [String] = []
            var ended: [String] = []
            var finished: [Int] = []
            for event in heard.events {
                switch event {
                case .deckRead, .ended: break
                case .fieldCancelled(let slide, let field): Issue.record("\(field) of slide \(slide) was cancelled")
                case .fieldBegan(let slide, let field): began.append("\(slide) \(field)")
                case .fieldFinished(let slide, let result): ended.append("\(slide) \(result.field)")
                case .slideFinished(let slide): finished.append(slide.number)
                }
            }
            #expect(began.count == fields && Set(began).count == fields)
            #expect(ended.count == fields && Set(ended) == Set(began))
            #expect(finished.sorted() == slides.map(\.number))
            guard case .ended(let tally)? = heard.events.last else {
                Issue.record("the last event is no end")
                return
            }
            #expect(tally.began == fields && tally.written == fields && tally.failed == 0 && tally.cancelled == 0)
        }
    }

    @Test("asks the model for all fields of content, shows it the slide where it has to see it, and never asks twice")
    func asksOnce() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            let first = try await bench.annotate(model: model).annotation.deck
            let fields = first.slides.flatMap(\.fields)
            #expect(fields.allSatisfy { $0.value != nil && $0.flags.isEmpty })
            #expect(model.questions.allSatisfy { ($0.picture != nil) == $0.field.isVisual })
            #expect(Set(model.questions.map(\.field)) == Set(SlideField.allCases))
            let byModel = fields.filter { $0.provenance.writer == .model }
            #expect(byModel.allSatisfy { $0.provenance.model == "scripted" && $0.provenance.prompt != nil })
            #expect(byModel.reduce(0) { $0 + $1.provenance.calls } >= model.questions.count)
            model.forget()
            let second = try await bench.annotate(model: model).annotation.deck
            #expect(model.questions.isEmpty)
            #expect(second.slides.map { $0.fields.map(\.outcome) } == first.slides.map { $0.fields.map(\.outcome) })
            #expect(second.slides.flatMap(\.fields).allSatisfy { $0.provenance.wasReused || $0.provenance.calls == 0 })
        }
    }

    @Test("after an edit asks for the fields of the edited slide only")
    func edit() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            let deck = try await bench.annotate(model: model).annotation.material.deck
            let slide = try #require(deck.slides.first { $0.number == 3 })
            let title = try #require(slide.title)
            let edited = try bench.example(
                replacing: title, with: title + " again", in: "ppt/slides/slide3.xml", as: "edited.pptx")
            model.forget()
            _ = try await bench.annotate(edited, model: model)
            #expect(!model.questions.isEmpty && model.questions.count <= SlideField.allCases.count)
            #expect(model.questions.allSatisfy { $0.material.contains(title + " again") })
        }
    }

    @Test("asks again when another model is configured")
    func otherModel() async throws {
        try await AnnotationBench.run { bench in
            _ = try await bench.annotate(model: ScriptedModel(name: "small"))
            let large = ScriptedModel(name: "large")
            let deck = try await bench.annotate(model: large).annotation.deck
            #expect(!large.questions.isEmpty)
            #expect(deck.slides.flatMap(\.fields).allSatisfy { [nil, "large"].contains($0.provenance.model) })
        }
    }

    @Test("tells of a field that fails, with its error, and keeps the others")
    func failure() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                if question.field == .script { throw AnnotationError.unusableAnswer(.script, "the test says so") }
                return ScriptedModel.good(question)
            }
            let fields = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            let failed = fields.filter { $0.value == nil }
            #expect(!failed.isEmpty && failed.allSatisfy { $0.field == .script })
            for result in failed {
                guard case .failed(let failure) = result.outcome else { continue }
                #expect(failure.code == "annotate.unusable-answer")
            }
            let healthy = ScriptedModel()
            _ = try await bench.annotate(model: healthy).annotation.deck
            #expect(healthy.questions.count == 0 || healthy.questions.allSatisfy { $0.field == .script })
        }
    }

    @Test("has a bad answer mended once by the model")
    func repaired() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                question.repair == nil && question.field == .script
                    ? "Today we will talk about 4711 things." : ScriptedModel.good(question)
            }
            let fields = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            let scripts = fields.filter { $0.field == .script && $0.provenance.writer == .model }
            #expect(!scripts.isEmpty)
            #expect(scripts.allSatisfy { $0.provenance.wasRepaired && $0.flags.isEmpty && $0.provenance.calls == 2 })
            let repairs = model.questions.compactMap(\.repair)
            #expect(repairs.count == scripts.count)
            #expect(repairs.allSatisfy { repair in repair.problems.contains { $0.contains("4711") } })
        }
    }

    @Test(
        "shows what stays bad as flagged, or fails: never as if it were good",
        arguments: [
            "", "flor bim zat", "{\"altTexts\": [{\"shape\": 99, \"text\": \"A fish.\"}]}",
            "It cost 4711 dollars in Quexville.",
        ])
    func nonsense(answer: String) async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                [.altText, .references].contains(question.field) || answer.contains("4711") || answer.isEmpty
                    ? answer : ScriptedModel.good(question)
            }
            let fields = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            let asked = fields.filter { $0.provenance.writer == .model && $0.provenance.calls > 0 || $0.value == nil }
            let bad = asked.filter { result in
                answer.contains("4711") || answer.isEmpty || [.altText, .references].contains(result.field)
            }
            #expect(!bad.isEmpty)
            #expect(bad.allSatisfy { $0.value == nil || !$0.flags.isEmpty })
        }
    }

    @Test(
        "takes no gibberish for prose, however long, and no other language for the one that was asked for",
        arguments: [
            "florbim zatquo nepdru wexoli", String(repeating: "florbim zatquo nepdru wexoli bimflor ", count: 8),
            "Der Turm steht am Meer und die Linse ist in Ringe geteilt, so dass das Licht nach vorn geht.",
        ])
    func gibberish(text: String) async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { $0.field == .script ? text : ScriptedModel.good($0) }
            let fields = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            let scripts = fields.filter { $0.field == .script && $0.provenance.writer == .model }
            #expect(!scripts.isEmpty && scripts.allSatisfy { !$0.flags.isEmpty && $0.provenance.wasRepaired })
        }
    }

    @Test("keeps a text with an address that nobody could verify out of the deck, and flags it")
    func unverified() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel {
                $0.field == .script
                    ? "You can see more at https://example.org/nowhere if you like." : ScriptedModel.good($0)
            }
            let (annotation, engine) = try await bench.annotate(model: model)
            let scripts = annotation.deck.slides.flatMap(\.fields).filter {
                $0.field == .script && $0.provenance.writer == .model
            }
            #expect(!scripts.isEmpty && scripts.allSatisfy { $0.flags.contains { $0.kind == .unverifiedURL } })
            let deck = try PresentationReader.read(
                contentsOf: try bench.write(annotation, "out.pptx", engine: engine))
            let sections = deck.slides.flatMap { $0.annotations?.sections ?? [] }
            #expect(sections.contains { $0.name == "developerNotes" })
            #expect(!sections.flatMap(\.paragraphs).contains { $0.contains("example.org/nowhere") })
        }
    }

    @Test("keeps a first answer with flags when the repair finds nobody")
    func repairFails() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                guard question.field == .script else { return ScriptedModel.good(question) }
                if question.repair != nil { throw DeckError(code: "test.busy", message: "Nobody is there.") }
                return "You see 4711 lamps here."
            }
            let fields = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            let scripts = fields.filter { $0.field == .script && $0.provenance.writer == .model }
            #expect(!scripts.isEmpty && scripts.allSatisfy { $0.value != nil && !$0.flags.isEmpty })
        }
    }

    @Test("writes by itself what no model answered, says so, and asks a model that answers later")
    func fallback() async throws {
        try await AnnotationBench.run { bench in
            let nobody = ScriptedModel(name: "local/extractive")
            let fields = try await bench.annotate(model: nobody).annotation.deck.slides.flatMap(\.fields)
            #expect(fields.allSatisfy { $0.value != nil && $0.provenance.writer != .model })
            #expect(fields.contains { $0.flags.contains { $0.kind == .fallback } })
            let model = ScriptedModel(name: "real")
            let later = try await bench.annotate(model: model).annotation.deck.slides.flatMap(\.fields)
            #expect(!model.questions.isEmpty)
            #expect(!later.contains { $0.flags.contains { $0.kind == .fallback } })
        }
    }

    @Test("ends with the task; what was written is kept, and the rest is asked for when it is run again")
    func cancelled() async throws {
        try await AnnotationBench.run { bench in
            let stuck = ScriptedModel { question in
                if question.field == .studentNotes { try await Task.sleep(for: .seconds(3600)) }
                return ScriptedModel.good(question)
            }
            let heard = HeardEvents()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await bench.annotate(model: stuck, heard: heard) }
                // Six fields of each slide end; the seventh never does.
                await heard.wait(forFields: 20)
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
            let model = ScriptedModel()
            let deck = try await bench.annotate(model: model).annotation.deck
            let fields = deck.slides.flatMap(\.fields)
            #expect(fields.allSatisfy { $0.value != nil })
            #expect(fields.contains { $0.provenance.wasReused && $0.provenance.calls > 0 })
            #expect(model.questions.count < fields.count(where: { $0.provenance.writer == .model }))
        }
    }

    @Test("begins each description with the slide's number and title")
    func opening() async throws {
        try await AnnotationBench.run { bench in
            for slide in try await bench.annotate().annotation.deck.slides {
                let description = slide.fields.first { $0.field == .slideDescription }?.value
                guard case .text(let text)? = description else {
                    Issue.record("slide \(slide.number) has no description")
                    continue
                }
                #expect(text.hasPrefix("Slide \(slide.number)" + (slide.title.map { ": \($0)" } ?? ".")))
            }
        }
    }
}
