import Decks

/// Writes the fields of a slide from the slide alone, without a model.
///
/// It promises to add nothing: every number and every name is on the slide, in its notes, in the text of its
/// pictures or among the sources, or is a count of what is there (``Grounding`` tests that). The words between are
/// English, Spanish, German or French; other languages get the bare texts. Equal materials give equal texts.
package enum OfflineWriter {
    /// Writes a field from what is on the slide.
    ///
    /// The text of `slideDescription` does not begin with the slide's number and title. The points of
    /// `instructorNotes` are lines, the paragraphs of `script` and `studentNotes` are parted by an empty line, and
    /// the key terms of `studentNotes` stand between asterisks. A text is "" when the slide gives nothing to write.
    package static func write(
        _ field: SlideField, from material: SlideMaterial, style: AnnotationStyle
    ) -> FieldValue {
        let desk = WritingDesk(material, style)
        return switch field {
        case .altText: .altTexts(AltTextWriter(desk: desk).texts)
        case .slideDescription: .text(DescriptionWriter(desk: desk).text)
        case .script: .text(ScriptWriter(desk: desk).text)
        case .instructorNotes: .text(InstructorNotesWriter(desk: desk).text)
        case .studentNotes: .text(StudentNotesWriter(desk: desk).text)
        case .references: .references(ReferenceFinder(material: material).references)
        case .developerNotes: .text(DeveloperNotesWriter(desk: desk).text)
        }
    }
}
