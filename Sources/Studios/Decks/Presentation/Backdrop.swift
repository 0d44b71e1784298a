/// What a layout or a master means for the slides that use it.
struct Backdrop {
    /// The kinds of its placeholders (`ph type`) by their index, which is how slides refer to them.
    private(set) var kinds: [String: String] = [:]
    /// Whether it draws the slide's number itself. Its placeholders do not count: they show on a slide only when the
    /// slide has one of its own.
    private(set) var showsNumber = false
    private(set) var hasTable = false

    init(_ root: XMLElement) {
        collect(root)
    }

    private mutating func collect(_ element: XMLElement) {
        if let placeholder = Backdrop.placeholder(of: element) {
            kinds[placeholder.attribute("idx") ?? "0"] = placeholder.attribute("type") ?? "obj"
            return
        }
        if Backdrop.isNumberField(element) { showsNumber = true }
        if element.is(OfficeXML.drawing, "tbl") { hasTable = true }
        for child in element.children { collect(child) }
    }

    /// The `p:ph` of a shape of any kind; `nil` when the shape (or element) is no placeholder.
    static func placeholder(of shape: XMLElement) -> XMLElement? {
        guard shape.namespace == OfficeXML.presentation else { return nil }
        return properties(of: shape)?.descend(OfficeXML.presentation, "nvPr", "ph")
    }

    /// `p:nvSpPr`, `p:nvPicPr` and so on: what is not visible of a shape.
    static func properties(of shape: XMLElement) -> XMLElement? {
        shape.children.first { $0.namespace == OfficeXML.presentation && $0.name.hasPrefix("nv") }
    }

    static func isNumberField(_ element: XMLElement) -> Bool {
        element.is(OfficeXML.drawing, "fld") && element.attribute("type") == "slidenum"
    }
}
