import Decks

extension AltText {
    /// With its final stop, where that is all it lacks.
    func completed(on slide: Slide) -> AltText {
        var text = self
        text.text =
            AltTextCompletion.completed(self.text, shapeName: name, slideTitle: slide.title) ?? self.text
        return text
    }

    /// Whether no rule speaks against it (``AltTextRules``).
    func isFit(on slide: Slide) -> Bool {
        AltTextRules.problems(of: text, shapeName: name, slideTitle: slide.title).isEmpty
    }
}
