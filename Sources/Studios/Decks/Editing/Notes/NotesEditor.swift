import Foundation

/// Changes the notes page of one slide (`p:notes`, ECMA-376 part 1, section 19.3.1.26).
struct NotesEditor {
    private(set) var source: SourceXML
    /// Of the elements of text.
    private let form: OfficeForm

    init(_ bytes: Data, part: String) throws {
        source = try SourceXML(bytes, part: part)
        form = OfficeForm(source.root)
    }

    /// Our sections as they stand.
    func sections() throws -> [NotesSection] {
        try bodies().first.map { layout(of: $0).sections.map(\.section) } ?? []
    }

    /// Replaces our sections with `wanted`. Those that say the same already are passed on as they are written.
    mutating func set(_ wanted: [NotesSection], language: String?) throws {
        var splice = Splice()
        let bodies = try bodies()
        for body in bodies { try set(wanted, in: body, language, &splice) }
        if bodies.isEmpty, !wanted.isEmpty { try addBody(wanted, language, &splice) }
        if !splice.isEmpty {
            source = try SourceXML(Data(splice.applied(to: source.bytes)), part: source.part)
        }
    }

    // MARK: Where

    /// The shapes that hold the notes: the first one, in all the forms in which it is written.
    private func bodies() throws -> [SourceElement] {
        var found: [SourceElement] = []
        func collect(_ element: SourceElement) -> Bool {
            if element.is(ShapeTree.compatibility, "AlternateContent") {
                let inside = element.children.flatMap(\.children)
                return inside.map { collect($0) }.contains(true)
            }
            guard element.is(OfficeXML.presentation, "sp"), isBody(element) else { return false }
            found.append(element)
            return true
        }
        _ = try ShapeTree(source).root.children.first { collect($0) }
        return found
    }

    private func isBody(_ shape: SourceElement) -> Bool {
        let placeholder = shape.child(OfficeXML.presentation, "nvSpPr")?.child(OfficeXML.presentation, "nvPr")?
            .child(OfficeXML.presentation, "ph")
        return placeholder.flatMap { source.value(of: "type", on: $0) } == "body"
    }

    private func layout(of body: SourceElement) -> NotesLayout {
        let text = body.child(OfficeXML.presentation, "txBody")
        let paragraphs = text?.children(OfficeXML.drawing, "p") ?? []
        return NotesLayout(paragraphs.map { NotesText.line(source.tree(of: $0)) })
    }

    // MARK: Changes

    private func set(
        _ wanted: [NotesSection], in body: SourceElement, _ language: String?, _ splice: inout Splice
    ) throws {
        guard let text = body.child(OfficeXML.presentation, "txBody") else {
            let shape = body.child(OfficeXML.presentation, "style") ?? body.child(OfficeXML.presentation, "spPr")
            guard let shape, !wanted.isEmpty else { return }
            return splice.insert(textBody(wanted, language, near: body), at: shape.whole.upperBound)
        }
        let layout = layout(of: body)
        guard !layout.sections.map(\.section).elementsEqual(wanted, by: { $0.says($1) }) else { return }
        let paragraphs = text.children(OfficeXML.drawing, "p")
        var written = ""
        for section in wanted {
            let same = layout.sections.first { $0.section.says(section) }
            written += same.map { raw(paragraphs[$0.lines]) } ?? xml(section, language, tags(near: text))
        }
        for paragraph in paragraphs[layout.author.upperBound...] { splice.remove(paragraph.whole) }
        // A text body has at least one paragraph.
        let (a, _, declarations) = tags(near: text)
        if written.isEmpty, layout.author.isEmpty { written = "<\(a)p\(declarations)/>" }
        if let last = paragraphs[layout.author].last ?? text.children.last(where: { $0.name != "p" }) {
            splice.insert(written, at: last.whole.upperBound)
        } else {
            splice.append(written, to: text)
        }
    }

    private func raw(_ paragraphs: ArraySlice<SourceElement>) -> String {
        paragraphs.map { String(decoding: source.bytes[$0.whole], as: UTF8.self) }.joined()
    }

    /// A placeholder that takes its place and looks from the notes master. Shapes come before `p:extLst`.
    private func addBody(_ wanted: [NotesSection], _ language: String?, _ splice: inout Splice) throws {
        let tree = try ShapeTree(source)
        let id = (tree.shapes.map(\.id).max() ?? 1) + 1
        let (a, p, declarations) = tags(near: tree.root)
        let shape = """
            <\(p)sp\(declarations)><\(p)nvSpPr><\(p)cNvPr id="\(id)" name="Notes Placeholder \(id - 1)"/><\(p)cNvSpPr>\
            <\(a)spLocks noGrp="1"/></\(p)cNvSpPr><\(p)nvPr><\(p)ph type="body" idx="1"/></\(p)nvPr></\(p)nvSpPr>\
            <\(p)spPr/>\(textBody(wanted, language, near: tree.root))</\(p)sp>
            """
        if let extensions = tree.root.child(OfficeXML.presentation, "extLst") {
            splice.insert(shape, at: extensions.whole.lowerBound)
        } else {
            splice.append(shape, to: tree.root)
        }
    }

    // MARK: Markup

    private func textBody(_ wanted: [NotesSection], _ language: String?, near element: SourceElement) -> String {
        let (a, p, declarations) = tags(near: element)
        let text = wanted.map { xml($0, language, (a, p, "")) }.joined()
        return "<\(p)txBody\(declarations)><\(a)bodyPr/><\(a)lstStyle/>\(text)</\(p)txBody>"
    }

    private func xml(_ section: NotesSection, _ language: String?, _ tags: Tags) -> String {
        NotesMarkup.section(section, prefix: tags.a, declarations: tags.declarations, language: language)
    }

    private typealias Tags = (a: String, p: String, declarations: String)

    /// The prefixes with their colons, and what has to be declared for them.
    private func tags(near element: SourceElement) -> Tags {
        let a = element.tag("", of: form.drawing, suggesting: "a")
        let p = element.tag("", of: form.presentation, suggesting: "p")
        return (a.name, p.name, a.declaration + p.declaration)
    }
}

/// The XML of our sections.
enum NotesMarkup {
    /// - Parameters:
    ///   - prefix: of DrawingML, with its colon.
    ///   - declarations: what has to be declared for it.
    static func section(
        _ section: NotesSection, prefix: String, declarations: String = "", language: String?
    ) -> String {
        let heading = NotesHeadings.heading(of: section.name, language: language)
        return ([heading] + section.paragraphs).enumerated().map { index, line in
            NotesText.paragraph(
                line, prefix: prefix, declarations: declarations, language: language, isHeading: index == 0)
        }.joined()
    }
}
