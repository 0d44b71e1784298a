import Decks
import Essentials
import Foundation
import StepEngine

/// Writes the fields of slides, all of a batch at once.
struct SlideDesk: Sendable {
    let engine: Engine
    let model: (any FieldModel)?
    let prompts: PromptBook
    let request: AnnotationRequest
    let deck: DeckMaterial
    let photos: SlidePhotos
    let edits: EditBook
    let tell: @Sendable (AnnotationEvent) -> Void

    /// - Throws: `CancellationError` only; what goes wrong with a field is told in its result.
    func annotate(_ batch: Range<Int>) async throws -> [AnnotatedSlide] {
        try await withThrowingTaskGroup(of: AnnotatedSlide.self) { group in
            for index in batch { group.addTask { try await annotate(index) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func annotate(_ index: Int) async throws -> AnnotatedSlide {
        let scan = await scan(index)
        let slide = scan ?? deck.deck.slides[index]
        let kind = SlideClassifier.classify(
            slide, isFirst: index == firstShown, isLast: index == deck.deck.slides.count - 1,
            deckTitle: deck.deck.title)
        let material = await self.material(of: slide, kind: kind, isScan: scan != nil)
        let fields = try await withThrowingTaskGroup(of: FieldResult.self) { group in
            for field in SlideField.allCases {
                group.addTask {
                    tell(.fieldBegan(slide: slide.number, field: field))
                    var result = try await write(field, of: slide, at: index, material)
                    result.old = StandingTexts(slide).value(of: field)
                    tell(.fieldFinished(slide: slide.number, result: result))
                    return result
                }
            }
            var results: [FieldResult] = []
            for try await result in group { results.append(result) }
            return SlideField.allCases.compactMap { field in results.first { $0.field == field } }
        }
        let annotated = AnnotatedSlide(
            number: slide.number, isHidden: slide.isHidden, title: slide.title, kind: kind, fields: fields)
        tell(.slideFinished(annotated))
        return annotated
    }

    /// The first slide that shows anything: some decks begin with an empty one.
    private var firstShown: Int {
        deck.deck.slides.indices.first { index in
            let slide = deck.deck.slides[index]
            return !slide.elements.isEmpty || ScannedPages.mayBeScan(slide, shownOn: deck.pictures[index])
        } ?? 0
    }

    /// The slide as it can be read, where it is a page without text. What cannot be read is no reason to write nothing.
    private func scan(_ index: Int) async -> Slide? {
        try? await ScannedPages(engine: engine).reading(
            of: deck.deck.slides[index], shownOn: deck.pictures[index],
            language: deck.deck.language ?? request.style.language)
    }

    private func material(of slide: Slide, kind: SlideClassification, isScan: Bool) async -> SlideMaterial {
        var sights: [PictureSight] = []
        if case .drawing(let drawing) = deck.pictures[slide.number - 1] {
            // What cannot be seen is not told; that is no reason to write nothing.
            sights =
                (try? await PictureViewer(engine: engine).sights(
                    of: slide, in: drawing.place.value.package, language: slide.language ?? deck.deck.language)) ?? []
        }
        var own = slide
        own.number = slide.number == firstShown + 1 ? 1 : 2
        own.isHidden = false
        own.annotations = nil
        own.appearance = ContentDigest(of: "")
        own.language = slide.language ?? deck.deck.language
        return SlideMaterial(
            slide: own, kind: kind, deckTitle: deck.deck.title, sights: sights, sources: request.sources,
            size: deck.deck.size, ornaments: deck.deck.ornaments(of: slide),
            isScan: isScan ? true : nil)
    }

    // MARK: One field

    private func write(
        _ field: SlideField, of slide: Slide, at index: Int, _ material: SlideMaterial
    ) async throws -> FieldResult {
        if field != .altText, let value = edits.value(of: field, on: slide) {
            return FieldResult(
                field: field, outcome: .written(value), provenance: Provenance(writer: .person))
        }
        let kept = field == .altText ? keptAltTexts(of: slide) : KeptAltTexts()
        if field == .altText, kept.isComplete(for: slide) {
            return FieldResult(
                field: field, outcome: .written(.altTexts(kept.texts)),
                provenance: Provenance(writer: kept.byPerson.isEmpty ? .deck : .person))
        }
        do {
            let made = try await make(field, of: slide, at: index, material, kept: kept.texts)
            return FieldResult(
                field: field, outcome: .written(opened(made.value, field, slide)), provenance: made.provenance,
                flags: made.flags)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            try Task.checkCancellation()
            return FieldResult(
                field: field, outcome: .failed(FieldFailure(error)),
                provenance: Provenance(writer: model == nil ? .offline : .model))
        }
    }

    private func make(
        _ field: SlideField, of slide: Slide, at index: Int, _ material: SlideMaterial, kept: [AltText]
    ) async throws -> WrittenField {
        let subject = "slide \(slide.number), \(field.rawValue)"
        let material = material.reduced(to: field)
        // Titles, agendas and sections have texts of a fixed form, for which nobody has to be asked.
        guard let model, field.isVisual || !material.kind.kind.isShort else {
            return try await offline(field, material, kept, subject)
        }
        let step = WriteFieldByModel(
            field: field, material: material, picture: field.isVisual ? try await photos.photo(of: index) : nil,
            style: request.style, kept: kept, prompt: prompts[field, model.family(for: field)],
            writer: model.identity(for: field))
        do {
            return try await value(of: step, subject)
        } catch let error as AnnotationError where error == .noModel {
            var written = try await offline(field, material, kept, subject)
            written.flags.append(
                Flag(kind: .fallback, message: "No model answered, so the program wrote this by itself."))
            return written
        }
    }

    private func offline(
        _ field: SlideField, _ material: SlideMaterial, _ kept: [AltText], _ subject: String
    ) async throws -> WrittenField {
        try await value(
            of: WriteFieldOffline(field: field, material: material, style: request.style, kept: kept), subject)
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

    private func keptAltTexts(of slide: Slide) -> KeptAltTexts {
        KeptAltTexts(of: slide, edits: edits, rewrites: request.rewritesAltText)
    }

    /// The description begins with the number and the title, which are no part of what is kept for the slide.
    private func opened(_ value: FieldValue, _ field: SlideField, _ slide: Slide) -> FieldValue {
        guard field == .slideDescription, case .text(let text) = value else { return value }
        return .text(SlideOpening.text(of: slide, language: request.style.language ?? slide.language) + " " + text)
    }
}

extension FieldFailure {
    init(_ error: any Error) {
        if let failure = error as? any DescribedFailure {
            self.init(code: failure.code, message: failure.message, remedy: failure.remedy)
        } else {
            self.init(code: "annotate.failed", message: "\(error)")
        }
    }
}
