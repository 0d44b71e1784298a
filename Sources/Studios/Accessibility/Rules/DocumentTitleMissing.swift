import Decks

struct DocumentTitleMissing: AccessibilityRule {
    let id = "document-title"
    let title = "A deck without a title among its properties"
    let why = "A screen reader names the file it has opened by this title, and so does a PDF made of it."
    let remedy = "Fill in File, Info, Properties, Title."
    let source = "WCAG 2.4.2"
    let severity = Severity.tip

    /// What PowerPoint writes by itself.
    private static let usual: Set<String> = [
        "powerpoint presentation", "presentation", "untitled presentation", "powerpoint-präsentation",
        "présentation powerpoint", "presentación de powerpoint",
    ]

    func findings(in deck: InspectedDeck) -> [Finding] {
        guard let title = deck.title, !Self.usual.contains(title.lowercased()) else {
            return [finding("The deck has no title of its own among its properties.")]
        }
        return []
    }
}
