extension OpenWeightPrompts {
    static let script = Prompt(
        .script, version: 1,
        task: "You are the speaker. Write what you say while this slide is shown.",
        rules: [
            "Begin with the subject itself.",
            "Speak to the listeners as \"you\".",
            "Explain what the points mean and how they belong together.",
            "If there are notes of the author, say what they say.",
            "Write two to six whole sentences.",
            "Leave out greetings, \"today we will\", \"this slide shows\", and stage directions.",
        ],
        example: """
            You need surprisingly little glass to throw light far. Fresnel cut the lens into rings. Each ring bends the \
            light just enough to send it straight ahead.
            """,
        form:
            "Answer with the spoken sentences only. Plain text. The first word of your answer is the first word you say."
    )
}
