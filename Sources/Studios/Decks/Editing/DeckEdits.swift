/// What is to be changed in a deck. Everything else stays as it is, byte for byte.
package struct DeckEdits: Codable, Hashable, Sendable {
    /// By slide number, from 1, hidden slides counted.
    package var slides: [Int: SlideEdits]

    package init(slides: [Int: SlideEdits] = [:]) {
        self.slides = slides
    }
}

/// What is to be changed on one slide.
package struct SlideEdits: Codable, Hashable, Sendable {
    /// By the number of the shape (`ShapeIdentity.id`). Shapes that are not named keep what they have.
    package var altTexts: [Int: AltTextEdit]
    /// Our sections of the notes, in order; `nil` leaves the notes alone, and an empty list takes our sections out.
    /// What the author wrote stays, before ours.
    package var notes: [NotesSection]?
    /// The numbers of top-level shapes in the order in which they are to be read, which is also the order in which
    /// they lie on each other. Shapes that are not named keep their places.
    package var order: [Int]?
    /// Which of these texts a person wrote: names of sections, and `altText/` with the number of a shape. It is kept with
    /// the deck: see ``SlideAnnotations/edited``.
    package var byPerson: Set<String>
    /// Decides the headings of the sections (BCP 47); `nil`: the deck's language.
    package var language: String?

    package init(
        altTexts: [Int: AltTextEdit] = [:], notes: [NotesSection]? = nil, order: [Int]? = nil,
        byPerson: Set<String> = [], language: String? = nil
    ) {
        self.altTexts = altTexts
        self.notes = notes
        self.order = order
        self.byPerson = byPerson
        self.language = language
    }
}

/// What a shape says to those who cannot see it.
package enum AltTextEdit: Codable, Hashable, Sendable {
    case text(String)
    /// It carries nothing that is worth telling.
    case decorative
}

/// A part of the notes with a heading of its own.
package struct NotesSection: Codable, Hashable, Sendable {
    /// Stable, such as "script": the heading is made from it, in the language of the deck.
    package var name: String
    /// `*word*` marks italics, and "\n" breaks the line.
    package var paragraphs: [String]

    package init(name: String, paragraphs: [String]) {
        self.name = name
        self.paragraphs = paragraphs
    }
}
