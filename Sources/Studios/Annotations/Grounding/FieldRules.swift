import Decks

/// What the rules of a field say against a text, whoever wrote it.
package struct FieldRules: Sendable {
    /// The rules of `field` that `value` breaks, in no more words than somebody needs who is to mend it.
    package static func problems(
        of value: FieldValue, for field: SlideField, material: SlideMaterial, style: AnnotationStyle
    ) -> [Flag] {
        let language = NarrationPhrases(language: style.language ?? material.slide.language).language
        switch (value, field) {
        case (.altTexts(let texts), .altText): return AltTextFieldRules(material: material).problems(of: texts)
        case (.references(let references), .references): return ReferenceRules.problems(of: references)
        case (.text(let text), .slideDescription), (.text(let text), .script), (.text(let text), .instructorNotes),
            (.text(let text), .studentNotes), (.text(let text), .developerNotes):
            return TextRules(field: field, material: material, language: language).problems(of: text)
        default:
            return [.rule("", "The value is not of the kind that the field '\(field.rawValue)' holds.")]
        }
    }
}

extension Flag {
    static func rule(_ excerpt: String, _ message: String) -> Flag {
        Flag(kind: .rule, excerpt: excerpt, message: message)
    }
}
