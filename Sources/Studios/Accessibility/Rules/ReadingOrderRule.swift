package import Decks

struct ReadingOrderRule: SlideRule {
    let id = "reading-order"
    let title = "Shapes that are read in another order than they are seen"
    let why = "A screen reader reads a slide in the order of its shapes, so that listeners hear things out of order."
    let remedy =
        "Put the shapes in order: Review, Check Accessibility, Reading Order Pane; or 'atelier annotate --fix-order'."
    let source = "Office checker (warning); WCAG 1.3.2"
    let severity = Severity.warning

    func findings(on slide: StyledSlide) -> [Finding] {
        guard let items = ReadingItem.items(of: slide), let better = Sequencer(items).better(),
            let pair = better.inversions.first, let early = shape(pair.second, slide),
            let late = shape(pair.first, slide)
        else { return [] }
        let others = better.inversions.count - 1
        let more = others == 0 ? "" : " (and \(others) more such \(others == 1 ? "pair" : "pairs"))"
        return [
            finding(
                "\(named(early)) is read before \(named(late)), but comes after it on the slide\(more).",
                slide: slide.number, shape: early)
        ]
    }

    private func shape(_ id: Int, _ slide: StyledSlide) -> StyledShape? {
        slide.shapes.first { $0.id == id }
    }

    private func named(_ shape: StyledShape) -> String {
        let cells = shape.table?.rows.joined().map(\.text) ?? []
        let text = (shape.withMembers.map(\.text) + cells).first { !$0.isEmpty }
        return text.map { "\($0.excerpt) ('\(shape.name)')" } ?? shape.label
    }
}
