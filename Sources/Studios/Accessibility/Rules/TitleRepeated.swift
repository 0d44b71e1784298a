import Decks
import Foundation

struct TitleRepeated: AccessibilityRule {
    let id = "title-repeated"
    let title = "Two slides with the same title"
    let why = "In the list of titles, by which screen reader users find their way, they cannot be told apart."
    let remedy = "Say in the title what is new on this slide, or number the slides: “Costs (2 of 3)”."
    let source = "Office checker (tip); WCAG 2.4.2"
    let severity = Severity.tip

    func findings(in deck: InspectedDeck) -> [Finding] {
        var first: [String: Int] = [:]
        var findings: [Finding] = []
        for slide in deck.slides {
            guard let shape = slide.look.titleShape else { continue }
            let key = shape.text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if let earlier = first[key] {
                findings.append(
                    finding(
                        "The title \(shape.text.excerpt) is that of slide \(earlier) too.", slide: slide.number,
                        shape: shape))
            } else {
                first[key] = slide.number
            }
        }
        return findings
    }
}
