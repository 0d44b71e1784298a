/// What happens while a deck is annotated. Every field of every slide begins once and ends once.
package enum AnnotationEvent: Hashable, Sendable {
    /// - Parameter fields: how many there will be.
    case deckRead(slides: Int, fields: Int)
    case fieldBegan(slide: Int, field: SlideField)
    case fieldFinished(slide: Int, result: FieldResult)
    /// All fields of a slide are there: it can be looked at while others are written.
    case slideFinished(AnnotatedSlide)
}
