import Decks

struct TimingAutomatic: AccessibilityRule {
    let id = "timing-automatic"
    let title = "Slides that move on by themselves"
    let why = "Whoever reads more slowly, or listens to a screen reader, has not finished."
    let remedy = "Let a click move on: Transitions, Advance Slide, On Mouse Click."
    let source = "WCAG 2.2.1"
    let severity = Severity.tip

    func findings(in deck: InspectedDeck) -> [Finding] {
        let timed = deck.slides.filter { $0.look.advancesAfter != nil }
        // A deck that was recorded or runs in a loop is one thing to decide on.
        if timed.count > 3, timed.count * 2 > deck.slides.count {
            return [finding("\(timed.count) of \(deck.slides.count) slides move on by themselves.")]
        }
        return timed.map { slide in
            let seconds = ((slide.look.advancesAfter ?? 0) + 500) / 1000
            return finding(
                "Slide \(slide.number) moves on by itself after \(seconds == 1 ? "1 second" : "\(seconds) seconds").",
                slide: slide.number)
        }
    }
}
