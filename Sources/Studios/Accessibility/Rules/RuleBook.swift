/// All rules, in the order in which their findings are listed.
package enum RuleBook {
    package static let all: [any AccessibilityRule] = [
        TitleMissing(),
        AltTextMissing(),
        AltTextUnfit(),
        AltTextAutomatic(),
        TextFaint(),
        TextSmall(),
        ReadingOrderRule(),
        TableHeaderMissing(),
        TableUneven(),
        MediaCaptions(),
        LinkText(),
        LinkRepeated(),
        TitleRepeated(),
        CapitalsOnly(),
        MotionEndless(),
        TimingAutomatic(),
        LanguageMissing(),
        SectionUnnamed(),
        DocumentTitleMissing(),
    ]

    /// What all rules find: by slide (the deck as a whole first), then the gravest first, then by rule and place.
    package static func findings(in deck: InspectedDeck) -> [Finding] {
        let hidden = Set(deck.slides.filter(\.look.isHidden).map(\.number))
        let found = all.flatMap { $0.findings(in: deck) }.map { finding in
            var finding = finding
            if let slide = finding.slide, hidden.contains(slide) { finding.message += " The slide is hidden." }
            return finding
        }
        return found.enumerated().sorted { one, other in
            let (a, b) = (one.element, other.element)
            if a.slide != b.slide { return (a.slide ?? 0) < (b.slide ?? 0) }
            return a.severity == b.severity ? one.offset < other.offset : a.severity > b.severity
        }.map(\.element)
    }
}
