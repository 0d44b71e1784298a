/// The headings over our sections of the notes.
///
/// A heading says what follows and who wrote it: "Script (Atelier)". That reads well and is heard well, no author
/// writes it by accident, and it is recognised in every language and after other programs have saved the deck.
enum NotesHeadings {
    private static let mark = " (Atelier)"
    /// Over sections that have no words of their own.
    private static let otherMark = " (Atelier notes)"

    /// In English, Spanish, German and French.
    private static let words: [String: [String: String]] = [
        "script": ["en": "Script", "es": "Guion", "de": "Sprechtext", "fr": "Texte à dire"],
        "slideDescription": [
            "en": "Slide description", "es": "Descripción de la diapositiva", "de": "Beschreibung der Folie",
            "fr": "Description de la diapositive",
        ],
        "instructorNotes": [
            "en": "Instructor notes", "es": "Notas para el docente", "de": "Hinweise für Lehrende",
            "fr": "Notes pour l’enseignant",
        ],
        "studentNotes": [
            "en": "Student notes", "es": "Notas para el alumnado", "de": "Hinweise für Lernende",
            "fr": "Notes pour l’apprenant",
        ],
        "references": ["en": "References", "es": "Referencias", "de": "Quellen", "fr": "Références"],
        "developerNotes": [
            "en": "Developer notes", "es": "Notas para el desarrollo", "de": "Hinweise für Entwickler",
            "fr": "Notes pour le développeur",
        ],
    ]

    private static let names: [String: String] = words.reduce(into: [:]) { names, entry in
        for word in entry.value.values { names[word + mark] = entry.key }
    }

    /// - Parameter language: a BCP 47 tag; one that is not known, or `nil`, gives English.
    static func heading(of section: String, language: String?) -> String {
        guard let words = words[section] else { return section + otherMark }
        let primary = language?.split(separator: "-").first?.lowercased() ?? "en"
        return (words[primary] ?? words["en"] ?? section) + mark
    }

    /// The name of the section that a line is the heading of; `nil` when it is none.
    static func section(headedBy line: String) -> String? {
        guard line.hasSuffix(")") || line.hasSuffix("*") else { return nil }
        let text = SpokenText.onOneLine(NotesText.plain(line))
        if let name = names[text] { return name }
        return text.hasSuffix(otherMark) && text.count > otherMark.count ? String(text.dropLast(otherMark.count)) : nil
    }
}
