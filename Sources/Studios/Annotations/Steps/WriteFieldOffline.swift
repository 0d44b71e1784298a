package import StepEngine

/// Writes a field without a model.
package struct WriteFieldOffline: Step {
    package static let kind: StepKind = "annotation.offline"
    package static let revision = 2
    package static let lane = Lane.cpu

    package var field: SlideField
    package var material: SlideMaterial
    package var style: AnnotationStyle
    /// Alternative texts that stay as they are.
    package var kept: [AltText]

    package func run(in context: StepContext) async throws -> WrittenField {
        let start = ContinuousClock.now
        let value = OfflineWriter.write(field, from: material, style: style).keeping(kept, of: material)
        let flags = FieldJudgement(field: field, material: material, style: style, kept: kept).flags(for: value)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return WrittenField(
            value: value, flags: flags, provenance: Provenance(writer: .offline, seconds: seconds))
    }
}
