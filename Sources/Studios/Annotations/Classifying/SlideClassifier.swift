package import Decks

package enum SlideClassifier {
    /// What `slide` is for.
    package static func classify(
        _ slide: Slide, isFirst: Bool, isLast: Bool, deckTitle: String?
    ) -> SlideClassification {
        SlideClassification(kind: isFirst ? .moduleTitle : isLast ? .closing : .content, confidence: 0, reasons: [])
    }
}
