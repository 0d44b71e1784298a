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
                let leftPlace = places[left.element.identity.id] ?? .max
                let rightPlace = places[right.element.identity.id] ?? .max
                return (leftPlace, left.offset) < (rightPlace, right.offset)
            }.map(\.element)
        }
        return slide
    }
}

extension SlideAnnotations {
    fileprivate func apply(to element: SlideElement) -> SlideElement {
        var element = element
        if let text = altTexts[element.identity.id] {
            element.identity.altText = text.isEmpty ? nil : text
            element.identity.isDecorative = text.isEmpty
        }
        if case .group(var group) = element {
            group.members = group.members.map { apply(to: $0) }
            element = .group(group)
        }
        return element
    }
}

extension SlideElement {
    /// What every element has: its shape.
    fileprivate var identity: ShapeIdentity {
        get {
            switch self {
            case .text(let element): element.shape
            case .table(let element): element.shape
            case .chart(let element): element.shape
            case .diagram(let element): element.shape
            case .picture(let element): element.shape
            case .media(let element): element.shape
            case .group(let element): element.shape
            }
        }
        set {
            switch self {
            case .text(var element):
                element.shape = newValue
                self = .text(element)
            case .table(var element):
                element.shape = newValue
                self = .table(element)
            case .chart(var element):
                element.shape = newValue
                self = .chart(element)
            case .diagram(var element):
                element.shape = newValue
                self = .diagram(element)
            case .picture(var element):
                element.shape = newValue
                self = .picture(element)
            case .media(var element):
                element.shape = newValue
                self = .media(element)
            case .group(var element):
                element.shape = newValue
                self = .group(element)
            }
        }
    }
}
