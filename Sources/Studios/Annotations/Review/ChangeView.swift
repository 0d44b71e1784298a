import HTMLPages

/// A text that replaces another: the difference word by word, or the old text alone where they have little in common.
struct ChangeView {
    var old: String
    var new: String
    /// The language of the deck.
    var language: String?

    /// Below this share of common text, a diff is harder to read than the text it compares.
    private static let leastCommon = 0.3

    var html: HTML {
        let pieces = TextDiff.words(old: old, new: new)
        let isReadable = common(pieces) >= Self.leastCommon
        let content = isReadable ? pieces.map(Self.markup).joined() : Self.markup(TextDiff.Piece(.removed, old))
        let summary = isReadable ? "What changed: \(counts(pieces))" : "The text before, which was replaced as a whole"
        return """
            <details class="before" open><summary>\(summary)</summary>
            <p class="words"\(.language(language))>\(content)</p>
            </details>

            """
    }

    /// The share of the longer text that both have, spaces and signs not counted.
    private func common(_ pieces: [TextDiff.Piece]) -> Double {
        func letters(_ kinds: [TextDiff.Piece.Kind]) -> Int {
            pieces.filter { kinds.contains($0.kind) }.map { $0.text.count { $0.isLetter || $0.isNumber } }.reduce(0, +)
        }
        let longer = max(letters([.kept, .removed]), letters([.kept, .added]))
        return longer == 0 ? 1 : Double(letters([.kept])) / Double(longer)
    }

    private func counts(_ pieces: [TextDiff.Piece]) -> String {
        func words(_ kind: TextDiff.Piece.Kind) -> Int {
            pieces.filter { $0.kind == kind }.map { piece in
                WordTokens.of(piece.text).count { $0.contains { $0.isLetter || $0.isNumber } }
            }.reduce(0, +)
        }
        let (removed, added) = (words(.removed), words(.added))
        guard removed + added > 0 else { return "spaces and signs only" }
        return "\(Figures.count(removed, "word")) removed, \(added) added"
    }

    private static func markup(_ piece: TextDiff.Piece) -> HTML {
        switch piece.kind {
        case .kept: "\(piece.text)"
        case .removed: "<del>\(.unseen("removed: "))\(piece.text)</del>"
        case .added: "<ins>\(.unseen("added: "))\(piece.text)</ins>"
        }
    }
}
