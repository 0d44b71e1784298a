extension DefaultPrompts {
    static let studentNotes = Prompt(
        .studentNotes, version: 1,
        """
        Write notes that a learner takes along from this slide: two or three paragraphs, parted by an empty line, together at \
        most 250 words. Put key terms between asterisks, like *lens*, where they first appear. No headings, no lists.

        Example: A *Fresnel lens* is cut into rings. Each ring bends light by the right amount, so that the glass between \
        them is not needed.

        Because it is thin, the lens can be large: that is what made strong lighthouses possible.
        """)
}
