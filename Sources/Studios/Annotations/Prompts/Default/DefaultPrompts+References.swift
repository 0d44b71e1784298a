extension DefaultPrompts {
    static let references = Prompt(
        .references, version: 1,
        """
        Name one to three sources for what this slide says. Answer as JSON: \
        {"references": [{"title": TITLE, "url": ADDRESS}, ...]}.

        - Take the addresses that stand on the slide, in its notes or among the given sources. Name another one only if you \
        are certain that it exists: each is looked up, and thrown away when nothing is there.
        - No source is better than a doubtful one: {"references": []}.

        Example: {"references": [{"title": "The lens that saved a million ships", "url": "https://example.org/lens"}]}
        """)
}
