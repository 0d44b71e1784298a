package import Decks

/// A shape of a slide in the question in which order the slide is read.
struct ReadingItem: Hashable {
    var id: Int
    var name: String
    var frame: ShapeFrame
    var isTitle = false
    /// Whether it says or shows something that has a place in the order: not a line or a slide number.
    var isContent = true
    /// Whether it is read as words. The order of a picture and the text beside it is a matter of taste.
    var isText = true
    /// Text without a fill: laid over another such box by its margin, it hides nothing.
    var isTransparent = false
    var isRightToLeft = false
}

extension ReadingItem {
    /// The items of a slide's top-level shapes, in their order; `nil` when one has no place, or two have one id.
    static func items(of slide: StyledSlide) -> [ReadingItem]? {
        let isRightToLeft = slide.isRightToLeft
        let items = slide.shapes.compactMap { shape -> ReadingItem? in
            guard let frame = shape.frame else { return nil }
            let hasText = shape.withMembers.contains { !$0.text.isEmpty || $0.table != nil }
            let isFurniture = shape.placeholder?.isFurniture == true
            let shows = shape.kind != .connector && (shape.kind != .shape || shape.altText != nil)
            return ReadingItem(
                id: shape.id, name: shape.name, frame: frame, isTitle: shape.placeholder == .title && hasText,
                isContent: !isFurniture && !shape.isDecorative && (hasText || shows), isText: hasText,
                isTransparent: shape.kind == .shape && shape.paint == .none, isRightToLeft: isRightToLeft)
        }
        guard items.count == slide.shapes.count, Set(items.map(\.id)).count == items.count else { return nil }
        return items
    }

    /// The same from what a slide says, where a shape that its layout places has no frame unless `frames` has it.
    static func items(of slide: Slide, frames: [Int: ShapeFrame]) -> [ReadingItem]? {
        let items = slide.elements.compactMap { element -> ReadingItem? in
            guard let frame = element.shape.frame ?? frames[element.shape.id] else { return nil }
            var item = ReadingItem(id: element.shape.id, name: element.shape.name, frame: frame)
            switch element {
            case .text(let text):
                let isFurniture = [.footer, .date, .slideNumber].contains(text.role)
                item.isTitle = text.role == .title && !text.paragraphs.isEmpty
                item.isContent = !isFurniture && !element.shape.isDecorative
            case .table: break
            case .group(let group):
                item.isText = group.members.contains { if case .text = $0 { true } else { false } }
                item.isContent = !element.shape.isDecorative
            case .picture, .chart, .diagram, .media:
                item.isText = false
                item.isContent = !element.shape.isDecorative
            }
            return item
        }
        guard items.count == slide.elements.count, Set(items.map(\.id)).count == items.count else { return nil }
        return items
    }
}

extension StyledSlide {
    /// Whether most letters are Hebrew or Arabic.
    var isRightToLeft: Bool {
        let letters = allShapes.map(\.text).joined().unicodeScalars.filter(\.properties.isAlphabetic)
        let mirrored = letters.count { (0x590...0x8FF).contains($0.value) || (0xFB1D...0xFEFC).contains($0.value) }
        return mirrored * 2 > letters.count
    }
}
