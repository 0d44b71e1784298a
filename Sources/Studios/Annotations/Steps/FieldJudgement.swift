/// What is wrong with a field, whoever wrote it: its rules, and what nothing on the slide bears out. Alternative texts that
/// stay as they are are nobody's fault here.
struct FieldJudgement {
    let field: SlideField
    let material: SlideMaterial
    let style: AnnotationStyle
    let kept: [AltText]

    /// - Parameter value: with what is kept.
    func flags(for value: FieldValue) -> [Flag] {
        var written = value
        if case .altTexts(let texts) = value {
            written = .altTexts(texts.filter { text in !kept.contains { $0.shape == text.shape } })
        }
        let rules = FieldRules.problems(of: value, for: field, material: material, style: style)
            .filter { flag in flag.excerpt.isEmpty || !kept.contains { $0.text == flag.excerpt } }
        return rules + Grounding(material: material, style: style).flags(for: written)
    }
}
