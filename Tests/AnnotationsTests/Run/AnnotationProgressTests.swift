import Testing

@testable import Annotations

@Suite("The progress of a run")
struct AnnotationProgressTests {
    private let start = ContinuousClock.now

    private func finished(_ writer: Provenance.Writer, reused: Bool = false) -> AnnotationEvent {
        .fieldFinished(
            slide: 1,
            result: FieldResult(
                field: .script, outcome: .written(.text("x")),
                provenance: Provenance(writer: writer, wasReused: reused)))
    }

    @Test("has an estimate as soon as the model wrote something, and none from what costs no time")
    func estimate() {
        var progress = AnnotationProgress(hasModel: true)
        #expect(progress.remaining(at: start) == nil)
        progress.note(.deckRead(slides: 1, fields: 7), at: start)
        progress.note(finished(.model, reused: true), at: start)
        progress.note(finished(.offline), at: start)
        progress.note(finished(.person), at: start)
        #expect(progress.done == 3 && progress.remaining(at: start + .seconds(1)) == nil)
        progress.note(finished(.model), at: start + .seconds(2))
        // One in two seconds, and three are left.
        #expect(progress.remaining(at: start + .seconds(2)) == .seconds(6))
        for _ in 0..<3 { progress.note(finished(.model), at: start + .seconds(3)) }
        #expect(progress.done == 7 && progress.remaining(at: start + .seconds(3)) == .zero)
    }

    @Test("counts failures among what is done")
    func failures() {
        var progress = AnnotationProgress(hasModel: false)
        progress.note(.deckRead(slides: 2, fields: 14), at: start)
        let failed = FieldResult(
            field: .script, outcome: .failed(FieldFailure(code: "x", message: "y")),
            provenance: Provenance(writer: .offline))
        progress.note(.fieldFinished(slide: 1, result: failed), at: start + .seconds(1))
        #expect(progress.done == 1 && progress.failed == 1)
        #expect(progress.remaining(at: start + .seconds(1)) == .seconds(13))
    }
}
