extension OpenWeightPrompts {
    static let altText = Prompt(
        .altText, version: 1,
        task: "Write an alternative text for each shape that is marked WANTED, for people who cannot see the slide.",
        rules: [
            "Make one entry for each WANTED shape. Copy its number into \"shape\".",
            "Say what can be seen, in one or two sentences. End with a full stop.",
            "Keep each text near 125 characters. The limit is 250.",
            "Chart: name its type, its axes and units, the highest and lowest value, and the trend.",
            "Table: say what it compares.",
            "A shape that only decorates gets the text \"\".",
            "Begin with the thing itself: \"A lighthouse\". Leave out \"image of\", \"picture of\", \"photo of\".",
            "Leave out file names and the title of the slide.",
        ],
        example: """
            {"altTexts": [{"shape": 4, "text": "A lighthouse on a cliff at dusk, its beam pointing out to sea."}, \
            {"shape": 7, "text": ""}]}
            """,
        form: """
            Answer with one JSON object only, in exactly this form:
            {"altTexts": [{"shape": NUMBER, "text": "TEXT"}]}
            The first character of your answer is { and the last is }.
            """)
}
