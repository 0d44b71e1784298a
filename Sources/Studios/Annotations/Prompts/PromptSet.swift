/// The built-in prompts of a family of models: one for each field.
protocol PromptSet {
    static var altText: Prompt { get }
    static var slideDescription: Prompt { get }
    static var script: Prompt { get }
    static var instructorNotes: Prompt { get }
    static var studentNotes: Prompt { get }
    static var references: Prompt { get }
    static var developerNotes: Prompt { get }
}

extension PromptSet {
    static func prompt(for field: SlideField) -> Prompt {
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
