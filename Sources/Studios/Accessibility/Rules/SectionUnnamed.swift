import Decks

struct SectionUnnamed: AccessibilityRule {
    let id = "section-name"
    let title = "Sections without a name of their own"
    let why = "Sections are a way to move through the deck; their names tell nothing."
    let remedy = "Name them after what they hold: right-click, Rename Section."
    let source = "Office checker; WCAG 2.4.6"
    let severity = Severity.tip

    private static let usual: Set<String> = [
        "untitled section", "abschnitt ohne titel", "sección sin título", "section sans titre", "",
    ]
    /// The name of what lies before the first section that somebody made.
    private static let first: Set<String> = [
        "default section", "standardabschnitt", "sección predeterminada", "section par défaut",
    ]

    func findings(in deck: InspectedDeck) -> [Finding] {
        let names = deck.sections.map { $0.lowercased() }
        let unnamed = names.enumerated().filter { index, name in
            Self.usual.contains(name) || (Self.first.contains(name) && index > 0)
        }
        guard names.count > 1, let example = unnamed.first else { return [] }
        let name = deck.sections[example.offset]
        return [finding("\(unnamed.count == 1 ? "A section is" : "\(unnamed.count) sections are") called “\(name)”.")]
    }
}
