extension DefaultPrompts {
    static let developerNotes = Prompt(
        .developerNotes, version: 1,
        """
        Write guidance for whoever builds on this slide or programs with what it shows: one paragraph of two to five sentences, no \
        list, no numbering. Say which parts are data, which depend on each other, and what to keep when the slide is changed.

        Example: The chart is driven by the table on the slide before, so change both together. The drawing has no text in it \
        and can be used in any language.
        """)
}
