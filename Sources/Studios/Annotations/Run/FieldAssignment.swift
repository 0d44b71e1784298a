/// Who is to write a field of a slide.
enum FieldAssignment {
    /// A person did.
    case person(FieldValue)
    /// Nobody: all alternative texts of the slide stay.
    case standing(KeptAltTexts)
    /// - Parameter kept: alternative texts that stay.
    case model(kept: KeptAltTexts)
    /// - Parameter isFixedForm: whether a model is there, and the slide says too little to ask it.
    case program(kept: KeptAltTexts, isFixedForm: Bool)
}
