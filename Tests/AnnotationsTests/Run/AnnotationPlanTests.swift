import Foundation
import Testing

@testable import Annotations
@testable import Decks

@Suite("The plan of annotating a deck")
struct AnnotationPlanTests {
    private func firstAsks(_ model: ScriptedModel) -> Int { model.questions.count { $0.repair == nil } }

    @Test("makes nothing, and says how many calls come: just as many do, and none afterwards")
    func exact() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel()
            let (plan, ran) = try await bench.plan(model: model)
            #expect(model.questions.isEmpty && ran == ["ran deck.read"])
            #expect(plan.calls > 0 && plan.cost == nil)
            let deck = try await bench.annotate(model: model).annotation.deck
            #expect(firstAsks(model) == plan.calls)
            agree(plan, deck)
            let later = try await bench.plan(model: model).plan
            #expect(later.calls == 0 && later.count(.model) == 0 && later.count(.fixedForm) == 0)
            #expect(later.count(.earlier) == plan.count(.model) + plan.count(.fixedForm))
            #expect(later.count(.deck) == plan.count(.deck))
        }
    }

    /// Field by field, what was planned is what came.
    private func agree(_ plan: AnnotationPlan, _ deck: AnnotatedDeck) {
        #expect(plan.kinds == deck.slides.map(\.kind.kind))
        let made = deck.slides.flatMap { slide in
            slide.fields.map { result in
                let source: AnnotationPlan.Source =
                    switch result.provenance.writer {
                    case .model: .model
                    case .offline: .fixedForm
                    case .person: .person
                    case .deck: .deck
                    }
                return AnnotationPlan.Field(slide: slide.number, field: result.field, source: source)
            }
        }
        #expect(plan.fields == made)
    }

    @Test("counts what is missing only, and says what that will cost where such calls have a price")
    func partial() async throws {
        try await AnnotationBench.run { bench in
            let failing = ScriptedModel { question in
                if question.field == .script { throw AnnotationError.unusableAnswer(.script, "the test says so") }
                return ScriptedModel.good(question)
            }
            _ = try await bench.annotate(model: failing)
            let model = ScriptedModel()
            let plan = try await bench.plan(model: model).plan
            let scripts = plan.fields.filter { $0.source == .model }
            #expect(plan.calls == scripts.count && plan.calls > 0 && scripts.allSatisfy { $0.field == .script })
            // No script was ever written: nobody knows what one costs.
            #expect(plan.cost == nil)
            _ = try await bench.annotate(model: model)
            #expect(firstAsks(model) == plan.calls)

            let slide = try bench.example(
                replacing: "</a:t>", with: " again</a:t>", in: "ppt/slides/slide3.xml", as: "edited.pptx")
            model.forget()
            // Without a model: its pictures are looked at, and nobody is asked.
            _ = try await bench.annotate(slide)
            let edited = try await bench.plan(slide, model: model).plan
            #expect(Set(edited.fields.filter { $0.source == .model }.map(\.slide)) == [3])
            #expect(edited.cost == 0.25 * Double(edited.calls))
            _ = try await bench.annotate(slide, model: model)
            #expect(firstAsks(model) == edited.calls)
        }
    }

    @Test("counts slides with the same content once")
    func copies() async throws {
        try await AnnotationBench.run { bench in
            let deck = try bench.example(slides: [1, 3, 3, 3, 5, 5], as: "copies.pptx")
            let model = ScriptedModel()
            for visited in [false, true] {
                // The second time the slides are drawn, and their pictures looked at.
                let rival = visited ? ScriptedModel(name: "rival") : model
                let plan = try await bench.plan(deck, model: rival).plan
                _ = try await bench.annotate(deck, model: rival)
                #expect(firstAsks(rival) == plan.calls)
                #expect(plan.calls < plan.count(.model))
            }
        }
    }

    @Test("is about the fields that are asked for, and knows what a person wrote")
    func persons() async throws {
        try await AnnotationBench.run { bench in
            let plan = try await bench.plan(model: ScriptedModel()) {
                $0.fields = [.script, .references]
                $0.edits = [FieldEdit(slide: 4, field: .script, value: .text("A person says this."))]
            }.plan
            #expect(Set(plan.fields.map(\.field)) == [.script, .references])
            #expect(plan.fields.filter { $0.source == .person } == [.init(slide: 4, field: .script, source: .person)])
            let offline = try await bench.plan().plan
            #expect(offline.calls == 0 && offline.count(.model) == 0 && offline.count(.offline) > 0)
        }
    }
}
