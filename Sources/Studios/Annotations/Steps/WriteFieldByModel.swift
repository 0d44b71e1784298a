import Decks
import Foundation
package import StepEngine

/// Has a model write a field: asks, checks the answer against the field's rules and the slide, and has it mended once.
///
/// What a model said is a recording: it is kept with the model that said it. When no model answered there is nothing to
/// keep.
package struct WriteFieldByModel: Step {
    package static let kind: StepKind = "annotation.model"
    package static let revision = 3
    package static let lane = Lane.model

    package var field: SlideField
    package var material: SlideMaterial
    /// The slide as a JPEG, for fields that need it.
    package var picture: Asset?
    package var style: AnnotationStyle
    /// Alternative texts that stay as they are.
    package var kept: [AltText]
    package var prompt: Prompt
    /// The route and models that are asked (``FieldModel/identity(for:)``).
    package var writer: String

    /// - Throws: ``AnnotationError`` `annotate.no-model`, `annotate.unusable-answer`; what the model throws.
    package func run(in context: StepContext) async throws -> WrittenField {
        let service = try context.service(FieldModelService.self)
        let start = ContinuousClock.now
        var question = ModelQuestion(
            field: field, instructions: prompt.text,
            material: SlideAsText(material: material, style: style, wanted: wanted).text,
            picture: try picture.map { try context.bytes(of: $0) }, schema: FieldAnswer.schema(for: field))
        var account = Account()
        var draft = try await draft(service, question, &account)
        if !draft.problems.isEmpty {
            question.repair = .init(answer: draft.answer, problems: draft.problems)
            do {
                let mended = try await self.draft(service, question, &account)
                account.wasRepaired = true
                if draft.value == nil || mended.value != nil && mended.flags.count <= draft.flags.count {
                    draft = mended
                }
            } catch {
                try Task.checkCancellation()
                // A first answer with flags is better than none.
                guard draft.value != nil else { throw error }
            }
        }
        let value = try draft.outcome.get()
        let provenance = Provenance(
            writer: .model, model: account.model, prompt: prompt.name,
            seconds: (ContinuousClock.now - start) / .seconds(1),
            cost: account.cost, calls: account.calls, wasRepaired: account.wasRepaired)
        return WrittenField(value: value.without(strangersTo: material), flags: draft.flags, provenance: provenance)
    }

    private var wanted: Set<Int> {
        guard field == .altText else { return [] }
        return Set(material.slide.visualSubjects.map(\.shape.id)).subtracting(kept.map(\.shape))
    }

    private struct Account {
        var model: String?
        var cost: Double?
        var calls = 0
        var wasRepaired = false
    }

    /// How much of an answer the model is shown again, in characters: more is garbage.
    private static let mostShown = 20_000

    /// An answer, and what is wrong with it.
    private struct Draft {
        /// As the model is shown it again: without its thoughts.
        var answer: String
        var outcome: Result<FieldValue, AnnotationError>
        var flags: [Flag] = []
        /// As the model is told.
        var problems: [String]

        var value: FieldValue? { try? outcome.get() }
    }

    private func draft(
        _ service: FieldModelService, _ question: ModelQuestion, _ account: inout Account
    ) async throws -> Draft {
        let reply = try await service.model.ask(question)
        guard !reply.isLocal else { throw AnnotationError.noModel }
        account.model = reply.model
        account.calls += reply.calls
        if let cost = reply.cost { account.cost = (account.cost ?? 0) + cost }
        let answer = String(AnswerText.withoutThoughts(reply.text).prefix(Self.mostShown))
        guard !reply.isCut else {
            return Draft(
                answer: answer, outcome: .failure(.unusableAnswer(field, "it is cut off")),
                problems: ["The answer was cut off: be shorter."])
        }
        do throws(AnnotationError) {
            return await judged(try read(reply.text), as: answer, service)
        } catch {
            return Draft(answer: answer, outcome: .failure(error), problems: [error.message])
        }
    }

    /// What the model means, with what can be mended without it.
    private func read(_ answer: String) throws(AnnotationError) -> FieldValue {
        let shapes = material.slide.visualSubjects.map(\.shape)
        let names = Dictionary(shapes.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let value = try FieldAnswer.value(of: answer, for: field, names: names)
        guard case .altTexts(let texts) = value else { return value }
        return .altTexts(texts.map { $0.completed(on: material.slide) })
    }

    private func judged(_ value: FieldValue, as answer: String, _ service: FieldModelService) async -> Draft {
        var value = value
        var sources = material
        var flags: [Flag] = []
        if case .references(let references) = value {
            let verified = await ReferenceReview(material: material, links: service.links).review(references)
            value = .references(verified.good)
            flags = verified.flags
            sources.sources += verified.good
        }
        value = value.keeping(kept, of: material)
        flags += judge(value, sources)
        return Draft(answer: answer, outcome: .success(value), flags: flags, problems: flags.map(\.wish))
    }

    /// What is wrong with what the model wrote, and whether it makes sense at all.
    private func judge(_ value: FieldValue, _ material: SlideMaterial) -> [Flag] {
        var flags = FieldJudgement(field: field, material: material, style: style, kept: kept).flags(for: value)
        if case .text(let text) = value {
            flags += SenseCheck(field: field, material: material, style: style).problems(of: text)
        }
        return flags
    }
}

extension Flag {
    /// What a model is told about it.
    fileprivate var wish: String {
        excerpt.isEmpty || message.contains(excerpt) ? message : "\(message) (\(excerpt.prefix(120)))"
    }
}
