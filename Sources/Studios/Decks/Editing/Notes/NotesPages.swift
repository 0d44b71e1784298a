import Foundation

/// Adds notes pages to a package, and a notes master for them where there is none.
struct NotesPages {
    let presentation: String
    let form: OfficeForm
    private let slideSize: SlideSize

    private static let types = "application/vnd.openxmlformats-officedocument.presentationml"

    init(_ outline: PresentationOutline, form: OfficeForm) {
        presentation = outline.part
        slideSize = outline.size
        self.form = form
    }

    /// Adds a notes page with our sections to a slide.
    func add(_ sections: [NotesSection], language: String?, to slide: String, in draft: inout PackageDraft) throws {
        let master = try master(in: &draft)
        let part = draft.freeName(folder("notesSlides"), "notesSlide")
        draft.add(
            part, NewNotesSlide.xml(sections, language: language, form: form),
            type: "\(NotesPages.types).notesSlide+xml")
        try draft.relate(part, to: master, as: form.relationship("notesMaster"))
        try draft.relate(part, to: slide, as: form.relationship("slide"))
        try draft.relate(slide, to: part, as: form.relationship("notesSlide"))
    }

    // MARK: The master

    /// The presentation's notes master, after making one if need be.
    private func master(in draft: inout PackageDraft) throws -> String {
        if let present = try draft.target("notesMaster", of: presentation) { return present }
        let master = draft.freeName(folder("notesMasters"), "notesMaster")
        let source = try SourceXML(draft.bytes(of: presentation), part: presentation)
        draft.add(
            master, NewNotesMaster.xml(size: notesSize(source), slide: slideSize, form: form),
            type: "\(NotesPages.types).notesMaster+xml")
        try draft.relate(master, to: addTheme(to: &draft), as: form.relationship("theme"))
        let id = try draft.relate(presentation, to: master, as: form.relationship("notesMaster"))
        try list(id, in: source, &draft)
        return master
    }

    /// A theme belongs to one master: the notes master gets a copy of the slides', with all that it refers to.
    private func addTheme(to draft: inout PackageDraft) throws -> String {
        guard let master = try draft.target("slideMaster", of: presentation),
            let theme = try draft.target("theme", of: master)
        else { throw EditError.markup(presentation, "it has no theme, which notes need") }
        // In the same folder, so that the relationships lead to the same parts.
        let folder = theme.split(separator: "/").dropLast().joined(separator: "/")
        let copy = draft.freeName(folder, "theme")
        draft.add(
            copy, try draft.bytes(of: theme), type: "application/vnd.openxmlformats-officedocument.theme+xml")
        let links = PartName.relationships(of: theme)
        if draft.exists(links) { draft.add(PartName.relationships(of: copy), try draft.bytes(of: links)) }
        return copy
    }

    /// Names the master in the presentation: after the slide masters (`CT_Presentation`).
    private func list(_ id: String, in source: SourceXML, _ draft: inout PackageDraft) throws {
        let root = source.root
        let outer = root.tag("notesMasterIdLst", of: form.presentation, suggesting: "p")
        let inner = root.tag("notesMasterId", of: form.presentation, suggesting: "p")
        let link = root.tag("id", of: form.relationships, suggesting: "r")
        let list = """
            <\(outer.name)\(outer.declaration)><\(inner.name)\(link.declaration) \(link.name)="\(id)"/></\(outer.name)>
            """
        var splice = Splice()
        if let masters = root.child(OfficeXML.presentation, "sldMasterIdLst") {
            splice.insert(list, at: masters.whole.upperBound)
        } else {
            splice.insert(list, at: root.content.lowerBound)
        }
        try draft.replace(presentation, with: Data(splice.applied(to: source.bytes)))
    }

    private func notesSize(_ source: SourceXML) -> SlideSize {
        let element = source.root.child(OfficeXML.presentation, "notesSz")
        func side(_ name: String) -> Int? {
            let side = element.flatMap { source.value(of: name, on: $0) }.flatMap { Int($0) }
            return side.flatMap { (914_400...51_206_400).contains($0) ? $0 : nil }
        }
        return SlideSize(width: side("cx") ?? 6_858_000, height: side("cy") ?? 9_144_000)
    }

    private func folder(_ name: String) -> String {
        (presentation.split(separator: "/").dropLast() + [Substring(name)]).joined(separator: "/")
    }
}
