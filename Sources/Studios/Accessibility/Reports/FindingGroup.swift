import HTMLPages

/// What was found on one slide, or on the deck as a whole.
struct FindingGroup {
    var slide: Int?
    var findings: [Finding]

    private var name: String { slide.map { "Slide \($0)" } ?? "The whole deck" }
    private var anchor: String { slide.map { "slide-\($0)" } ?? "deck" }

    /// The severities that occur.
    private var states: [String] {
        Severity.allCases.filter { severity in findings.contains { $0.severity == severity } }.map(\.rawValue)
    }

    var entry: Page.Entry {
        let errors = findings.count { $0.severity == .error }
        return Page.Entry(
            anchor: anchor, mark: slide.map(String.init) ?? "Deck",
            title: Figures.count(findings.count, "finding"),
            remark: errors > 0 ? Figures.count(errors, "error") : nil, states: states)
    }

    var html: HTML {
        """
        <section class="slide" id="\(anchor)" aria-labelledby="\(anchor)-title"\(PageFilter.state(states))>
        <header><h2 id="\(anchor)-title">\(name)</h2></header>
        <div class="cards findings">
        \(findings.map(Self.card).joined())</div>
        </section>

        """
    }

    private static func card(for finding: Finding) -> HTML {
        """
        <article class="card"\(PageFilter.state([finding.severity.rawValue]))>
        <header><h3><bdi>\(finding.message)</bdi></h3>\(.badge(finding.severity.reportName, finding.severity.tone))</header>
        <dl class="told">
        \(place(of: finding))<dt>Why</dt><dd><bdi>\(finding.why)</bdi></dd>
        <dt>Remedy</dt><dd><bdi>\(finding.remedy)</bdi></dd>
        </dl>
        <p class="source"><code>\(finding.rule)</code></p>
        </article>

        """
    }

    private static func place(of finding: Finding) -> HTML {
        guard finding.shape != nil || finding.shapeName != nil else { return "" }
        let name = finding.shapeName.map { words -> HTML in "<bdi>\(words)</bdi>" }
        let number = finding.shape.map { shape -> HTML in " <span class=\"quiet\">(number \(shape))</span>" }
        return "<dt>Shape</dt><dd>\(name)\(number)</dd>\n"
    }
}
