package import Decks
package import Foundation
package import StepEngine

/// Writes the seven fields of every slide of a deck.
///
///     let deck = try await DeckAnnotator(engine: engine, model: nil).annotate(AnnotationRequest(deck: file)) { _ in }
///
/// Every field is a step: what was written before is looked up. A field that fails is told as failed, and the others
/// stay.
package struct DeckAnnotator: Sendable {
    private let engine: Engine
    private let model: (any FieldModel)?
    private let prompts: PromptBook
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameters:
    ///   - engine: with a `MediaToolbox` among its services, and a ``FieldModelService`` where there is a model.
    ///   - model: who writes; `nil`: the program itself.
    ///   - prompts: what the model is told.
    ///   - now: the clock that the run is measured by.
    package init(
        engine: Engine, model: (any FieldModel)?, prompts: PromptBook = PromptBook(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.engine = engine
        self.model = model
        self.prompts = prompts
        self.now = now
    }

    /// - Parameter tell: hears what happens, as it does; ``AnnotationEvent/ended(_:)`` is the last.
    /// - Throws: ``DeckError`` and ``MediaError`` when the file is no usable deck; ``AnnotationError`` `annotate.edits` for
    ///   edits of what is not there; `CancellationError`.
    package func annotate(
        _ request: AnnotationRequest, tell: @escaping @Sendable (AnnotationEvent) -> Void
    ) async throws -> Annotation {
        let counter = EventCounter(now: now, tell)
        defer { counter.end() }
        let material = try await DeckIntake(engine: engine).material(of: request.deck)
        let desk = try desk(request, material, engine) { counter.tell($0) }
        let numbers = material.deck.slides.indices
        counter.tell(.deckRead(slides: numbers.count, fields: numbers.count * request.fields.count))
        let slides = try await withThrowingTaskGroup(of: [AnnotatedSlide].self) { group in
            var finished: [AnnotatedSlide] = []
            for (place, start) in stride(from: 0, to: numbers.count, by: request.batch).enumerated() {
                if place >= request.workers ?? .max, let slides = try await group.next() { finished += slides }
                group.addTask { try await desk.annotate(start..<min(start + request.batch, numbers.count)) }
            }
            for try await slides in group { finished += slides }
            return finished.sorted { $0.number < $1.number }
        }
        let deck = AnnotatedDeck(
            name: request.deck.lastPathComponent, title: material.deck.title,
            language: request.style.language ?? material.deck.language, slides: slides)
        return Annotation(deck: deck, material: material, photos: desk.photos, edits: desk.edits.found)
    }

    /// What annotating would do. Reads the deck, asks nobody, and makes nothing else.
    ///
    /// - Throws: what ``annotate(_:tell:)`` throws.
    package func plan(_ request: AnnotationRequest) async throws -> AnnotationPlan {
        let material = try await DeckIntake(engine: engine).material(of: request.deck)
        var planner = AnnotationPlanner(desk: try desk(request, material, engine.onlyLooking()) { _ in })
        return try await planner.plan()
    }

    private func desk(
        _ request: AnnotationRequest, _ material: DeckMaterial, _ engine: Engine,
        tell: @escaping @Sendable (AnnotationEvent) -> Void
    ) throws -> SlideDesk {
        let edits = try EditBook(
            request.edits, of: request.editedSlides, deck: material.deck, name: request.editsName,
            language: request.style.language)
        return SlideDesk(
            engine: engine, model: model, prompts: prompts, request: request, deck: material,
            photos: SlidePhotos(engine: engine, pictures: material.pictures), edits: edits, tell: tell)
    }
}

/// What came of annotating a deck.
package struct Annotation: Sendable {
    package var deck: AnnotatedDeck
    package var material: DeckMaterial
    package var photos: SlidePhotos
    /// The edits that were asked for, each at the slide that it belongs to.
    package var edits: [FieldEdit]
}

/// The pictures of a deck's slides. When one is missing, all that are missing are drawn in one run, however many ask.
package struct SlidePhotos: Sendable {
    let engine: Engine
    let pictures: [SlidePicture]

    /// - Parameter index: from 0.
    package func photo(of index: Int) async throws -> Asset {
        let page: DrawnPage
        switch pictures[index] {
        case .page(let drawn): page = drawn
        case .drawing(let step):
            if let kept = try await engine.keptValue(of: step) {
                page = kept
                break
            }
            let all = pictures.compactMap { if case .drawing(let step) = $0 { step } else { nil } }
            let pages = try await engine.values(of: all, subjects: all.map { "slide \($0.place.value.number)" })
            guard let place = all.firstIndex(of: step) else { throw EngineError.noDisk }
            page = pages[place]
        }
        return try await engine.value(of: SlidePhoto(page: page), subject: "slide \(index + 1)")
    }
}
