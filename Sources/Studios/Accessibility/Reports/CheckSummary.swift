import HTMLPages

/// The beginning of the page: the deck in figures, and the rules that found something.
struct CheckSummary {
    var report: CheckReport
    var before: CheckReport?

    var introduction: HTML {
        let found =
            report.findings.isEmpty
            ? "Nothing was found." : "\(Figures.count(report.findings.count, "finding")) on \(places)."
        return "<p class=\"lead\">\(Figures.count(report.slides, "slide")). \(found)</p>\n\(Fact.list(facts))"
    }

    private var places: String {
        let slides = Set(report.findings.compactMap(\.slide)).count
        return slides == 0 ? "the deck as a whole" : Figures.count(slides, "slide")
    }

    private var facts: [Fact] {
        let score: HTML = before.map { Fact.change(from: $0.score, to: report.score) } ?? "\(report.score)"
        var facts = [Fact("Score", score, note: "of 100")]
        for (severity, label) in [(Severity.error, "Errors"), (.warning, "Warnings"), (.tip, "Tips")] {
            let count = report.count(severity)
            facts.append(Fact(label, before.map { Fact.change(from: $0.count(severity), to: count) } ?? "\(count)"))
        }
        if before != nil {
            facts.append(Fact("Solved", "\(solved.values.reduce(0, +))", note: "since the check before"))
        }
        return facts
    }

    /// How many findings of each rule were there before and are gone.
    private var solved: [String: Int] {
        guard let before else { return [:] }
        let present = Set(FindingFingerprints.of(report.findings))
        let gone = zip(before.findings, FindingFingerprints.of(before.findings)).filter { !present.contains($1) }
        return Dictionary(grouping: gone, by: \.0.rule).mapValues(\.count)
    }

    /// The rules with their findings, most severe first; and what was solved.
    var rules: HTML {
        let solved = solved
        let byRule = Dictionary(grouping: report.findings, by: \.rule)
        let names = Set(byRule.keys).union(solved.keys)
        guard !names.isEmpty else { return "" }
        let rows = names.map { rule in
            Row(
                rule: rule, severity: byRule[rule]?.map(\.severity).max(), found: byRule[rule]?.count ?? 0,
                solved: solved[rule] ?? 0)
        }.sorted(by: Row.comesFirst)
        let solvedHead: HTML = before == nil ? "" : "<th scope=\"col\" class=\"number\">Solved</th>"
        return """
            <section class="overview" aria-labelledby="rules">
            <h2 id="rules">By rule</h2>
            <table>
            <thead><tr><th scope="col">Rule</th><th scope="col">Severity</th>\
            <th scope="col" class="number">Found</th>\(solvedHead)</tr></thead>
            <tbody>
            \(rows.map { $0.html(withSolved: before != nil) }.joined())</tbody>
            </table>
            </section>

            """
    }

    private struct Row {
        var rule: String
        /// The highest among its findings; `nil` when all were solved.
        var severity: Severity?
        var found: Int
        var solved: Int

        static func comesFirst(_ one: Row, _ other: Row) -> Bool {
            if one.severity != other.severity {
                guard let left = one.severity, let right = other.severity else { return one.severity != nil }
                return left > right
            }
            return (other.found, one.rule) < (one.found, other.rule)
        }

        func html(withSolved: Bool) -> HTML {
            let badge: HTML = severity.map { .badge($0.reportName, $0.tone) } ?? .badge("Solved", .good)
            let last: HTML = withSolved ? "<td class=\"number\">\(solved)</td>" : ""
            return """
                <tr><th scope="row">\(RuleNames.title(of: rule))</th><td>\(badge)</td>\
                <td class="number">\(found)</td>\(last)</tr>

                """
        }
    }
}
