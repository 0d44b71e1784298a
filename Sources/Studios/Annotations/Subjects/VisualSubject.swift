package import Decks

/// Something on a slide that a person who cannot see needs an alternative text for.
package struct VisualSubject: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case picture, chart, table, diagram, group, media
    }

    package var shape: ShapeIdentity
    package var kind: Kind
    package var element: SlideElement

    package init(shape: ShapeIdentity, kind: Kind, element: SlideElement) {
        self.shape = shape
        self.kind = kind
        self.element = element
    }
}

extension Slide {
    /// The subjects of the slide, in reading order, each shape once.
    ///
    /// A group is one subject, for its members are drawn to be seen together. It is none when it holds a chart, a
    /// table, SmartArt or a recording: each of those has more to tell than fits into one text, and so the members are
    /// subjects themselves.
    package var visualSubjects: [VisualSubject] {
        var seen: Set<Int> = []
        return elements.flatMap(\.visualSubjects).filter { seen.insert($0.shape.id).inserted }
    }
}

extension SlideElement {
    fileprivate var visualSubjects: [VisualSubject] {
        switch self {
        case .text: []
        case .picture(let picture): [VisualSubject(shape: picture.shape, kind: .picture, element: self)]
        case .chart(let chart): [VisualSubject(shape: chart.shape, kind: .chart, element: self)]
        case .table(let table): [VisualSubject(shape: table.shape, kind: .table, element: self)]
        case .diagram(let diagram): [VisualSubject(shape: diagram.shape, kind: .diagram, element: self)]
        case .media(let media): [VisualSubject(shape: media.shape, kind: .media, element: self)]
        case .group(let group):
            group.members.contains(where: \.tellsMuch)
                ? group.members.flatMap(\.visualSubjects)
                : [VisualSubject(shape: group.shape, kind: .group, element: self)]
        }
    }

    /// Whether it holds data of its own.
    private var tellsMuch: Bool {
        switch self {
        case .chart, .table, .diagram, .media: true
        case .text, .picture: false
        case .group(let group): group.members.contains(where: \.tellsMuch)
        }
    }
}
