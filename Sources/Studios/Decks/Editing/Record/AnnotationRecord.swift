import Essentials

/// What Atelier wrote into a deck earlier, so that it can tell its own texts from those of people.
///
/// It is kept in the deck, as a part of custom XML, which office programs keep when they save the deck.
package struct AnnotationRecord: Hashable, Sendable {
    /// By the slide's number in the presentation's list (`sldId id`), which a slide keeps when it is moved.
    var slides: [String: SlideRecord] = [:]

    package init() {}

    var isEmpty: Bool { slides.isEmpty }

    /// Whether we wrote these words into the section of this name, on any slide: one may be the copy of another.
    func wrote(_ section: NotesSection) -> Bool {
        slides.values.contains { $0.sections[section.name]?.wrote == section.digest }
    }
}

/// What was written into one slide.
struct SlideRecord: Hashable, Sendable {
    struct ShapeText: Hashable, Sendable {
        /// What there was before.
        var before: AltTextState
        /// The digest of what was written.
        var wrote: ContentDigest
        /// Whether the words are a person's.
        var byPerson: Bool
    }

    struct Section: Hashable, Sendable {
        var wrote: ContentDigest
        var byPerson: Bool
    }

    /// The numbers of the top-level shapes.
    struct Order: Hashable, Sendable {
        var before: [Int]
        var wrote: [Int]
    }

    var shapes: [Int: ShapeText] = [:]
    var sections: [String: Section] = [:]
    var order: Order?

    var isEmpty: Bool { shapes.isEmpty && sections.isEmpty && order == nil }
}

extension NotesSection {
    /// Names its words; spaces and line breaks do not matter.
    var digest: ContentDigest {
        ContentDigest(of: paragraphs.map { SpokenText.onOneLine($0) }.joined(separator: "\n"))
    }
}
