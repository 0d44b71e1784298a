/// What happens while a deck is annotated. Every field that begins ends exactly once: finished or cancelled.
package enum AnnotationEvent: Hashable, Sendable {
    /// - Parameter fields: how many there will be.
    case deckRead(slides: Int, fields: Int)
    case fieldBegan(slide: Int, field: SlideField)
    /// It was written, or it failed.
    case fieldFinished(slide: Int, result: FieldResult)
    /// The run was ended while it was being written.
    case fieldCancelled(slide: Int, field: SlideField)
    /// All fields of a slide are there: it can be looked at while others are written.
    case slideFinished(AnnotatedSlide)
    /// Nothing happens after it. It comes however the run ends.
    case ended(AnnotationTally)
}

/// The events of a run, counted.
package struct AnnotationTally: Codable, Hashable, Sendable {
    /// Fields. Those that were written, failed or cancelled are together those that began.
    package var began = 0
    package var written = 0
    package var failed = 0
    package var cancelled = 0
    /// Of those that were written: made in an earlier run.
    package var reused = 0
    /// Of those that were written: with something that a person should look at.
    package var flagged = 0
    /// How long the run took.
    package var seconds = 0.0

    package init() {}

    mutating func count(_ event: AnnotationEvent) {
        switch event {
        case .fieldBegan: began += 1
        case .fieldCancelled: cancelled += 1
        case .fieldFinished(_, let result):
            guard result.value != nil else {
                failed += 1
                return
            }
            written += 1
            if result.provenance.wasReused { reused += 1 }
            if !result.flags.isEmpty { flagged += 1 }
        case .deckRead, .slideFinished, .ended: break
        }
    }
}
