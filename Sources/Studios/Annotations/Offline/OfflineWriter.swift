package enum OfflineWriter {
    /// Writes a field from what is on the slide.
    package static func write(
        _ field: SlideField, from material: SlideMaterial, style: AnnotationStyle
    ) -> FieldValue {
        .text("")
    }
}
