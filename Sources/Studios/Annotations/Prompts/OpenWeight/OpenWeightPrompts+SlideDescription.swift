extension OpenWeightPrompts {
    static let slideDescription = Prompt(
        .slideDescription, version: 1,
        task: "Describe this slide for a person who cannot see it.",
        rules: [
            "Say what is on the slide and where: left, right, top, bottom, middle.",
            "Go from left to right and from top to bottom.",
            "Say what kind of thing each part is: a list, a chart, a table, a drawing, a photo.",
            "Describe how the slide is built. Leave out single values.",
            "Write two to eight plain sentences, without a list.",
            "Leave out the number and the title of the slide. They are put before your text.",
        ],
        example: """
            On the left, four short points name the parts of a lens. On the right, a drawing shows rings of glass around \
            a lamp.
            """,
        form: "Answer with the description only. Plain text, one paragraph.")
}
