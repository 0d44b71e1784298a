package struct Grounding: Sendable {
    package init(material: SlideMaterial, style: AnnotationStyle) {}

    /// The numbers, names and addresses of `value` that nothing given bears out.
    package func flags(for value: FieldValue) -> [Flag] { [] }
}
