package import Decks

struct TitleMissing: SlideRule {
    let id = "title-missing"
    let title = "A slide without a title"
    let why = "People who cannot see the slides find their way by the list of titles; this slide is not in it."
    let remedy =
        "Give it a title (Home, Layout, a layout with a title). If it should not show, it may lie outside of the slide."
    let source = "Office checker (error); WCAG 2.4.2"
    let severity = Severity.error

    func findings(on slide: StyledSlide) -> [Finding] {
        guard slide.title == nil else { return [] }
        let empty = slide.allShapes.first { $0.placeholder == .title }
        let message =
            empty == nil
            ? "Slide \(slide.number) has no title." : "The title of slide \(slide.number) is empty."
        return [finding(message, slide: slide.number, shape: empty)]
    }
}
