import Decks

/// A part of a slide that is described in one go: a list, a picture, several labels that stand about.
struct SlideBlock {
    /// A noun phrase such as "a list of three points: A, B and C"; without a capital and a stop.
    var phrase: String
    /// The shape that it is, to tell its place by; `nil` for several.
    var shape: ShapeIdentity?
}

/// Takes a slide apart into blocks, from left to right and from top to bottom.
struct SlideBlocks {
    let desk: WritingDesk
    let words: OfflineWords

    /// How long a text is told in full, in characters.
    private static let longText = 160
    private static let longItem = 60
    /// So many labels are told one by one.
    private static let mostLabels = 8

    var blocks: [SlideBlock] {
        let elements = desk.elementsAsSeen
        let labels = elements.compactMap { element -> TextElement? in
            if case .text(let text) = element, text.isLabel(on: desk.slide) { text } else { nil }
        }
        // Three labels or more are told together, where the first of them stands.
        let gathers = labels.count > 2
        var isTold = false
        return elements.compactMap { element in
            guard gathers, case .text(let text) = element, text.isLabel(on: desk.slide) else {
                return block(of: element)
            }
            defer { isTold = true }
            return isTold ? nil : labelBlock(labels)
        }
    }

    private func block(of element: SlideElement) -> SlideBlock? {
        switch element {
        case .text(let text): return block(text)
        case .chart(let chart):
            return SlideBlock(
                phrase: ChartAltText(desk: desk, chart: chart).subject(words, isShort: false), shape: chart.shape)
        case .table(let table):
            return SlideBlock(phrase: TableAltText(desk: desk, table: table).subject(words), shape: table.shape)
        case .picture, .diagram, .media, .group: return alternative(of: element)
        }
    }

    /// What the alternative text says. A group of shapes that each have more to tell is told by them.
    private func alternative(of element: SlideElement) -> SlideBlock? {
        let subject = desk.slide.visualSubjects.first { $0.shape.id == element.shape.id }
        let text = subject.map { AltTextWriter(desk: desk).text(of: $0) } ?? ""
        guard !text.isEmpty else { return nil }
        return SlideBlock(phrase: SpokenText.phrase(text), shape: element.shape)
    }

    private func block(_ text: TextElement) -> SlideBlock? {
        guard !text.isFurniture(of: desk.slide), text.role != .title || desk.slide.title == nil else { return nil }
        let all = text.paragraphs.filter { $0.text.contains { $0.isLetter || $0.isNumber } }
        guard let first = all.first else { return nil }
        if all.filter({ CodeText.isCode($0.text) }).count * 2 > all.count {
            return SlideBlock(phrase: words.listing, shape: text.shape)
        }
        let top = all.map(\.level).min() ?? 0
        let points = all.filter { $0.level == top }.map { SpokenText.phrase(SpokenText.withoutBullet($0.text)) }
        if all.count == 1 || points.count == 1 {
            let told = words.quoted(Wording.cut(SpokenText.withoutBullet(first.text), to: Self.longText))
            let phrase = text.role == .subtitle ? words.subtitleIs : words.textIs
            return SlideBlock(phrase: phrase.filled([.text: told]), shape: text.shape)
        }
        return SlideBlock(phrase: list(points), shape: text.shape)
    }

    /// "a list of three points: A, B and C"; of long or many points, the first and the last.
    private func list(_ points: [String]) -> String {
        let outline = words.listOf.filled([.list: words.count(points.count, .points)])
        if points.count <= 5, points.allSatisfy({ $0.count <= Self.longItem && !$0.contains(",") }) {
            return outline + desk.colon + desk.phrases.list(points)
        }
        let ends = [points.first, points.last].compactMap { $0 }
            .map { words.quoted(Wording.cut($0, to: Self.longItem)) }
        return outline + ", " + words.listRange.filled([.first: ends[0], .last: ends[1]])
    }

    private func labelBlock(_ labels: [TextElement]) -> SlideBlock {
        let texts = labels.map { words.quoted(SpokenText.onOneLine($0.paragraphs[0].text)) }
        let outline = words.labelsOf.filled([.list: words.count(texts.count, .texts)])
        if texts.count <= Self.mostLabels {
            return SlideBlock(phrase: outline + desk.colon + desk.phrases.list(texts), shape: nil)
        }
        let start = desk.phrases.list(Array(texts.prefix(3)))
        return SlideBlock(phrase: outline + ", " + words.beginsWith.filled([.list: start]), shape: nil)
    }
}

extension TextElement {
    /// One short line that stands about, such as the name of something that is drawn.
    func isLabel(on slide: Slide) -> Bool {
        role == .other && paragraphs.count == 1 && paragraphs[0].text.count <= 60 && !isFurniture(of: slide)
    }

    /// A footer, a date, a number, or the title again.
    func isFurniture(of slide: Slide) -> Bool {
        switch role {
        case .footer, .date, .slideNumber: return true
        case .title, .subtitle, .body, .other:
            let text = SpokenText.onOneLine(paragraphs.map(\.text).joined(separator: " "))
            let isNumber = !text.isEmpty && text.count < 4 && text.allSatisfy { $0.isNumber || "‹›#".contains($0) }
            return !text.contains { $0.isLetter || $0.isNumber } || isNumber && role == .other
                || role != .title && text.lowercased() == slide.title?.lowercased()
        }
    }
}

extension WritingDesk {
    var colon: String { phrases.language == .french ? " : " : ": " }

    /// The elements by rows from top to bottom, each from left to right, where every place is known; else in the
    /// order of the file.
    var elementsAsSeen: [SlideElement] {
        let subjects = Set(slide.visualSubjects.map(\.shape.id))
        func parts(_ element: SlideElement) -> [SlideElement] {
            // A group whose members tell more than it does is told by them.
            guard case .group(let group) = element, !subjects.contains(group.shape.id) else { return [element] }
            return group.members.flatMap(parts)
        }
        let told = slide.elements.flatMap(parts).filter { element in
            if case .text(let text) = element { !text.isFurniture(of: slide) && text.role != .title } else { true }
        }
        guard told.allSatisfy({ $0.shape.frame != nil }) else { return told }
        // A row takes in what begins above its middle.
        var rows: [(middle: Int, elements: [SlideElement])] = []
        for element in told.sorted(by: { ($0.shape.frame?.y ?? 0) < ($1.shape.frame?.y ?? 0) }) {
            guard let frame = element.shape.frame else { continue }
            if let last = rows.indices.last, frame.y < rows[last].middle {
                rows[last].elements.append(element)
            } else {
                rows.append((frame.y + frame.height / 2, [element]))
            }
        }
        return rows.flatMap { $0.elements.sorted { ($0.shape.frame?.x ?? 0) < ($1.shape.frame?.x ?? 0) } }
    }
}
