/// How the report calls things.
extension SlideField {
    var reviewName: String {
        switch self {
        case .altText: "Alternative texts"
        case .slideDescription: "Slide description"
        case .script: "Script"
        case .instructorNotes: "Instructor notes"
        case .studentNotes: "Student notes"
        case .references: "References"
        case .developerNotes: "Developer notes"
        }
    }
}

extension SlideKind {
    var reviewName: String {
        switch self {
        case .moduleTitle: "Module title"
        case .agenda: "Agenda"
        case .section: "Section"
        case .content: "Content"
        case .knowledgeCheck: "Knowledge check"
        case .answers: "Answers"
        case .closing: "Closing"
        }
    }
}

extension Flag.Kind {
    var reviewName: String {
        switch self {
        case .unsupportedNumber: "Number without a source"
        case .unsupportedName: "Name without a source"
        case .unverifiedURL: "Address not verified"
        case .rule: "Rule broken"
        case .fallback: "Written offline instead"
        }
    }
}

extension FieldValue {
    /// The value as one text: what a diff compares.
    var reviewText: String {
        switch self {
        case .text(let text): text
        case .altTexts(let texts):
            texts.map { "\($0.name): \($0.isDecorative ? "(decorative)" : $0.text)" }.joined(separator: "\n")
        case .references(let references): references.map(\.description).joined(separator: "\n")
        }
    }

    /// Whether there is nothing to show.
    var isEmpty: Bool {
        switch self {
        case .text(let text): text.allSatisfy(\.isWhitespace)
        case .altTexts(let texts): texts.isEmpty
        case .references(let references): references.isEmpty
        }
    }
}
