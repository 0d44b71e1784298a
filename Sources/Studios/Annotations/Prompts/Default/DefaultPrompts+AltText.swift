extension DefaultPrompts {
    static let altText = Prompt(
        .altText, version: 1,
        """
        Write an alternative text for each shape marked WANTED on this slide, for people who cannot see it. Answer as JSON: \
        {"altTexts": [{"shape": NUMBER, "text": TEXT}, ...]}, one entry for each wanted shape.

        - Only what is really visible, in one or two sentences that end in a full stop; about 125 characters for a picture, \
        never more than 250.
        - A chart: its type, its axes and units, the highest and the lowest value, the trend. A table: what it compares.
        - Do not begin with "image of", "picture of", "photo of" or the like. No file names. Do not repeat the slide's title.
        - A shape that only decorates has the text "".

        Example: {"altTexts": [{"shape": 4, "text": "A lighthouse on a cliff at dusk, its beam pointing out to sea."}, \
        {"shape": 7, "text": ""}]}
        """)
}
