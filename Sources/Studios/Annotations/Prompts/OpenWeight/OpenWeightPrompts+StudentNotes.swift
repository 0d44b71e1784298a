extension OpenWeightPrompts {
    static let studentNotes = Prompt(
        .studentNotes, version: 1,
        task: "Write notes that a learner takes home from this slide.",
        rules: [
            "Write two paragraphs with an empty line between them.",
            "First paragraph: what the slide says, in your own words.",
            "Second paragraph: why it matters, or how it is used, as far as the slide or its notes tell.",
            "Put one asterisk before and one after each key term where it first appears, like *lens*. Mark one to four terms.",
            "Write whole sentences, together at most 150 words.",
            "Leave out headings, lists and bold type.",
        ],
        example: """
            A *Fresnel lens* is cut into rings. Each ring bends light by the right amount, so that the glass between them \
            is not needed.

            Because it is thin, the lens can be large: that is what made strong lighthouses possible.
            """,
        form: "Answer with the two paragraphs only. Plain text, key terms between single asterisks.")
}
