/// Reads the points of a slide as sentences: each with its sub-points, short ones together as a list.
struct PointNarration {
    let phrases: NarrationPhrases

    /// A point and the points below it.
    private struct Point {
        var text: String
        var children: [Point] = []
    }

    /// The sentences that `paragraphs` say, what has been told before left out.
    func paragraphs(of paragraphs: [Paragraph], told: inout ToldTexts) -> [String] {
        let codeLines = paragraphs.filter { CodeText.isCode($0.text) }
            .reduce(0) { $0 + $1.text.split(whereSeparator: \.isNewline).count }
        let cleaned = paragraphs.compactMap { paragraph -> Paragraph? in
            let isCode = CodeText.isCode(paragraph.text)
            // A command can be followed by ear; a listing is for the eyes.
            if isCode, codeLines > 2 { return nil }
            let bare = SpokenText.withoutBullet(paragraph.text)
            let text =
                isCode ? SpokenText.withoutOuterWhitespace(paragraph.text) : SpokenText.withoutNumbering(bare)
            guard text.contains(where: { $0.isLetter || $0.isNumber }), told.insert(text) else { return nil }
            return Paragraph(text, level: paragraph.level)
        }
        return sentences(of: tree(cleaned[...]))
    }

    /// Groups sub-points under the point before them. Levels may be skipped, and a list may begin deep.
    private func tree(_ paragraphs: ArraySlice<Paragraph>) -> [Point] {
        guard let base = paragraphs.map(\.level).min() else { return [] }
        var points: [Point] = []
        var rest = paragraphs
        while let first = rest.first {
            let below = rest.dropFirst().prefix { $0.level > base }
            guard first.level == base else {
                let deep = rest.prefix { $0.level > base }
                points += tree(deep)
                rest = rest.dropFirst(deep.count)
                continue
            }
            // Only the point and what is directly below it are told apart: speech has no deeper indentation.
            let children = below.map { Point(text: $0.text) }
            points.append(Point(text: first.text, children: children))
            rest = rest.dropFirst(1 + below.count)
        }
        return points
    }

    private func sentences(of points: [Point]) -> [String] {
        if points.count > 2, points.allSatisfy({ $0.children.isEmpty && isShort($0.text) }) {
            return [listSentence(points.map(\.text))]
        }
        var sentences: [String] = []
        var rest = points[...]
        while let point = rest.popFirst() {
            guard point.children.isEmpty, point.text.hasSuffix(":") || point.text.hasSuffix("：") else {
                sentences += self.sentences(of: point)
                continue
            }
            // What follows a point that ends in a colon is what it announces.
            let announced = rest.prefix { $0.children.isEmpty && !$0.text.hasSuffix(":") && !$0.text.hasSuffix("：") }
            rest = rest.dropFirst(announced.count)
            sentences += self.sentences(of: Point(text: point.text, children: Array(announced)))
        }
        return sentences
    }

    private func sentences(of point: Point) -> [String] {
        if CodeText.isCode(point.text) { return [point.text] + sentences(of: point.children) }
        let children = point.children.map(\.text)
        guard !children.isEmpty else { return [SpokenText.sentence(point.text)] }
        let isHeading = !SpokenText.endsSentence(point.text)
        if isHeading, children.allSatisfy(isShort) {
            return [leadIn(point.text) + " " + listSentence(children)]
        }
        let below = sentences(of: point.children)
        let announces = ":：".contains(point.text.last ?? " ")
        let isCaption = isHeading && children.count == 1 && isShort(point.text) && !children[0].contains("?")
        if announces || isCaption, let first = below.first, !CodeText.isCode(children[0]) {
            return [leadIn(point.text) + " " + first] + below.dropFirst()
        }
        return [SpokenText.sentence(point.text)] + below
    }

    private func listSentence(_ texts: [String]) -> String {
        SpokenText.sentence(phrases.list(texts.map(SpokenText.phrase)))
    }

    private func leadIn(_ text: String) -> String {
        let phrase = SpokenText.phrase(text)
        return phrases.language == .french ? phrase + " :" : phrase + ":"
    }

    /// Whether `text` reads well as an item of a list within a sentence.
    private func isShort(_ text: String) -> Bool {
        let text = SpokenText.phrase(text)
        let words = text.split(separator: " ")
        return words.count <= 7 && text.count <= 60 && !text.contains("?") && !text.contains("!")
            && !text.contains(where: { ",;:".contains($0) }) && !CodeText.isCode(text)
            && !text.contains(". ") && !text.contains("。")
    }
}

/// Tells program text, which is left as it is, from prose.
package enum CodeText {
    package static func isCode(_ text: String) -> Bool {
        let line = SpokenText.withoutOuterWhitespace(text)
        if ["$ ", "> ", ">>> ", "!", "#!", "//", "/*", "<?", "</", "@"].contains(where: line.hasPrefix),
            line.contains(where: \.isLetter), line.first != "!" || line.dropFirst().first?.isLetter == true
        {
            return true
        }
        if line.hasSuffix("{") || line.hasSuffix("};") || line.hasSuffix(");") || line == "}" { return true }
        let signs = ["==", "!=", "=>", "->", "::", "();", "()", "{", "}", " = ", "&&", "||", "</", "/>", "[]", "</"]
        let hits = signs.count { line.contains($0) }
        return hits >= 2
    }
}
