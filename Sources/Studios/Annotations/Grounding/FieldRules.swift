package struct FieldRules: Sendable {
    /// What the rules of `field` say against `value`.
    package static func problems(
        of value: FieldValue, for field: SlideField, material: SlideMaterial, style: AnnotationStyle
    ) -> [Flag] { [] }
}
