package import Decks

/// One thing that is looked for. A rule is a pure function over a deck that is a value.
package protocol AccessibilityRule: Sendable {
    /// Stable: used by reports and suppressions.
    var id: String { get }
    /// What it looks for, in a few words.
    var title: String { get }
    /// Whom what it finds keeps out, and how.
    var why: String { get }
    /// What to do about it.
    var remedy: String { get }
    /// Where the rule comes from.
    var source: String { get }
    /// The gravest that it finds.
    var severity: Severity { get }

    func findings(in deck: InspectedDeck) -> [Finding]
}

/// A rule that looks at one slide at a time.
protocol SlideRule: AccessibilityRule {
    func findings(on slide: StyledSlide) -> [Finding]
}

extension SlideRule {
    package func findings(in deck: InspectedDeck) -> [Finding] {
        deck.slides.flatMap { findings(on: $0.look) }
    }
}

extension AccessibilityRule {
    func finding(
        _ message: String, slide: Int? = nil, shape: StyledShape? = nil, severity: Severity? = nil,
        remedy: String? = nil
    ) -> Finding {
        Finding(
            rule: id, severity: severity ?? self.severity, slide: slide, shape: shape?.id, shapeName: shape?.name,
            message: message, why: why, remedy: remedy ?? self.remedy)
    }
}
