import Accessibility

/// A check as lines for a terminal: the findings by slide, and the sum at the end.
struct CheckSummary {
    let lines: [String]

    init(_ report: CheckReport) {
        var lines: [String] = []
        var place: Int?? = .none
        for finding in report.findings {
            if place != .some(finding.slide) {
                if !lines.isEmpty { lines.append("") }
                lines.append(finding.slide.map { "Slide \($0)" } ?? "The deck")
                place = .some(finding.slide)
            }
            let severity = finding.severity.rawValue
            lines.append(
                "  \(severity)\(String(repeating: " ", count: 9 - severity.count))\(finding.message)  [\(finding.rule)]"
            )
        }
        if !lines.isEmpty { lines.append("") }
        lines.append("\(report.deck): \(Self.counts(report)); score \(report.score) of 100")
        self.lines = lines
    }

    /// "2 errors, 1 warning, 5 tips on 48 slides"
    private static func counts(_ report: CheckReport) -> String {
        let counts = Severity.allCases.reversed().map { severity in
            let count = report.count(severity)
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        return "\(counts.joined(separator: ", ")) on \(report.slides) \(report.slides == 1 ? "slide" : "slides")"
    }
}
