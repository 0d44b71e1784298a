package import Essentials

/// A deck made from a PDF, and where its slides come from.
package struct PDFDeck: Hashable, Sendable {
    package var deck: Deck
    /// The pages of each slide, numbered from 1, in the order of the slides. The last of them shows the whole slide.
    package var pagesOfSlides: [ClosedRange<Int>]
}

/// Makes a deck of the pages of a PDF, one slide a page; pages that build one slide up are one slide.
package enum PDFDeckBuilder {
    /// - Parameters:
    ///   - pages: what ``PDFTextParser`` read.
    ///   - info: the title and the author that the file states.
    ///   - mergingOverlays: whether pages that ``OverlayMerger`` finds to be steps of one slide become one slide.
    ///   - appearance: names how a page looks: a digest over the PDF's own digest and the page's number.
    package static func deck(
        pages: [PDFPage], info: PDFInfo? = nil, mergingOverlays: Bool = true,
        appearance: (_ page: Int) -> ContentDigest
    ) -> PDFDeck {
        let furniture = PageFurniture(pages: pages)
        let bare = pages.map(furniture.bare)
        let rightEdge = PageOutline.rightEdge(of: bare)
        let groups = mergingOverlays ? OverlayMerger.groups(of: pages) : pages.indices.map { $0..<($0 + 1) }
        let slides = groups.enumerated().map { index, group in
            let page = bare[group.upperBound - 1]
            return slide(
                PageOutline(page: page, rightEdge: rightEdge), number: index + 1, appearance: appearance(page.number))
        }
        let deck = Deck(
            title: info?.title.flatMap(chosen) ?? slides.first?.title, author: info?.author,
            size: size(of: pages.first),
            slides: slides)
        let ranges = groups.map { group in
            let (first, last) = (pages[group.lowerBound].number, pages[group.upperBound - 1].number)
            return min(first, last)...max(first, last)
        }
        return PDFDeck(deck: deck, pagesOfSlides: ranges)
    }

    /// `nil` for the titles that programs put in when nobody chose one.
    private static func chosen(_ title: String) -> String? {
        let automatic = ["powerpoint presentation", "powerpoint-präsentation", "presentation", "untitled", "slide"]
        let name = title.lowercased().filter { !$0.isNumber && !"()".contains($0) }
        return automatic.contains(SpokenText.onOneLine(name)) ? nil : title
    }

    /// One page as a slide, for a page that was read in another way than the rest of its deck.
    package static func slide(of page: PDFPage) -> Slide {
        slide(PageOutline(page: page), number: page.number, appearance: ContentDigest(of: ""))
    }

    private static func slide(_ outline: PageOutline, number: Int, appearance: ContentDigest) -> Slide {
        var elements: [SlideElement] = []
        if let title = outline.title {
            let shape = ShapeIdentity(id: 1, name: "Title", frame: outline.titleBox.map(frame))
            elements.append(.text(TextElement(shape: shape, role: .title, paragraphs: [Paragraph(title)])))
        }
        if !outline.paragraphs.isEmpty {
            let shape = ShapeIdentity(id: 2, name: "Text")
            elements.append(.text(TextElement(shape: shape, role: .body, paragraphs: outline.paragraphs)))
        }
        return Slide(number: number, title: outline.title, elements: elements, appearance: appearance)
    }

    private static let unitsPerPoint = 12_700.0

    private static func size(of page: PDFPage?) -> SlideSize {
        guard let page, page.width > 0, page.height > 0 else { return .widescreen }
        return SlideSize(width: units(page.width), height: units(page.height))
    }

    private static func frame(_ box: PDFBox) -> ShapeFrame {
        ShapeFrame(x: units(box.left), y: units(box.top), width: units(box.width), height: units(box.height))
    }

    private static func units(_ points: Double) -> Int {
        Int((min(max(points, -1e7), 1e7) * unitsPerPoint).rounded())
    }
}
