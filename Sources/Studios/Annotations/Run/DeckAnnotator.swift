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

    /// - Parameters:
    ///   - engine: with a `MediaToolbox` among its services, and a ``FieldModelService`` where there is a model.
    ///   - model: who writes; `nil`: the program itself.
    ///   - prompts: what the model is told.
    package init(engine: Engine, model: (any FieldModel)?, prompts: PromptBook = PromptBook()) {
        self.engine = engine
        self.model = model
        self.prompts = prompts
    }

    /// - Parameter tell: hears what happens, as it does.
    /// - Throws: ``DeckError`` and ``MediaError`` when the file is no usable deck; ``AnnotationError`` `annotate.edits` for
    ///   edits of what is not there; `CancellationError`.
    package func annotate(
        _ request: AnnotationRequest, tell: @escaping @Sendable (AnnotationEvent) -> Void
    ) async throws -> Annotation {
        let material = try await DeckIntake(engine: engine).material(of: request.deck)
        let book = try EditBook(request.edits, deck: material.deck, name: request.deck.lastPathComponent)
        let numbers = material.deck.slides.indices
        tell(.deckRead(slides: numbers.count, fields: numbers.count * SlideField.allCases.count))
        let photos = SlidePhotos(engine: engine, pictures: material.pictures)
        let desk = SlideDesk(
            engine: engine, model: model, prompts: prompts, request: request, deck: material, photos: photos,
            edits: book, tell: tell)
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
        return Annotation(deck: deck, material: material, photos: photos)
    }
}

/// What came of annotating a deck.
package struct Annotation: Sendable {
    package var deck: AnnotatedDeck
    package var material: DeckMaterial
    package var photos: SlidePhotos
}

/// The pictures of a deck's slides. All that are missing are drawn in one run, however many ask.
package struct SlidePhotos: Sendable {
    let engine: Engine
    let pictures: [SlidePicture]

    /// - Parameter index: from 0.
    package func photo(of index: Int) async throws -> Asset {
        let page: DrawnPage
        switch pictures[index] {
        case .page(let drawn): page = drawn
        case .drawing(let step):
            let all = pictures.compactMap { if case .drawing(let step) = $0 { step } else { nil } }
            let pages = try await engine.values(of: all, subjects: all.map { "slide \($0.place.value.number)" })
            guard let place = all.firstIndex(of: step) else { throw EngineError.noDisk }
            page = pages[place]
        }
        return try await engine.value(of: SlidePhoto(page: page), subject: "slide \(index + 1)")
    }
}
