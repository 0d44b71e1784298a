extension OpenWeightPrompts {
    static let references = Prompt(
        .references, version: 1,
        task: "List the sources of this slide: web addresses that are given to you, each with a title.",
        rules: [
            "Take addresses from the slide, from its notes, and from the list \"Sources\".",
            "Copy each address exactly, character by character.",
            "Give three sources at most. Take those that fit this slide best.",
            "If no address is given, the list is empty: {\"references\": []}. That is a good answer.",
        ],
        example: """
            {"references": [{"title": "The lens that saved a million ships", "url": "https://example.org/lens"}]}
            """,
        form: """
            Answer with one JSON object only, in exactly this form:
            {"references": [{"title": "TITLE", "url": "ADDRESS"}]}
            The first character of your answer is { and the last is }.
            """)
}
