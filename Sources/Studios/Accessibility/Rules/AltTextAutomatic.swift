package import Decks

struct AltTextAutomatic: SlideRule {
    let id = "alt-text-automatic"
    let title = "An alternative text that a program made and nobody approved"
    let why = "Descriptions made by programs are often vague or wrong, and the listener cannot know."
    let remedy = "Read it against the picture, correct it, and delete the remark that it was made automatically."
    let source = "Office checker (intelligent services); WCAG 1.1.1"
    let severity = Severity.tip

    /// The remarks by which Office marks its own descriptions.
    private static let remarks = [
        "description automatically generated", "descripción generada automáticamente",
        "automatisch generierte beschreibung", "description générée automatiquement",
        "ai-generated content may be incorrect", "descrição gerada automaticamente",
        "descrizione generata automaticamente", "自動的に生成された説明", "描述已自动生成",
    ]

    static func wasMadeByProgram(_ text: String) -> Bool {
        let text = text.lowercased()
        return remarks.contains(where: text.contains)
    }

    func findings(on slide: StyledSlide) -> [Finding] {
        NonTextContent.subjects(in: slide.shapes).compactMap { subject in
            guard let text = subject.shape.altText, Self.wasMadeByProgram(text) else { return nil }
            return finding(
                "The alternative text of \(subject.shape.label) was made by a program.", slide: slide.number,
                shape: subject.shape)
        }
    }
}
