/// What a model is told about a field. An edited text is another prompt, and so makes its field anew.
package struct Prompt: Codable, Hashable, Sendable {
    /// Such as "script/default@1": the field, the family of models it is written for, its version.
    package var name: String
    package var text: String

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text + "\n\n" + Prompt.common
    }

    /// What holds for every field.
    private static let common = """
        Use only what the slide, its notes, its pictures and the given sources say: no number, name, date or address \
        from elsewhere. Write in the language that is named. Answer with the text alone: no heading, no quotation marks, \
        no remark about the task.
        """
}

/// The prompts in use, one for each field. A family of models that needs other words gets a prompt of its own here.
package enum PromptBook {
    package static func prompt(for field: SlideField) -> Prompt {
        switch field {
        case .altText: altText
        case .slideDescription: slideDescription
        case .script: script
        case .instructorNotes: instructorNotes
        case .studentNotes: studentNotes
        case .references: references
        case .developerNotes: developerNotes
        }
    }
}
