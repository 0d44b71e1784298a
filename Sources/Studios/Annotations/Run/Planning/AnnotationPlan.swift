/// What annotating a deck would do.
package struct AnnotationPlan: Sendable {
    /// Where the text of a field would come from.
    package enum Source: String, Codable, Sendable, CaseIterable {
        /// A model would be asked.
        case model
        /// The program would write it, as the slide says too little to ask a model.
        case fixedForm
        /// The program would write it, as there is no model.
        case offline
        /// It was made in an earlier run.
        case earlier
        /// All alternative texts of the slide are fit and stay.
        case deck
        /// A person wrote it.
        case person
    }

    package struct Field: Hashable, Sendable {
        package var slide: Int
        package var field: SlideField
        package var source: Source
    }

    /// The kinds of the slides, in their order.
    package var kinds: [SlideKind]
    /// In the order of the slides, and of the fields in each.
    package var fields: [Field]
    /// Calls to the model, when every first answer is good. Slides with the same content share them. A slide that is not
    /// drawn counts as if nothing were known about it.
    package var calls: Int
    /// In US dollars: what the calls would cost if they cost what earlier ones for the same fields of this deck did;
    /// `nil` where that is not known.
    package var cost: Double?

    package func count(_ source: Source) -> Int { fields.count { $0.source == source } }
}
