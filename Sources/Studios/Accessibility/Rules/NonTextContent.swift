import Decks

/// Something on a slide that is seen and not read, and so needs an alternative text (WCAG 2.2, criterion 1.1.1).
struct NonTextContent {
    var shape: StyledShape
    /// A table can be read cell by cell, a diagram of labelled shapes label by label: the text helps, but is not all.
    var isReadable: Bool

    /// The subjects of some shapes, in their order. A group with an alternative text stands for its members. Otherwise
    /// its pictures, charts and so on stand for themselves; a group without any is one drawing.
    static func subjects(in shapes: [StyledShape]) -> [NonTextContent] {
        shapes.flatMap { shape -> [NonTextContent] in
            if shape.isDecorative { return [] }
            switch shape.kind {
            case .picture, .chart, .diagram, .video, .audio, .object:
                return [NonTextContent(shape: shape, isReadable: false)]
            case .table: return [NonTextContent(shape: shape, isReadable: true)]
            case .group: return group(shape)
            // A shape with text says what it says; one without is ornament, as far as a program can tell.
            case .shape, .connector:
                return shape.altText == nil || !shape.text.isEmpty
                    ? [] : [NonTextContent(shape: shape, isReadable: true)]
            }
        }
    }

    private static func group(_ group: StyledShape) -> [NonTextContent] {
        if group.altText != nil { return [NonTextContent(shape: group, isReadable: false)] }
        let inside = subjects(in: group.members)
        guard inside.isEmpty else { return inside }
        let members = group.withMembers.dropFirst().filter { $0.kind == .shape || $0.kind == .connector }
        let drawn = members.filter { $0.text.isEmpty && !$0.isDecorative }
        let texts = members.filter { !$0.text.isEmpty }
        // Texts with a rectangle or a rule below them are no drawing.
        let isDrawing = drawn.contains { $0.isFreeform || $0.kind == .connector || !$0.isRectangle }
        guard isDrawing, drawn.count > 1 else { return [] }
        return [NonTextContent(shape: group, isReadable: !texts.isEmpty)]
    }
}
