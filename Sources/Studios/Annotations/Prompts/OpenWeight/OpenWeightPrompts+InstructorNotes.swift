extension OpenWeightPrompts {
    static let instructorNotes = Prompt(
        .instructorNotes, version: 1,
        task: "Write notes for the teacher of this slide: three points.",
        rules: [
            "First point: what to stress.",
            "Second point: what learners often get wrong here.",
            "Third point: a question to ask the learners.",
            "Write each point as one whole sentence on a line of its own.",
            "Begin each line with \"- \".",
        ],
        example: """
            - Stress that the rings do not make the light brighter but straighter.
            - Some learners believe that a thicker lens throws light farther: let them compare the weights.
            - Ask: what is lost when a lens is cut into rings?
            """,
        form: "Answer with three lines only. Each line begins with \"- \". Nothing stands before or after them.")
}
