/// What stands on a slide of an annotated deck that its author did not write. The slide itself is as if it were not
/// there.
package struct SlideAnnotations: Codable, Hashable, Sendable {
    /// What stands now, by the number of the shape; "" when it is marked as decorative. Of the shapes that were
    /// annotated only; one whose text was taken away since is missing.
    package var altTexts: [Int: String]
    /// Our sections of the notes as they stand now.
    package var sections: [NotesSection]
    /// Texts that a person wrote or changed since: names of sections, and `altText/` with the number of a shape.
    package var edited: Set<String>
    /// The numbers of the top-level shapes in their present order, where it was changed.
    package var order: [Int]?

    package init(
        altTexts: [Int: String] = [:], sections: [NotesSection] = [], edited: Set<String> = [], order: [Int]? = nil
    ) {
        self.altTexts = altTexts
        self.sections = sections
        self.edited = edited
        self.order = order
    }

    /// The name by which ``edited`` knows the alternative text of a shape.
    package static func name(ofAltText shape: Int) -> String { "altText/\(shape)" }
}

extension Slide {
    /// The slide with the annotated alternative texts and order: what whoever opens the deck gets.
    package var asItStands: Slide {
        guard let annotations else { return self }
        var slide = self
        slide.annotations = nil
        slide.elements = elements.map { annotations.apply(to: $0) }
        if let order = annotations.order {
            let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            slide.elements = slide.elements.enumerated().sorted { left, right in
                let leftPlace = places[left.element.shape.id] ?? .max
                let rightPlace = places[right.element.shape.id] ?? .max
                return (leftPlace, left.offset) < (rightPlace, right.offset)
            }.map(\.element)
        }
        return slide
    }
}

extension SlideAnnotations {
    fileprivate func apply(to element: SlideElement) -> SlideElement {
        var element = element
        if let text = altTexts[element.shape.id] {
            element.shape.altText = text.isEmpty ? nil : text
            element.shape.isDecorative = text.isEmpty
        }
        if case .group(var group) = element {
            group.members = group.members.map { apply(to: $0) }
            element = .group(group)
        }
        return element
    }
}
