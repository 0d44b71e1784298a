import HTMLPages

/// One field of a slide: its text, its flags, what it replaces, and where it comes from.
struct FieldCard {
    var result: FieldResult
    var anchors: ReviewAnchors
    /// The language of the deck.
    var language: String?

    private var anchor: String { anchors.field(result.field) }

    var html: HTML {
        """
        <article class="card" id="\(anchor)" aria-labelledby="\(anchor)-name"\(PageFilter.state(result.reviewStates))>
        <header><h3 id="\(anchor)-name">\(result.field.reviewName)</h3>\(badges)</header>
        \(content)\(flags)\(before)\(ProvenanceLine(provenance: result.provenance, byPerson: result.shapesByPerson.count).html)</article>

        """
    }

    private var badges: HTML {
        var badges: [HTML] = []
        if result.hasFailed { badges.append(.badge("Failed", .error)) }
        if !result.flags.isEmpty { badges.append(.badge(Figures.count(result.flags.count, "flag"), .warning)) }
        switch (result.hasFailed, result.provenance.writer) {
        case (true, _): break
        case (_, .deck): badges.append(.badge("Kept"))
        case (_, .person): badges.append(.badge("Edited", .good))
        case (_, .model), (_, .offline): badges.append(result.isChange ? .badge("Replaced") : .badge("New", .good))
        }
        return badges.joined(by: " ")
    }

    private var content: HTML {
        switch result.outcome {
        case .failed(let failure): Self.failure(failure)
        case .written(let value):
            FieldText(
                value: value, flags: result.flags, id: "\(anchor)-text", language: language,
                hasEmphasis: result.field == .studentNotes,
                flagAnchor: { anchors.flag(result.field, $0) }
            ).html
        }
    }

    private static func failure(_ failure: FieldFailure) -> HTML {
        let remedy = failure.remedy.map { words -> HTML in "<p>\(words)</p>" }
        return """
            <div class="notes failed"><p><bdi>\(failure.message)</bdi></p>\(remedy)\
            <p class="quiet"><code>\(failure.code)</code></p></div>

            """
    }

    private var flags: HTML {
        guard !result.flags.isEmpty else { return "" }
        let items = result.flags.enumerated().map { index, flag -> HTML in
            let excerpt: HTML = flag.excerpt.isEmpty ? "" : " <q\(.language(language))>\(flag.excerpt)</q>"
            return """
                <li id="\(anchors.flag(result.field, index + 1))"><b>\(index + 1). \(flag.kind.reviewName)</b>\(excerpt): \
                <bdi>\(flag.message)</bdi></li>

                """
        }
        return "<ol class=\"notes\">\n\(items.joined())</ol>\n"
    }

    private var before: HTML {
        guard let old = result.old, !old.isEmpty else { return "" }
        guard let value = result.value else {
            return """
                <details class="before"><summary>What the deck holds</summary>
                <p class="words"\(.language(language))>\(old.reviewText)</p>
                </details>

                """
        }
        guard result.isChange else { return "" }
        return ChangeView(old: old.reviewText, new: value.reviewText, language: language).html
    }
}
