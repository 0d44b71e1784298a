/// The prompts for large models, and for those that nobody knows.
enum DefaultPrompts: PromptSet {
    /// What holds for every field.
    fileprivate static let common = """
        Use only what the slide, its notes, its pictures and the given sources say: no number, name, date or address \
        from elsewhere. Write in the language that is named. Answer with the text alone: no heading, no quotation marks, \
        no remark about the task.
        """
}

extension Prompt {
    init(_ field: SlideField, version: Int, _ text: String) {
        self.init(field, .frontier, version: version, text: text + "\n\n" + DefaultPrompts.common)
    }
}
