package import MediaTools

/// How the slides of a deck look, as far as the file says: what a reader of the text alone does not need, and a judge
/// of its accessibility does. Alternative texts and order are those that stand in the file now.
package struct StyledDeck: Codable, Hashable, Sendable {
    package var size: SlideSize
    /// The title among the file's properties.
    package var title: String?
    /// The names of its sections.
    package var sections: [String]
    package var slides: [StyledSlide]

    package init(size: SlideSize, title: String? = nil, sections: [String] = [], slides: [StyledSlide]) {
        self.size = size
        self.title = title
        self.sections = sections
        self.slides = slides
    }
}

package struct StyledSlide: Codable, Hashable, Sendable {
    /// From 1, hidden slides counted.
    package var number: Int
    package var isHidden: Bool
    package var backdrop: Paint
    /// What the master and the layout paint above the backdrop, from the bottom up.
    package var scenery: [PaintedArea]
    /// In the order of the shape tree, which is painted from the bottom up, and read from first to last.
    package var shapes: [StyledShape]
    /// After how many milliseconds the next slide comes by itself.
    package var advancesAfter: Int?
    /// Whether an animation repeats until somebody ends it.
    package var repeatsForever: Bool

    package init(
        number: Int, isHidden: Bool = false, backdrop: Paint = .plain(.white), scenery: [PaintedArea] = [],
        shapes: [StyledShape] = [], advancesAfter: Int? = nil, repeatsForever: Bool = false
    ) {
        self.number = number
        self.isHidden = isHidden
        self.backdrop = backdrop
        self.scenery = scenery
        self.shapes = shapes
        self.advancesAfter = advancesAfter
        self.repeatsForever = repeatsForever
    }

    /// All shapes, the members of groups after their group.
    package var allShapes: [StyledShape] {
        shapes.flatMap(\.withMembers)
    }
}

/// A rectangle on a slide and its paint.
package struct PaintedArea: Codable, Hashable, Sendable {
    package var frame: ShapeFrame
    package var paint: Paint
    /// Whether the paint reaches into the corners.
    package var isRectangle: Bool

    package init(frame: ShapeFrame, paint: Paint, isRectangle: Bool = true) {
        self.frame = frame
        self.paint = paint
        self.isRectangle = isRectangle
    }
}

package struct StyledShape: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        /// A shape or text box, with or without text.
        case shape
        case connector, picture, chart, table, diagram, video, audio, group
        /// An embedded document, ink, a 3D model.
        case object
    }

    package enum Placeholder: String, Codable, Sendable {
        case title, subtitle, body, footer, date, slideNumber, other

        /// What every slide repeats.
        package var isFurniture: Bool { self == .footer || self == .date || self == .slideNumber }
    }

    package var id: Int
    package var name: String
    package var kind: Kind
    package var placeholder: Placeholder?
    package var altText: String?
    package var isDecorative: Bool
    /// Where it is as seen, rotation included, the layout's place where it has none of its own.
    package var frame: ShapeFrame?
    package var paint: Paint
    /// Whether it is a rectangle or nearly so, upright.
    package var isRectangle: Bool
    /// Whether its geometry was drawn by hand rather than chosen from a list.
    package var isFreeform: Bool
    package var paragraphs: [StyledParagraph]
    package var table: StyledTable?
    package var members: [StyledShape]
    /// Whether a video or sound has captions in the file.
    package var hasCaptions: Bool
    /// Where a click on the shape leads to.
    package var link: String?

    package init(
        id: Int, name: String, kind: Kind = .shape, placeholder: Placeholder? = nil, altText: String? = nil,
        isDecorative: Bool = false, frame: ShapeFrame? = nil, paint: Paint = .none, isRectangle: Bool = true,
        isFreeform: Bool = false, paragraphs: [StyledParagraph] = [], table: StyledTable? = nil,
        members: [StyledShape] = [], hasCaptions: Bool = false, link: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.placeholder = placeholder
        self.altText = altText
        self.isDecorative = isDecorative
        self.frame = frame
        self.paint = paint
        self.isRectangle = isRectangle
        self.isFreeform = isFreeform
        self.paragraphs = paragraphs
        self.table = table
        self.members = members
        self.hasCaptions = hasCaptions
        self.link = link
    }

    /// The text on one line.
    package var text: String {
        paragraphs.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// This shape and all that are in it.
    package var withMembers: [StyledShape] {
        [self] + members.flatMap(\.withMembers)
    }
}
