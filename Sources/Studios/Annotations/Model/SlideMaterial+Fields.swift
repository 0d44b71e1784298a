import Decks

extension SlideMaterial {
    /// What a field draws on: nothing else is told to its writer, is borne out by it, or makes it anew.
    ///
    /// - What is seen is told from what is to be seen: alternative texts and the description do without notes, links
    ///   and sources.
    /// - Where things stand, and which pictures are ornaments, matters to what tells of shapes: neither to references nor
    ///   to the teacher's points.
    /// - How sure the kind of the slide is, and why, is for people.
    package func reduced(to field: SlideField) -> SlideMaterial {
        var material = self
        material.kind = SlideClassification(kind: kind.kind, confidence: 1, reasons: [])
        switch field {
        case .altText, .slideDescription:
            material.slide.notes = []
            material.slide.links = nil
            material.sources = []
        case .references, .instructorNotes:
            material.size = nil
            material.ornaments = nil
        case .script, .studentNotes, .developerNotes: break
        }
        return material
    }
}
