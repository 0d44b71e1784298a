package import Decks
import Foundation

struct TextSmall: SlideRule {
    let id = "text-small"
    let title = "Tiny text"
    let why = "From the back of a room, on a phone or with low vision it cannot be read."
    let remedy = "Use 18 points or more for what is to be read, and never less than 12; move details to the notes."
    let source = "Microsoft's advice for accessible presentations (18 points)"
    let severity = Severity.warning

    func findings(on slide: StyledSlide) -> [Finding] {
        slide.allShapes.compactMap { shape in
            guard shape.placeholder?.isFurniture != true, shape.kind != .group else { return nil }
            let small = shape.allRuns.filter { run in
                !run.isRaised && (run.size ?? 18) < 11.95 && run.text.count(where: \.isLetter) > 2
            }
            guard let smallest = small.min(by: { ($0.size ?? 18) < ($1.size ?? 18) }), let size = smallest.size else {
                return nil
            }
            let points = String(format: size == size.rounded() ? "%.0f" : "%.1f", size)
            let text = small.map(\.text).joined(separator: " ").excerpt
            return finding(
                "\(text) in \(shape.label) is \(points) points high.", slide: slide.number,
                shape: shape, severity: size < 8.95 ? .warning : .tip)
        }
    }
}
