/// The prompts in use: one for each field and family of models.
///
///     var book = PromptBook()
///     book[.script, .openWeight] = Prompt(.script, .openWeight, version: 2, text: "...")
package struct PromptBook: Hashable, Sendable {
    private struct Place: Hashable {
        var field: SlideField
        var family: ModelFamily
    }

    /// Those that stand in place of the built-in ones.
    private var others: [Place: Prompt] = [:]

    /// The prompts of this version of the program.
    package init() {}

    package subscript(field: SlideField, family: ModelFamily) -> Prompt {
        get { others[Place(field: field, family: family)] ?? Self.builtIn(field, family) }
        set { others[Place(field: field, family: family)] = newValue }
    }

    private static func builtIn(_ field: SlideField, _ family: ModelFamily) -> Prompt {
        switch family {
        case .frontier: DefaultPrompts.prompt(for: field)
        case .openWeight: OpenWeightPrompts.prompt(for: field)
        }
    }
}
