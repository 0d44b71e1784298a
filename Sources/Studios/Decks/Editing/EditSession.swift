import Foundation

/// One editing of one deck, slide by slide.
struct EditSession {
    private let outline: PresentationOutline
    private let reader: PartReader
    private let language: String?
    private let pages: NotesPages
    private let recordPart: String?
    private let oldRecord: AnnotationRecord
    private var record: AnnotationRecord
    private var draft: PackageDraft
    private var remarks: [String] = []

    init(_ archive: ZipArchive, language: String?) throws {
        let package = try OpenPackage(archive)
        reader = PartReader(package)
        outline = try PresentationOutline(reader)
        self.language = language
        draft = PackageDraft(package)
        let source = try SourceXML(package.bytes(of: outline.part), part: outline.part)
        pages = NotesPages(outline, form: OfficeForm(source.root))
        let found = try RecordPart.find(in: package, presentation: outline.part)
        recordPart = found?.part
        oldRecord = found?.record ?? AnnotationRecord()
        record = oldRecord
    }

    mutating func edit(_ edits: SlideEdits, on number: Int) throws {
        guard outline.slides.indices.contains(number - 1) else {
            throw EditError.noSuchSlide(draft.package.archive.name, number, count: outline.slides.count)
        }
        let part = outline.slides[number - 1]
        let id = outline.identifiers[number - 1]
        try editSlide(part, edits, number, id)
        if let notes = edits.notes {
            try editNotes(of: part, notes.compactMap(\.cleaned), edits, id)
        }
        if record.slides[id]?.isEmpty == true { record.slides[id] = nil }
    }

    private mutating func editSlide(_ part: String, _ edits: SlideEdits, _ number: Int, _ id: String) throws {
        guard !edits.altTexts.isEmpty || edits.order != nil else { return }
        let bytes = try wellFormed(part)
        var editor = try SlideEditor(
            bytes, part: part, number: number, record: record.slides[id, default: SlideRecord()])
        let before = editor.source.bytes
        try editor.setAltTexts(edits.altTexts, byPerson: edits.byPerson)
        if let order = edits.order { try editor.setOrder(order) }
        record.slides[id] = editor.record
        remarks += editor.remarks
        if editor.source.bytes != before { try draft.replace(part, with: editor.source.data) }
    }

    // MARK: Notes

    private mutating func editNotes(
        of slide: String, _ wanted: [NotesSection], _ edits: SlideEdits, _ id: String
    ) throws {
        let language = edits.language ?? language
        var present: [NotesSection] = []
        if let part = try reader.relationships(of: slide).part("notesSlide") {
            var editor = try NotesEditor(wellFormed(part), part: part)
            let before = editor.source.bytes
            present = try editor.sections()
            try editor.set(wanted, language: language)
            if editor.source.bytes != before { try draft.replace(part, with: editor.source.data) }
        } else if !wanted.isEmpty {
            try pages.add(wanted, language: language, to: slide, in: &draft)
        }
        note(wanted, instead: present, byPerson: edits.byPerson, id)
    }

    /// What stood there already stays recorded as it was: as ours, as a person's, or not at all.
    private mutating func note(
        _ wanted: [NotesSection], instead present: [NotesSection], byPerson: Set<String>, _ id: String
    ) {
        let known = record.slides[id]?.sections ?? [:]
        var sections: [String: SlideRecord.Section] = [:]
        for section in wanted {
            let isPersons = byPerson.contains(section.name)
            if present.contains(where: { $0.says(section) }) {
                sections[section.name] = known[section.name]
                if isPersons { sections[section.name]?.byPerson = true }
            } else {
                sections[section.name] = SlideRecord.Section(wrote: section.digest, byPerson: isPersons)
            }
        }
        record.slides[id, default: SlideRecord()].sections = sections
    }

    // MARK: The whole

    mutating func finish() throws -> (bytes: Data, notes: [String]) {
        let archive = draft.package.archive
        if record != oldRecord {
            if let recordPart {
                try draft.replace(recordPart, with: Data(record.xml.utf8))
            } else {
                try RecordPart.add(record, to: &draft, presentation: outline.part, form: pages.form)
            }
        }
        guard !draft.isUnchanged else { return (archive.data, remarks) }
        if isSigned { remarks.append("The deck was signed; the signature is no longer valid.") }
        return (try draft.archive(), remarks)
    }

    private var isSigned: Bool {
        draft.package.parts.contains { PartName.key($0).hasPrefix("_xmlsignatures/") }
    }

    /// The bytes of a part, after the parser has found no fault with them.
    private func wellFormed(_ part: String) throws -> Data {
        let bytes = try draft.bytes(of: part)
        _ = try XMLTree.parse(bytes, part: part)
        return bytes
    }
}
