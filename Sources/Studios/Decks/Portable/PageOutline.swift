/// What a page says: its title, and its paragraphs with their levels, found from the boxes of the words.
struct PageOutline {
    private(set) var title: String?
    private(set) var titleBox: PDFBox?
    private(set) var paragraphs: [Paragraph] = []

    /// - Parameter rightEdge: how far to the right text goes in this deck; without it, on this page.
    init(page: PDFPage, rightEdge: Double? = nil) {
        let titleLines = TitleFinder(page: page).lines
        if let first = titleLines.first {
            title = ParagraphText.joined(titleLines)
            titleBox = titleLines.reduce(first.box) { $0.union($1.box) }
        }
        var builder = ParagraphBuilder(page: page, rightEdge: rightEdge ?? Self.rightEdge(of: [page]))
        for block in page.blocks {
            for line in block.lines where !titleLines.contains(line) { builder.add(line) }
            builder.endBlock()
        }
        paragraphs = builder.finish()
    }

    /// Where the longest lines of `pages` end, a few that stick out left aside.
    static func rightEdge(of pages: [PDFPage]) -> Double {
        let edges = pages.flatMap(\.lines).filter { !$0.isUpright && $0.words.count > 3 }.map(\.box.right).sorted()
        return edges.isEmpty ? 0 : edges[(edges.count - 1) * 97 / 100]
    }
}

/// Finds the title of a page: the topmost line in the largest type, and the lines that carry it on.
private struct TitleFinder {
    let page: PDFPage

    var lines: [PDFLine] {
        let level = page.lines.filter { line in
            !line.isUpright && line.words.contains { $0.text.contains(where: \.isLetter) }
        }
        let upper = level.filter { $0.box.top < page.height * 0.55 }
        guard let largest = upper.map(\.typeHeight).max(),
            let first = upper.filter({ $0.typeHeight >= largest * 0.85 }).min(by: { $0.box.top < $1.box.top })
        else { return [] }
        let title = continued(first, in: level)
        return isTitle(first, others: level.filter { !title.contains($0) }) ? title : []
    }

    /// In type larger than the rest; or alone at the top, short, and apart from what follows.
    private func isTitle(_ line: PDFLine, others: [PDFLine]) -> Bool {
        guard !others.isEmpty else { return line.words.count <= 20 }
        let heights = others.map(\.typeHeight).sorted()
        if line.typeHeight > heights[heights.count / 2] * 1.1 { return true }
        let next = others.map(\.box.top).filter { $0 > line.box.top + line.box.height / 2 }.min() ?? page.height
        let isAlone = !others.contains { abs($0.box.middle - line.box.middle) < line.box.height / 2 }
        return isAlone && line.words.count <= 12 && line.box.top < page.height * 0.2
            && others.allSatisfy { $0.box.top > line.box.top - line.box.height / 2 }
            && next - line.box.bottom > line.typeHeight * 0.5
    }

    private func continued(_ first: PDFLine, in lines: [PDFLine]) -> [PDFLine] {
        var found = [first]
        while let last = found.last, found.count < 4,
            let next = lines.first(where: { line in
                line.box.top > last.box.top && line.box.top - last.box.bottom < last.typeHeight * 0.5
                    && line.box.top - last.box.top > last.typeHeight * 0.5
                    && abs(line.typeHeight - first.typeHeight) < first.typeHeight * 0.08
                    && line.box.left < first.box.right && line.box.right > first.box.left
            })
        {
            // A title in the type of the body ends with its line.
            guard lines.contains(where: { $0.typeHeight < first.typeHeight * 0.92 }) || lines.count < 4 else { break }
            found.append(next)
        }
        return found
    }
}
