import Decks
import Essentials
import StepEngine

extension SlideDesk {
    /// Writes the fields of slides, all of a batch at once.
    ///
    /// - Throws: `CancellationError` only; what goes wrong with a field is told in its result.
    func annotate(_ batch: Range<Int>) async throws -> [AnnotatedSlide] {
        try await withThrowingTaskGroup(of: AnnotatedSlide.self) { group in
            for index in batch { group.addTask { try await annotate(index) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func annotate(_ index: Int) async throws -> AnnotatedSlide {
        let (slide, isScan) = try await slide(at: index)
        let kind = kind(of: slide)
        let material = try await material(of: slide, isScan: isScan, kind: kind)
        let fields = try await withThrowingTaskGroup(of: FieldResult.self) { group in
            for field in request.fields {
                group.addTask { try await result(for: field, of: slide, material) }
            }
            var results: [FieldResult] = []
            for try await result in group { results.append(result) }
            return SlideField.allCases.compactMap { field in results.first { $0.field == field } }
        }
        let annotated = AnnotatedSlide(
            number: slide.number, isHidden: slide.isHidden, title: slide.title, kind: kind,
            contents: deck.deck.slides[index].contentsDigest, fields: fields)
        tell(.slideFinished(annotated))
        return annotated
    }

    /// Tells of the field that it begins, and of how it ends.
    private func result(
        for field: SlideField, of slide: Slide, _ material: SlideMaterial
    ) async throws -> FieldResult {
        tell(.fieldBegan(slide: slide.number, field: field))
        do {
            var result = try await write(field, of: slide, material)
            result.old = StandingTexts(slide).value(of: field)
            tell(.fieldFinished(slide: slide.number, result: result))
            return result
        } catch {
            tell(.fieldCancelled(slide: slide.number, field: field))
            throw error
        }
    }

    private func write(
        _ field: SlideField, of slide: Slide, _ material: SlideMaterial
    ) async throws -> FieldResult {
        do {
            let made: WrittenField
            var byPerson: Set<Int> = []
            switch assignment(of: field, on: slide, kind: material.kind) {
            case .person(let value):
                return FieldResult(field: field, outcome: .written(value), provenance: Provenance(writer: .person))
            case .standing(let kept):
                return FieldResult(
                    field: field, outcome: .written(.altTexts(kept.texts)),
                    provenance: Provenance(writer: kept.byPerson.isEmpty ? .deck : .person),
                    shapesByPerson: kept.byPerson.sorted())
            case .program(let kept, _):
                byPerson = kept.byPerson
                made = try await value(of: programStep(field, material, kept: kept.texts), subject(field, slide))
            case .model(let kept):
                byPerson = kept.byPerson
                made = try await byModel(field, of: slide, material, kept: kept.texts)
            }
            return FieldResult(
                field: field, outcome: .written(opened(made.value, field, slide)), provenance: made.provenance,
                flags: made.flags, shapesByPerson: byPerson.sorted())
        } catch {
            try Task.checkCancellation()
            return FieldResult(
                field: field, outcome: .failed(FieldFailure(error)),
                provenance: Provenance(writer: model == nil ? .offline : .model))
        }
    }

    private func byModel(
        _ field: SlideField, of slide: Slide, _ material: SlideMaterial, kept: [AltText]
    ) async throws -> WrittenField {
        guard let model else { throw AnnotationError.noModel }
        let picture = try await picture(for: field, of: slide)
        let step = modelStep(field, material, picture: picture, kept: kept, by: model)
        do {
            return try await value(of: step, subject(field, slide))
        } catch let error as AnnotationError where error == .noModel {
            var written = try await value(of: programStep(field, material, kept: kept), subject(field, slide))
            written.flags.append(
                Flag(kind: .fallback, message: "No model answered, so the program wrote this by itself."))
            return written
        }
    }

    private func value<S: Step>(of step: S, _ subject: String) async throws -> WrittenField
    where S.Value == WrittenField {
        if var kept = try await engine.keptValue(of: step) {
            kept.provenance.wasReused = true
            _ = try await engine.value(of: step, subject: subject)
            return kept
        }
        return try await engine.value(of: step, subject: subject)
    }

    private func subject(_ field: SlideField, _ slide: Slide) -> String {
        "slide \(slide.number), \(field.rawValue)"
    }

    /// The description begins with the number and the title, which are no part of what is kept for the slide.
    private func opened(_ value: FieldValue, _ field: SlideField, _ slide: Slide) -> FieldValue {
        guard field == .slideDescription, case .text(let text) = value else { return value }
        return .text(SlideOpening.text(of: slide, language: request.style.language ?? slide.language) + " " + text)
    }
}

extension FieldFailure {
    init(_ error: any Error) {
        switch error {
        case let failure as any DescribedFailure:
            self.init(code: failure.code, message: failure.message, remedy: failure.remedy)
        case is CancellationError:
            // Somebody else gave the work up while this run went on.
            self.init(
                code: "annotate.given-up", message: "The work on it was given up.",
                remedy: "Run it again; what is written already is kept.")
        default:
            self.init(code: "annotate.failed", message: "\(error)")
        }
    }
}
