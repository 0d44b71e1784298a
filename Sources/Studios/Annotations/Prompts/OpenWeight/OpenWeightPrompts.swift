/// The prompts for open-weight models, most of which are small.
///
/// A small model follows its examples more than its rules, loses rules in the middle of a long text, and tends to do what
/// a prohibition names. So these prompts say one thing in each line, say what to do before what to leave out, show one
/// whole answer that breaks no rule, and end with the form of the answer.
enum OpenWeightPrompts: PromptSet {
    /// What holds for every field.
    fileprivate static let common = [
        "Use only facts that are given: from the slide, its notes, its pictures, the sources.",
        "Copy numbers and names exactly as they are given.",
        "Write in the language that is named after \"Language to write in\".",
    ]
}

extension Prompt {
    /// - Parameters:
    ///   - task: one sentence.
    ///   - rules: one sentence each, the most important first.
    ///   - example: a whole answer, in the form that is asked for.
    ///   - form: what the answer looks like; it comes last.
    init(_ field: SlideField, version: Int, task: String, rules: [String], example: String, form: String) {
        let rules = (rules + OpenWeightPrompts.common).map { "- " + $0 }.joined(separator: "\n")
        self.init(
            field, .openWeight, version: version,
            text: """
                \(task)

                Rules:
                \(rules)

                Example of a good answer, about another slide:
                \(example)

                \(form)
                """)
    }
}
