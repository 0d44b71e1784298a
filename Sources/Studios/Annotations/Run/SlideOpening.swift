import Decks

/// "Slide 3: Costs."
enum SlideOpening {
    static func text(of slide: Slide, language: String?) -> String {
        let word =
            switch NarrationPhrases(language: language).language {
            case .french: "Diapositive"
            case .spanish: "Diapositiva"
            case .german: "Folie"
            default: "Slide"
            }
        let number = "\(word) \(slide.number)"
        guard let title = slide.title.map(SpokenText.onOneLine), !title.isEmpty else { return number + "." }
        return "\(number): \(title)" + (".!?…。！？:".contains(title.last ?? " ") ? "" : ".")
    }
}
