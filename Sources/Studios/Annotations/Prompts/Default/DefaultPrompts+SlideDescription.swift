extension DefaultPrompts {
    static let slideDescription = Prompt(
        .slideDescription, version: 1,
        """
        Describe this slide for someone who cannot see it, in at most 300 words.

        - Say what is where, from left to right and from top to bottom: structure, not values.
        - Do not begin with the number or the title of the slide: they are put before your text.
        - Plain sentences, no list.

        Example: On the left, four short points name the parts of a lens. On the right, a drawing shows rings of glass \
        around a lamp.
        """)
}
