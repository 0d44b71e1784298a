/// What makes an alternative text unfit, whoever wrote it.
package enum AltTextProblem: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing, where something is shown.
    case missing
    /// "IMG_2041.png"
    case fileName
    /// "Picture 4", "Content Placeholder 3": the name that the program gave the shape.
    case shapeName
    /// "image of", "picture showing"
    case leadIn
    /// The words of the slide's title.
    case copiesTitle
    /// One character, or no letter and no digit.
    case empty
    /// Longer than anybody listens to.
    case tooLong
    /// It does not end in a stop.
    case unfinished
}
