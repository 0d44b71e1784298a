package import Decks

struct AltTextMissing: SlideRule {
    let id = "alt-text-missing"
    let title = "A picture, chart or drawing without alternative text"
    let why = "A screen reader can only say that something is there; what it shows is lost."
    let remedy =
        "Describe what it shows in one or two sentences (Alt Text), or mark it as decorative when it says nothing."
    let source = "Office checker (error); WCAG 1.1.1"
    let severity = Severity.error

    func findings(on slide: StyledSlide) -> [Finding] {
        NonTextContent.subjects(in: slide.shapes).filter { $0.shape.altText == nil }.map { subject in
            // Cells and labels can be read; what they are about is missing.
            finding(
                "\(subject.shape.label) has no alternative text.", slide: slide.number, shape: subject.shape,
                severity: subject.isReadable ? .tip : .error)
        }
    }
}
