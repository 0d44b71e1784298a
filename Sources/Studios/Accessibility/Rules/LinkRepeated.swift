package import Decks

struct LinkRepeated: SlideRule {
    let id = "link-repeated"
    let title = "Links with the same text and different targets"
    let why = "Heard one after the other, the links cannot be told apart."
    let remedy = "Let each link's text name its own target."
    let source = "WCAG 2.4.4"
    let severity = Severity.tip

    func findings(on slide: StyledSlide) -> [Finding] {
        var targets: [String: String] = [:]
        var findings: [Finding] = []
        var told = Set<String>()
        for shape in slide.allShapes {
            for link in shape.links {
                let key = link.text.lowercased()
                // A click that goes elsewhere in the deck is a button.
                guard !link.target.hasPrefix("#") else { continue }
                let target = link.target.lowercased()
                if let other = targets[key], other != target, told.insert(key).inserted {
                    findings.append(
                        finding(
                            "Two links with the text \(link.text.excerpt) lead to different places.",
                            slide: slide.number, shape: shape))
                }
                targets[key] = targets[key] ?? target
            }
        }
        return findings
    }
}
