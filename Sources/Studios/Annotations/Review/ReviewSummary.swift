import HTMLPages

/// The beginning of the report: the deck in figures, and everything that wants a look.
struct ReviewSummary {
    var deck: AnnotatedDeck
    var score: (before: Int, after: Int)?

    /// So many points are shown at once; longer lists are opened by the reader.
    private static let shownPoints = 25

    var introduction: HTML {
        let slides = Figures.count(deck.slides.count, "slide")
        let fields = Figures.count(deck.slides.map(\.fields.count).reduce(0, +), "field")
        return "<p class=\"lead\"><bdi>\(deck.name)</bdi>, \(slides), \(fields)</p>\n\(Fact.list(facts))"
    }

    private var facts: [Fact] {
        let totals = ReviewTotals(of: deck)
        var facts: [Fact] = []
        if let score {
            facts.append(Fact("Accessibility", Fact.change(from: score.before, to: score.after), note: "of 100"))
        }
        facts.append(Fact("Written", "\(totals.written)"))
        facts.append(Fact("Kept as it was", "\(totals.kept)"))
        if totals.edited > 0 { facts.append(Fact("Edited by hand", "\(totals.edited)")) }
        facts.append(Fact("Failed", "\(totals.failed)"))
        facts.append(
            Fact(
                "Flagged", "\(totals.flaggedFields)",
                note: totals.flags > totals.flaggedFields ? Figures.count(totals.flags, "flag") : nil))
        facts.append(
            Fact("Calls to models", "\(totals.calls)", note: earlier(totals.earlierCalls, "\(totals.earlierCalls)")))
        facts.append(
            Fact(
                "Cost",
                totals.calls > 0 && totals.unpriced > 0 && totals.cost == 0
                    ? "unknown" : "\(Figures.dollars(totals.cost))",
                note: totals.unpriced > 0 ? "\(Figures.count(totals.unpriced, "field")) without a known price" : nil))
        facts.append(
            Fact(
                "Time, added up", "\(Figures.duration(totals.seconds))",
                note: earlier(totals.earlierSeconds, Figures.duration(totals.earlierSeconds))))
        return facts
    }

    private func earlier(_ amount: some Numeric & Comparable, _ words: String) -> String? {
        amount > .zero ? "\(words) in earlier runs" : nil
    }

    /// What failed and what was flagged, with links to the places.
    var points: HTML {
        let rows = deck.slides.flatMap { slide in slide.fields.flatMap { self.rows(for: $0, on: slide) } }
        guard !rows.isEmpty else {
            return deck.slides.isEmpty
                ? "" : "<section class=\"overview\"><p>Nothing failed, and nothing was flagged.</p></section>\n"
        }
        let open: HTML = rows.count <= Self.shownPoints ? " open" : ""
        return """
            <section class="overview" aria-labelledby="points"\(PageFilter.state(["failed", "flagged"]))>
            <details\(open)><summary><h2 id="points">What wants a look (\(rows.count))</h2></summary>
            <table>
            <caption>Failed fields and flags, in the order of the slides</caption>
            <thead><tr><th scope="col">Where</th><th scope="col">What</th></tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            </details>
            </section>

            """
    }

    private func rows(for result: FieldResult, on slide: AnnotatedSlide) -> [HTML] {
        let anchors = ReviewAnchors(slide: slide.number)
        let place = "Slide \(slide.number), \(result.field.reviewName.lowercased())"
        var rows: [HTML] = []
        if case .failed(let failure) = result.outcome {
            rows.append(
                row(
                    place, anchor: anchors.field(result.field), state: "failed",
                    "\(.badge("Failed", .error)) \(failure.message)"))
        }
        for (index, flag) in result.flags.enumerated() {
            rows.append(
                row(
                    place, anchor: anchors.flag(result.field, index + 1), state: "flagged",
                    "\(.badge(flag.kind.reviewName, .warning)) <bdi>\(flag.message)</bdi>"))
        }
        return rows
    }

    private func row(_ place: String, anchor: String, state: String, _ what: HTML) -> HTML {
        """
        <tr\(PageFilter.state([state]))><th scope="row"><a href="#\(anchor)">\(place)</a></th><td>\(what)</td></tr>

        """
    }
}
