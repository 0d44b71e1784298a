/// The shapes of a slide as they are written: where they stand, and by which numbers they go.
struct ShapeTree {
    /// A shape at any depth.
    struct Shape {
        var id: Int
        /// Its `cNvPr`, which bears the alternative text.
        var properties: SourceElement
        /// What is common to all forms of one shape between which a program chooses (`mc:AlternateContent`): where
        /// they begin. `nil` when there is one form only.
        var alternatives: Int?
    }

    /// A place in the order of the top-level shapes.
    struct Place {
        var id: Int
        var whole: Range<Int>
    }

    static let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    let root: SourceElement
    private(set) var shapes: [Shape] = []
    private(set) var places: [Place] = []

    /// - Throws: `deck.edit.markup` when the part has no shape tree.
    init(_ source: SourceXML) throws {
        guard
            let tree = source.root.child(OfficeXML.presentation, "cSld")?.child(OfficeXML.presentation, "spTree")
        else { throw EditError.markup(source.part, "it has no shape tree") }
        root = tree
        for child in tree.children {
            let first = shapes.count
            collect(child, source, alternatives: nil)
            if shapes.count > first { places.append(Place(id: shapes[first].id, whole: child.whole)) }
        }
    }

    /// The forms of the first shape of this number, and whether another shape has the same number.
    func shapes(_ id: Int) -> (forms: [Shape], isRepeated: Bool) {
        let all = shapes.filter { $0.id == id }
        guard let first = all.first else { return ([], false) }
        let forms = first.alternatives == nil ? [first] : all.filter { $0.alternatives == first.alternatives }
        return (forms, forms.count < all.count)
    }

    private mutating func collect(_ element: SourceElement, _ source: SourceXML, alternatives: Int?) {
        if element.is(ShapeTree.compatibility, "AlternateContent") {
            for branch in element.children {
                for child in branch.children {
                    collect(child, source, alternatives: alternatives ?? element.whole.lowerBound)
                }
            }
            return
        }
        guard element.namespace == OfficeXML.presentation,
            let hidden = element.children.first(where: { $0.namespace == element.namespace && $0.name.hasPrefix("nv") }
            ),
            let properties = hidden.child(OfficeXML.presentation, "cNvPr")
        else { return }
        let id = source.value(of: "id", on: properties).flatMap { Int($0) } ?? 0
        shapes.append(Shape(id: id, properties: properties, alternatives: alternatives))
        guard element.name == "grpSp" else { return }
        for child in element.children { collect(child, source, alternatives: alternatives) }
    }
}
