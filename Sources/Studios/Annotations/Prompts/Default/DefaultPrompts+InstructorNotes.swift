extension DefaultPrompts {
    static let instructorNotes = Prompt(
        .instructorNotes, version: 1,
        """
        Write two to five points for the teacher of this slide, one a line, each beginning with "- ".

        - What to stress; a misconception that learners are likely to bring; a question to ask.
        - Each a whole sentence.

        Example:
        - Stress that the rings do not make the light brighter but straighter.
        - Some learners believe that a thicker lens throws light farther: let them compare the weights.
        - Ask: what is lost when a lens is cut into rings?
        """)
}
