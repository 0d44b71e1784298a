package import Decks

struct MotionEndless: SlideRule {
    let id = "motion-endless"
    let title = "An animation that does not end"
    let why = "Movement that goes on distracts from reading, and flashing can be dangerous."
    let remedy = "Let it run once, or at most for five seconds (Animation Pane, Timing, Repeat)."
    let source = "WCAG 2.2.2, 2.3.1"
    let severity = Severity.tip

    func findings(on slide: StyledSlide) -> [Finding] {
        guard slide.repeatsForever else { return [] }
        return [finding("Slide \(slide.number) has an animation that repeats without end.", slide: slide.number)]
    }
}
