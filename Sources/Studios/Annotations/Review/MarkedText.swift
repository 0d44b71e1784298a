import HTMLPages

/// A line of text in which the words of the flags are marked, each with a link to its flag, and key terms ("*term*")
/// stand in italics.
struct MarkedText {
    var text: String
    var flags: [Flag]
    var hasEmphasis: Bool
    /// The anchor of a flag, by its number from 1.
    var flagAnchor: (Int) -> String

    private struct Mark {
        var range: Range<String.Index>
        var flag: Int
    }

    var html: HTML {
        let (marks, terms) = (self.marks, self.terms)
        let stars = terms.flatMap { [$0.lowerBound, text.index(before: $0.upperBound)] }
        var cuts = Set(marks.flatMap { [$0.range.lowerBound, $0.range.upperBound] })
        cuts.formUnion(terms.flatMap { [$0.lowerBound, $0.upperBound] })
        cuts.formUnion(stars.flatMap { [$0, text.index(after: $0)] })
        cuts.formUnion([text.startIndex, text.endIndex])
        let places = cuts.sorted()
        return zip(places, places.dropFirst()).map { start, end -> HTML in
            let mark = marks.first { $0.range.lowerBound <= start && end <= $0.range.upperBound }
            let note = mark.flatMap {
                $0.range.upperBound == end ? Self.note($0.flag, anchor: flagAnchor($0.flag)) : nil
            }
            guard !stars.contains(start) else { return note ?? "" }
            var words: HTML = "\(text[start..<end])"
            if terms.contains(where: { $0.contains(start) }) { words = "<em>\(words)</em>" }
            if mark != nil { words = "<mark>\(words)</mark>" }
            return "\(words)\(note)"
        }.joined()
    }

    /// The raised number behind a marked word.
    static func note(_ number: Int, anchor: String) -> HTML {
        "<a class=\"ref\" href=\"#\(anchor)\">\(.unseen("flag "))\(number)</a>"
    }

    /// Where the words of the flags stand; of marks that overlap, the first stays.
    private var marks: [Mark] {
        var marks: [Mark] = []
        for (index, flag) in flags.enumerated() where !flag.excerpt.isEmpty {
            let all = text.ranges(of: flag.excerpt)
            let whole = all.filter(isWhole)
            for range in whole.isEmpty ? all : whole where !marks.contains(where: { $0.range.overlaps(range) }) {
                marks.append(Mark(range: range, flag: index + 1))
            }
        }
        return marks
    }

    /// Whether the range is not a part of a longer word or number, as "5" is of "2025".
    private func isWhole(_ range: Range<String.Index>) -> Bool {
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
        let found = text[range]
        let startsWhole =
            range.lowerBound == text.startIndex || !isWord(text[text.index(before: range.lowerBound)])
            || !(found.first.map(isWord) ?? false)
        let endsWhole =
            range.upperBound == text.endIndex || !isWord(text[range.upperBound]) || !(found.last.map(isWord) ?? false)
        return startsWhole && endsWhole
    }

    /// The key terms with their stars.
    private var terms: [Range<String.Index>] {
        guard hasEmphasis else { return [] }
        return text.ranges(of: /\*[^\s*](?:[^*\n]*[^\s*])?\*/)
    }
}
