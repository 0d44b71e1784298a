import Decks

/// The alternative texts of a slide that stay: a person's as they are, and those that are fit, if need be with the stop
/// that they lack.
struct KeptAltTexts {
    private(set) var texts: [AltText] = []
    /// Shapes whose text a person wrote.
    private(set) var byPerson: Set<Int> = []

    init() {}

    init(of slide: Slide, edits: EditBook, rewrites: Bool) {
        for subject in slide.visualSubjects {
            let shape = subject.shape
            if let text = edits.altText(of: shape.id, on: slide) {
                keep(text, shape)
                byPerson.insert(shape.id)
            } else if rewrites {
                continue
            } else if shape.isDecorative {
                keep("", shape)
            } else if let text = shape.altText {
                let standing = AltText(shape: shape.id, name: shape.name, text: text).completed(on: slide)
                if standing.isFit(on: slide) { keep(standing.text, shape) }
            }
        }
    }

    private mutating func keep(_ text: String, _ shape: ShapeIdentity) {
        texts.append(AltText(shape: shape.id, name: shape.name, text: text))
    }

    /// Whether nothing is left to be written.
    func isComplete(for slide: Slide) -> Bool {
        let kept = Set(texts.map(\.shape))
        return slide.visualSubjects.allSatisfy { kept.contains($0.shape.id) }
    }
}
