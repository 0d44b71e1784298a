import Testing

@testable import Annotations

@Suite("An answer that is cut off or thought aloud")
struct CutAnswerTests {
    private func scripts(_ model: ScriptedModel, _ bench: AnnotationBench) async throws -> [FieldResult] {
        let deck = try await bench.annotate(model: model).annotation.deck
        let asked = Set(model.questions.filter { $0.field == .script }.map(\.material))
        return deck.slides.flatMap(\.fields).filter { result in
            result.field == .script && (result.value == nil || result.provenance.writer == .model) && !asked.isEmpty
        }
    }

    @Test("is asked for again, shorter, and then used")
    func repaired() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel(cuts: .first(.script))
            let results = try await scripts(model, bench)
            #expect(!results.isEmpty)
            #expect(results.allSatisfy { $0.value != nil && $0.flags.isEmpty && $0.provenance.wasRepaired })
            let repairs = model.questions.compactMap(\.repair)
            #expect(repairs.count == results.count)
            #expect(repairs.allSatisfy { $0.problems == ["The answer was cut off: be shorter."] })
            #expect(repairs.allSatisfy { $0.answer == "You can see how one thing follows from another." })
        }
    }

    @Test("twice is an error, and asked for again the next time")
    func twice() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel(cuts: .all(.script))
            let results = try await scripts(model, bench)
            #expect(!results.isEmpty)
            for result in results {
                guard case .failed(let failure) = result.outcome else {
                    Issue.record("It was written.")
                    continue
                }
                #expect(failure.code == "annotate.unusable-answer")
                #expect(failure.message == "The model's answer for 'script' cannot be used: it is cut off.")
            }
            let later = ScriptedModel()
            let texts = try await scripts(later, bench)
            #expect(texts.count == results.count && texts.allSatisfy { $0.value != nil })
        }
    }

    @Test("is shown to its model again without the thoughts, and at a length that can be read")
    func thoughts() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel { question in
                guard question.field == .script, question.repair == nil else { return ScriptedModel.good(question) }
                return "<think>I could greet them.</think>\nToday we will see."
                    + String(repeating: " And so on.", count: 9000)
            }
            _ = try await scripts(model, bench)
            let repairs = model.questions.compactMap(\.repair)
            #expect(!repairs.isEmpty)
            #expect(repairs.allSatisfy { $0.answer.hasPrefix("\nToday we will see. And so on.") })
            #expect(repairs.allSatisfy { $0.answer.count == 20_000 })
        }
    }

    @Test("leaves a first answer in use that only broke a rule")
    func second() async throws {
        try await AnnotationBench.run { bench in
            let model = ScriptedModel(cuts: .repairs) { question in
                question.field == .script ? "Today we will see how it follows." : ScriptedModel.good(question)
            }
            let results = try await scripts(model, bench)
            #expect(!results.isEmpty)
            #expect(results.allSatisfy { $0.value == .text("Today we will see how it follows.") && !$0.flags.isEmpty })
        }
    }
}
