/// One figure of the overview at the top of a page.
package struct Fact: Sendable {
    package var label: String
    package var value: HTML
    /// A few words below the figure.
    package var note: String?

    package init(_ label: String, _ value: HTML, note: String? = nil) {
        self.label = label
        self.value = value
        self.note = note
    }

    package static func list(_ facts: [Fact]) -> HTML {
        let items = facts.map { fact -> HTML in
            let note = fact.note.map { words -> HTML in "<dd class=\"note\">\(words)</dd>" }
            return "<div><dt>\(fact.label)</dt><dd>\(fact.value)</dd>\(note)</div>\n"
        }
        return "<dl class=\"facts\">\n\(items.joined())</dl>\n"
    }

    /// "61 → 97", spoken as "from 61 to 97".
    package static func change(from before: Int, to after: Int) -> HTML {
        """
        \(.unseen("from \(before) to \(after)"))<span aria-hidden="true">\(before) → \(after)</span>
        """
    }
}
