import HTMLPages

/// A check as a page for people.
package enum CheckReportHTML {
    /// One HTML file that needs nothing else: the findings by slide, each with whom it keeps out and what to do.
    ///
    /// - Parameter before: The check of the same deck before it was changed: then the page tells what was solved.
    package static func html(_ report: CheckReport, before: CheckReport?) -> String {
        let groups = groups(of: report.findings)
        return Page(
            title: report.deck, kind: "Accessibility check",
            introduction: CheckSummary(report: report, before: before).introduction,
            filter: PageFilter([
                .init("error", "Errors", count: report.count(.error)),
                .init("warning", "Warnings", count: report.count(.warning)),
                .init("tip", "Tips", count: report.count(.tip)),
            ]),
            entries: groups.map(\.entry),
            content: "\(CheckSummary(report: report, before: before).rules)\(groups.map(\.html).joined())"
        ).rendered()
    }

    /// What concerns the whole deck comes first.
    private static func groups(of findings: [Finding]) -> [FindingGroup] {
        let bySlide = Dictionary(grouping: findings, by: \.slide)
        return bySlide.keys.sorted { ($0 ?? 0) < ($1 ?? 0) }.map { slide in
            FindingGroup(slide: slide, findings: bySlide[slide] ?? [])
        }
    }
}

extension Severity {
    var reportName: String {
        switch self {
        case .error: "Error"
        case .warning: "Warning"
        case .tip: "Tip"
        }
    }

    var tone: Tone {
        switch self {
        case .error: .error
        case .warning: .warning
        case .tip: .hint
        }
    }
}
