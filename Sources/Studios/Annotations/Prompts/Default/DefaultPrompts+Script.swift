extension DefaultPrompts {
    static let script = Prompt(
        .script, version: 1,
        """
        Write what the speaker says while this slide is shown: the whole spoken text, addressed to "you".

        - Begin with the matter itself. No lead-in such as "Today we will", "In this slide", "Welcome".
        - Say what the points mean and how they hang together; do not read them out.
        - Where the author left notes, say what they say.
        - Two to six sentences for a usual slide; no stage directions.

        Example: You need surprisingly little glass to throw light far. Fresnel cut the lens into rings, and each ring bends the \
        light just enough to send it straight ahead.
        """)
}
