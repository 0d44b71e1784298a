/// One of the seven texts that a slide is annotated with.
package enum SlideField: String, Codable, Hashable, Sendable, CaseIterable {
    /// One text for each picture, chart, table, SmartArt and group.
    case altText
    /// The slide for someone who cannot see it.
    case slideDescription
    /// What the speaker says.
    case script
    /// What the teacher should know.
    case instructorNotes
    /// What the learner takes along.
    case studentNotes
    /// One to three sources.
    case references
    /// Guidance for whoever builds on the slide.
    case developerNotes

    /// The gateway's route for this field.
    package var route: String {
        switch self {
        case .altText: "slides.alt-text"
        case .slideDescription: "slides.slide-description"
        case .script: "slides.script"
        case .instructorNotes: "slides.instructor-notes"
        case .studentNotes: "slides.student-notes"
        case .references: "slides.references"
        case .developerNotes: "slides.developer-notes"
        }
    }

    /// Whether the writer is shown the slide's picture.
    package var isVisual: Bool { self == .altText || self == .slideDescription }
}
