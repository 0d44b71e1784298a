import Decks
import Foundation

struct TextFaint: AccessibilityRule {
    let id = "contrast"
    let title = "Text that hardly stands out from what is behind it"
    let why = "People with low vision, and everybody in a bright room, cannot read it."
    let remedy = "Make the text or its background darker or lighter, or lay a plain area between text and picture."
    let source = "Office checker (warning); WCAG 1.4.3"
    let severity = Severity.error

    /// Below this hardly anybody reads it.
    private static let unreadable = 1.5

    func findings(in deck: InspectedDeck) -> [Finding] {
        deck.slides.flatMap { slide in
            // One finding a shape: its faintest text.
            var worst: [FaintText] = []
            for text in slide.faint {
                guard let index = worst.firstIndex(where: { $0.shape == text.shape && $0.shapeName == text.shapeName })
                else {
                    worst.append(text)
                    continue
                }
                if text.ratio / text.required < worst[index].ratio / worst[index].required { worst[index] = text }
            }
            return worst.map { finding($0, on: slide) }
        }
    }

    private func finding(_ text: FaintText, on slide: InspectedSlide) -> Finding {
        let ratio = String(format: "%.1f", (text.ratio * 10).rounded(.down) / 10)
        let required = text.required == 3 ? "3" : "4.5"
        return Finding(
            rule: id, severity: text.ratio < Self.unreadable ? .error : .warning, slide: slide.number,
            shape: text.shape, shapeName: text.shapeName,
            message:
                "\(text.text.excerpt) in '\(text.shapeName)' has a contrast of \(ratio) to 1 (\(text.color.hex) on "
                + "\(text.ground.hex)); \(required) are needed.",
            why: why, remedy: remedy)
    }
}
