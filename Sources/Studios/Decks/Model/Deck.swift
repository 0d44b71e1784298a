package import Essentials

/// A deck as a value: what its slides say and show, in the order in which they are presented.
package struct Deck: Codable, Hashable, Sendable {
    /// The title that the file states, else the first slide's title.
    package var title: String?
    package var author: String?
    /// The language tag (BCP 47, such as `en-US`) that most of the text bears; `nil` when none is stated.
    package var language: String?
    package var themeName: String?
    package var size: SlideSize
    /// All slides, hidden ones included.
    package var slides: [Slide]

    package init(
        title: String? = nil, author: String? = nil, language: String? = nil, themeName: String? = nil,
        size: SlideSize = .widescreen, slides: [Slide] = []
    ) {
        self.title = title
        self.author = author
        self.language = language
        self.themeName = themeName
        self.size = size
        self.slides = slides
    }
}

/// The size of every slide of a deck, in EMU (914,400 to the inch, 12,700 to the point).
package struct SlideSize: Codable, Hashable, Sendable {
    package var width: Int
    package var height: Int

    package static let widescreen = SlideSize(width: 12_192_000, height: 6_858_000)

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// One slide.
package struct Slide: Codable, Hashable, Sendable {
    /// The place in the presentation, from 1, hidden slides counted.
    package var number: Int
    package var isHidden: Bool
    /// The text of the title placeholder, on one line.
    package var title: String?
    /// What is on the slide, in reading order (the order of the shape tree), the title included.
    package var elements: [SlideElement]
    /// The speaker notes, empty paragraphs left out.
    package var notes: [Paragraph]
    /// The language tag that most of the slide's text bears.
    package var language: String?
    /// Names everything that decides how the slide looks (its part and all it refers to, alternative texts and notes
    /// apart):
    /// slides with equal appearances look the same, wherever they stand.
    package var appearance: ContentDigest
    /// What was added to the slide by annotating it; all else is as its author left it.
    package var annotations: SlideAnnotations?
    /// Where its hyperlinks and those of its notes lead in the web, each once; `nil` when it has none.
    package var links: [SlideLink]?

    package init(
        number: Int, isHidden: Bool = false, title: String? = nil, elements: [SlideElement] = [],
        notes: [Paragraph] = [], language: String? = nil, appearance: ContentDigest,
        annotations: SlideAnnotations? = nil, links: [SlideLink]? = nil
    ) {
        self.number = number
        self.isHidden = isHidden
        self.title = title
        self.elements = elements
        self.notes = notes
        self.language = language
        self.appearance = appearance
        self.annotations = annotations
        self.links = links
    }
}
