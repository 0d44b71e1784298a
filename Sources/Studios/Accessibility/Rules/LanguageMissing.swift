import Decks

struct LanguageMissing: AccessibilityRule {
    let id = "language-missing"
    let title = "Text whose language is not stated"
    let why = "A screen reader pronounces the text by the rules of whatever language it is set to."
    let remedy = "Select all text and set its language: Review, Language, Set Proofing Language."
    let source = "WCAG 3.1.1"
    let severity = Severity.warning

    func findings(in deck: InspectedDeck) -> [Finding] {
        let runs = deck.slides.flatMap { $0.look.allShapes }.flatMap(\.allRuns)
        let letters = runs.reduce(0) { $0 + $1.text.count(where: \.isLetter) }
        let silent = runs.filter { $0.language?.isEmpty ?? true }.reduce(0) { $0 + $1.text.count(where: \.isLetter) }
        guard letters >= 20, silent * 2 > letters else { return [] }
        return [finding("Most of the deck's text does not state its language.")]
    }
}
