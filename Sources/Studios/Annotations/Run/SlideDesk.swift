import Decks
import Essentials
import StepEngine

/// Knows where the text of each field of a slide comes from, and writes it. A plan asks the same questions and writes nothing,
/// so that it cannot disagree with the run.
struct SlideDesk: Sendable {
    let engine: Engine
    let model: (any FieldModel)?
    let prompts: PromptBook
    let request: AnnotationRequest
    let deck: DeckMaterial
    let photos: SlidePhotos
    let edits: EditBook
    let tell: @Sendable (AnnotationEvent) -> Void

    /// The first slide that shows anything: some decks begin with an empty one.
    private var firstShown: Int {
        deck.deck.slides.indices.first { index in
            let slide = deck.deck.slides[index]
            return !slide.elements.isEmpty || ScannedPages.mayBeScan(slide, shownOn: deck.pictures[index])
        } ?? 0
    }

    /// A slide as its texts are written from: a page that is only a picture is taken as it can be read.
    ///
    /// - Throws: `CancellationError`; ``EngineError/notKept(_:)`` when the engine only looks.
    func slide(at index: Int) async throws -> (slide: Slide, isScan: Bool) {
        let slide = deck.deck.slides[index]
        let read = try await unlessUnseen {
            try await ScannedPages(engine: engine).reading(
                of: slide, shownOn: deck.pictures[index], language: deck.deck.language ?? request.style.language)
        }
        return read.map { ($0, true) } ?? (slide, false)
    }

    func kind(of slide: Slide) -> SlideClassification {
        SlideClassifier.classify(
            slide, isFirst: slide.number == firstShown + 1, isLast: slide.number == deck.deck.slides.count,
            deckTitle: deck.deck.title)
    }

    /// - Throws: `CancellationError`; ``EngineError/notKept(_:)`` when the engine only looks.
    func material(of slide: Slide, isScan: Bool, kind: SlideClassification) async throws -> SlideMaterial {
        material(of: slide, isScan: isScan, kind: kind, sights: try await sights(of: slide))
    }

    /// - Parameter sights: what its pictures show.
    func material(
        of slide: Slide, isScan: Bool = false, kind: SlideClassification, sights: [PictureSight]
    ) -> SlideMaterial {
        var own = slide
        // So that moving a slide changes nothing.
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

    private func sights(of slide: Slide) async throws -> [PictureSight] {
        guard case .drawing(let drawing) = deck.pictures[slide.number - 1] else { return [] }
        return try await unlessUnseen {
            try await PictureViewer(engine: engine).sights(
                of: slide, in: drawing.place.value.package, language: slide.language ?? deck.deck.language)
        } ?? []
    }

    /// What cannot be seen is not told; that is no reason to write nothing.
    private func unlessUnseen<Value>(_ look: () async throws -> Value?) async throws -> Value? {
        do {
            return try await look()
        } catch let error as EngineError where error.isNotKept {
            throw error
        } catch {
            try Task.checkCancellation()
            return nil
        }
    }

    // MARK: One field

    /// Who is to write a field of a slide.
    func assignment(of field: SlideField, on slide: Slide, kind: SlideClassification) -> FieldAssignment {
        if field != .altText, let value = edits.value(of: field, on: slide) { return .person(value) }
        let kept = field == .altText ? keptAltTexts(of: slide) : KeptAltTexts()
        if field == .altText, kept.isComplete(for: slide) { return .standing(kept) }
        guard model != nil else { return .program(kept: kept, isFixedForm: false) }
        // Titles, agendas and sections have texts of a fixed form, for which nobody has to be asked.
        return field.isVisual || !kind.kind.isShort
            ? .model(kept: kept) : .program(kept: kept, isFixedForm: true)
    }

    /// The picture that the writer of a field is shown.
    ///
    /// - Throws: why the slide cannot be drawn.
    func picture(for field: SlideField, of slide: Slide) async throws -> Asset? {
        field.isVisual ? try await photos.photo(of: slide.number - 1) : nil
    }

    func modelStep(
        _ field: SlideField, _ material: SlideMaterial, picture: Asset?, kept: [AltText], by model: any FieldModel
    ) -> WriteFieldByModel {
        var material = material.reduced(to: field)
        // Only the program looks at these.
        material.size = nil
        material.ornaments = nil
        return WriteFieldByModel(
            field: field, material: material, picture: picture, style: request.style, kept: kept,
            prompt: prompts[field, model.family(for: field)], writer: model.identity(for: field))
    }

    func programStep(_ field: SlideField, _ material: SlideMaterial, kept: [AltText]) -> WriteFieldOffline {
        WriteFieldOffline(field: field, material: material.reduced(to: field), style: request.style, kept: kept)
    }

    private func keptAltTexts(of slide: Slide) -> KeptAltTexts {
        KeptAltTexts(of: slide, edits: edits, rewrites: request.rewritesAltText)
    }
}
