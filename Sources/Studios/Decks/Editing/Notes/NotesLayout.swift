/// Which lines of the notes are the author's, and which are ours.
///
/// Ours begin with a heading of ours and go on to the next one or to the end.
struct NotesLayout: Hashable {
    struct Section: Hashable {
        var section: NotesSection
        /// Its lines, the heading included, by their numbers from 0.
        var lines: Range<Int>
    }

    /// The numbers of the author's lines.
    private(set) var author: Range<Int>
    private(set) var sections: [Section] = []

    /// - Parameter lines: one for each paragraph, as ``NotesText/line(_:)`` gives them.
    init(_ lines: [String]) {
        let headings = lines.indices.compactMap { index in
            NotesHeadings.section(headedBy: lines[index]).map { (index: index, name: $0) }
        }
        author = 0..<(headings.first?.index ?? lines.count)
        for (position, heading) in headings.enumerated() {
            let end = position + 1 < headings.count ? headings[position + 1].index : lines.count
            let paragraphs = lines[(heading.index + 1)..<end].filter { !$0.isEmpty }
            sections.append(
                Section(
                    section: NotesSection(name: heading.name, paragraphs: Array(paragraphs)), lines: heading.index..<end
                ))
        }
    }
}

extension NotesSection {
    /// As it is written: without what nobody would see; `nil` when nothing is left.
    var cleaned: NotesSection? {
        let lines = paragraphs.map(NotesText.clean).filter { !$0.isEmpty }
        return lines.isEmpty ? nil : NotesSection(name: name, paragraphs: lines)
    }

    /// Whether both say the same under the same heading.
    func says(_ other: NotesSection) -> Bool {
        name == other.name && digest == other.digest
    }
}
