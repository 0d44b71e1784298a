extension OpenWeightPrompts {
    static let developerNotes = Prompt(
        .developerNotes, version: 1,
        task: "Write advice for a person who will change this slide or build on it.",
        rules: [
            "Say which parts of the slide are data, such as a chart or a table.",
            "Say which parts belong together and have to be changed together.",
            "Say what should stay as it is.",
            "Write two to five whole sentences in one paragraph, without a list.",
        ],
        example: """
            The chart is driven by the table on the slide before, so change both together. The drawing has no text in it \
            and can be used in any language.
            """,
        form: "Answer with the paragraph only. Plain text.")
}
