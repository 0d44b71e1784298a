import Decks

/// What can be counted on a slide. A text may say "three columns" when one of the slide's tables has three; it may not
/// say so because a "3" stands somewhere.
struct SlideCounts: Sendable {
    private(set) var pictures = 0
    private(set) var charts = 0
    private(set) var tables = 0
    private(set) var diagrams = 0
    private(set) var recordings = 0
    private var known: [Counted: Set<Int>] = [:]

    init(_ material: SlideMaterial) {
        let desk = WritingDesk(material, AnnotationStyle())
        for element in material.slide.allElements { add(element, desk) }
        known[.points, default: []].insert(desk.mainPoints.count)
        let texts = material.slide.allElements.count { element in
            if case .text(let text) = element { !text.isFurniture(of: material.slide) } else { false }
        }
        known[.texts, default: []].formUnion([texts, labels(of: material.slide, desk)])
        for (kind, count) in [
            (Counted.pictures, pictures), (.charts, charts), (.tables, tables), (.diagrams, diagrams),
            (.recordings, recordings),
        ] { known[kind, default: []].insert(count) }
    }

    /// Whether there are so many of a kind somewhere on the slide.
    func holds(_ count: Int, _ kind: Counted) -> Bool {
        // Points, items and options are different names for what a list holds.
        let lists: Set<Counted> = [.points, .items, .options, .texts]
        let kinds = lists.contains(kind) ? lists : [kind]
        return kinds.contains { known[$0]?.contains(count) == true }
    }

    /// The largest of all counts: so many things there are for an ordinal number to mean one of.
    var largest: Int { known.values.flatMap(\.self).max() ?? 0 }

    private mutating func add(_ element: SlideElement, _ desk: WritingDesk) {
        switch element {
        case .text(let text):
            let all = text.paragraphs.filter { $0.text.contains { $0.isLetter || $0.isNumber } }
            let top = all.map(\.level).min()
            known[.points, default: []].formUnion([all.count, all.count { $0.level == top }])
        case .table(let table):
            tables += 1
            let rows = table.rows.count
            known[.rows, default: []].formUnion(table.hasHeaderRow && rows > 1 ? [rows, rows - 1] : [rows])
            known[.columns, default: []].insert(table.rows.first?.count ?? 0)
        case .chart(let chart):
            charts += 1
            known[.series, default: []].insert(chart.series.count)
            known[.categories, default: []].insert(chart.categories.count)
        case .diagram(let diagram):
            diagrams += 1
            let all = diagram.nodes.filter { $0.text.contains { $0.isLetter || $0.isNumber } }
            let top = all.map(\.level).min()
            known[.items, default: []].formUnion([all.count, all.count { $0.level == top }])
        case .picture: pictures += 1
        case .media: recordings += 1
        case .group(let group): add(group, desk)
        }
    }

    /// The pictures of a group, all of them and those that are not decorative, and its texts.
    private mutating func add(_ group: GroupElement, _ desk: WritingDesk) {
        let writer = GroupAltText(desk: desk, group: group)
        known[.pictures, default: []].formUnion([writer.pictures.count, writer.allPictures.count])
        known[.texts, default: []].insert(writer.labels.count)
    }

    /// The short lines that stand about the slide by themselves.
    private func labels(of slide: Slide, _ desk: WritingDesk) -> Int {
        desk.elementsAsSeen.count { element in
            if case .text(let text) = element { text.isLabel(on: slide) } else { false }
        }
    }
}
