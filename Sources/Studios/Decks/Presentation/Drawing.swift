/// Tells whether a group of shapes is a drawing: two shapes without words at least, and not all of them rectangles,
/// which are mostly there for the texts upon them.
struct Drawing {
    private var wordless = 0
    private var hasForms = false

    /// - Parameter group: a `p:grpSp`.
    init(_ group: XMLElement) {
        add(group)
    }

    var isOne: Bool { hasForms && wordless > 1 }

    private mutating func add(_ group: XMLElement) {
        for shape in group.children where shape.namespace == OfficeXML.presentation {
            guard let properties = Backdrop.properties(of: shape)?.child(OfficeXML.presentation, "cNvPr"),
                properties.flag("hidden") != true, !properties.marksDecoration
            else { continue }
            switch shape.name {
            case "grpSp": add(shape)
            case "cxnSp": count(isForm: true)
            case "sp" where !Self.hasText(shape):
                count(isForm: !StyledShapeReader.isRectangle(shape, shape.child(OfficeXML.presentation, "spPr")))
            default: break
            }
        }
    }

    private mutating func count(isForm: Bool) {
        wordless += 1
        if isForm { hasForms = true }
    }

    private static func hasText(_ shape: XMLElement) -> Bool {
        shape.child(OfficeXML.presentation, "txBody")?.contains { element in
            element.is(OfficeXML.drawing, "t") && element.text.contains { !$0.isWhitespace }
        } ?? false
    }
}
