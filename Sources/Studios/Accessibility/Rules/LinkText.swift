package import Decks
import Foundation

struct LinkText: SlideRule {
    let id = "link-text"
    let title = "A link whose text does not say where it leads"
    let why = "Screen reader users go from link to link and hear the link's text only; an address is spelt out."
    let remedy = "Let the text name what one gets there: “Lighthouse statistics 2024”."
    let source = "Office checker (tip); WCAG 2.4.4"
    let severity = Severity.warning

    func findings(on slide: StyledSlide) -> [Finding] {
        slide.allShapes.flatMap { shape in
            shape.links.compactMap { link -> Finding? in
                let text = link.text
                if LinkPhrases.areEmpty(text) {
                    return finding(
                        "The link \(text.excerpt) in \(shape.label) does not say where it leads.", slide: slide.number,
                        shape: shape)
                }
                if isLongAddress(text) {
                    return finding(
                        "The link \(text.excerpt) in \(shape.label) is a bare address.", slide: slide.number,
                        shape: shape, severity: .tip)
                }
                return nil
            }
        }
    }

    /// An address that is more than the name of a site: "atelier.org" can be said, "https://example.org/a?b=7" cannot.
    private func isLongAddress(_ text: String) -> Bool {
        guard !text.contains(where: \.isWhitespace), !text.contains("@") else { return false }
        guard text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("www.") else { return false }
        let rest = text.split(separator: "://").last ?? ""
        return rest.split(separator: "/").count > 1 || rest.count > 30
    }
}

/// A link in a text, its runs put together.
struct ShownLink: Hashable {
    var text: String
    var target: String
}

extension StyledShape {
    /// The links in its text and cells. A word in another colour does not make two of one.
    var links: [ShownLink] {
        let cells = table?.rows.flatMap { $0 }.filter { !$0.isCovered }.flatMap(\.paragraphs) ?? []
        return (paragraphs + cells).flatMap { paragraph -> [ShownLink] in
            var links: [ShownLink] = []
            var isOpen = false
            for run in paragraph.runs {
                if let target = run.link {
                    if isOpen, links.last?.target == target {
                        links[links.count - 1].text += run.text
                    } else {
                        links.append(ShownLink(text: run.text, target: target))
                    }
                }
                isOpen = run.link != nil
            }
            return links.map {
                ShownLink(text: $0.text.trimmingCharacters(in: .whitespacesAndNewlines), target: $0.target)
            }
            .filter { !$0.text.isEmpty }
        }
    }
}
