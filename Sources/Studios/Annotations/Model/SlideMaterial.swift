package import Decks

/// Everything that the texts of one slide may draw on, and nothing else: equal materials give equal texts.
package struct SlideMaterial: Codable, Hashable, Sendable {
    /// The slide as its author left it: alternative texts and notes that were written by us are taken back out.
    /// So that moving a slide changes nothing, `number` is 1 for the first slide of the deck and 2 for all others.
    package var slide: Slide
    package var kind: SlideClassification
    package var deckTitle: String?
    /// What was seen in the pictures of the slide, by shape.
    package var sights: [PictureSight]
    /// The sources that the person gave (`--sources`).
    package var sources: [Reference]
    /// The size of the slide; `nil` where nobody said: then no place on the slide is told.
    package var size: SlideSize?
    /// The shapes whose picture the deck repeats on many slides, as a logo is (``Deck/ornaments(of:)``).
    package var ornaments: [Int]?
    /// Whether the texts of the slide were read off its picture, and so may hold mistakes; `nil`: no.
    package var isScan: Bool?

    package init(
        slide: Slide, kind: SlideClassification, deckTitle: String? = nil, sights: [PictureSight] = [],
        sources: [Reference] = [], size: SlideSize? = nil, ornaments: [Int]? = nil, isScan: Bool? = nil
    ) {
        self.slide = slide
        self.kind = kind
        self.deckTitle = deckTitle
        self.sights = sights
        self.sources = sources
        self.size = size
        self.ornaments = ornaments
        self.isScan = isScan
    }
}

/// What can be made out in a picture without a model: its text by OCR, and what its pixels tell.
package struct PictureSight: Codable, Hashable, Sendable {
    /// What the picture looks like, from its pixels.
    package enum Look: String, Codable, Hashable, Sendable {
        case photograph, drawing, screenshot, icon
        /// One colour, or practically so.
        case blank
    }

    /// A colour by its name and its share of the pixels (0...1).
    package struct Colour: Codable, Hashable, Sendable {
        package var name: String
        package var share: Double

        package init(name: String, share: Double) {
            self.name = name
            self.share = share
        }
    }

    /// The number of the shape that shows the picture.
    package var shape: Int
    /// In pixels, as stored.
    package var width: Int
    package var height: Int
    package var look: Look
    /// The largest first; at most three.
    package var colours: [Colour]
    /// The text in the picture, line by line; "" when there is none that can be read with confidence.
    package var text: String
    /// What the picture says of itself: the title within an SVG.
    package var title: String?

    package init(
        shape: Int, width: Int, height: Int, look: Look, colours: [Colour], text: String, title: String? = nil
    ) {
        self.shape = shape
        self.width = width
        self.height = height
        self.look = look
        self.colours = colours
        self.text = text
        self.title = title
    }
}
