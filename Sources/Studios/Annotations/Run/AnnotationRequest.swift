package import Foundation

/// What is to be annotated, and how.
package struct AnnotationRequest: Sendable {
    /// PPTX, ODP, PPT or PDF.
    package var deck: URL
    package var style: AnnotationStyle
    package var sources: [Reference]
    /// The fields that are written; the others stay as they are. In the fields' order.
    package var fields: [SlideField]
    /// Texts that a person wrote: they are taken as they are.
    package var edits: [FieldEdit]
    /// The file that the edits came from, for messages.
    package var editsName = "the edits"
    /// The slides that the edits were made for, which may stand elsewhere in this deck; empty: the edits are numbered as
    /// the deck is.
    package var editedSlides: [SlideSign]
    /// Batches that are worked on at once; `nil`: all, for the gateway holds the calls in bounds.
    package var workers: Int?
    /// Slides of a batch, which are written together.
    package var batch: Int
    /// Whether alternative texts that are fit are written anew too.
    package var rewritesAltText: Bool

    package init(
        deck: URL, style: AnnotationStyle = AnnotationStyle(), sources: [Reference] = [],
        fields: [SlideField] = SlideField.allCases, edits: [FieldEdit] = [], editedSlides: [SlideSign] = [],
        workers: Int? = nil, batch: Int = 1, rewritesAltText: Bool = false
    ) {
        self.deck = deck
        self.style = style
        self.sources = sources
        self.fields = fields
        self.edits = edits
        self.editedSlides = editedSlides
        self.workers = workers
        self.batch = max(1, batch)
        self.rewritesAltText = rewritesAltText
    }
}

/// A text that a person wrote in place of ours.
package struct FieldEdit: Hashable, Sendable {
    /// From 1.
    package var slide: Int
    package var field: SlideField
    /// For alternative texts, only those of the shapes that were edited.
    package var value: FieldValue

    package init(slide: Int, field: SlideField, value: FieldValue) {
        self.slide = slide
        self.field = field
        self.value = value
    }
}
