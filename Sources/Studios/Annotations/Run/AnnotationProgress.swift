/// How far the fields of a deck are, and how long the rest will take. A value without a clock: events and times come in.
package struct AnnotationProgress: Sendable {
    package private(set) var slides = 0
    package private(set) var slidesDone = 0
    /// Fields: all there will be, those that have ended, and of these the failed ones.
    package private(set) var fields = 0
    package private(set) var done = 0
    package private(set) var failed = 0
    /// Fields that took this run as long as fields take.
    private var made = 0
    private var began: ContinuousClock.Instant?
    private let hasModel: Bool

    /// - Parameter hasModel: whether a model writes: then what the program writes in no time tells nothing about the rest.
    package init(hasModel: Bool) {
        self.hasModel = hasModel
    }

    package mutating func note(_ event: AnnotationEvent, at now: ContinuousClock.Instant) {
        switch event {
        case .deckRead(let slides, let fields):
            (self.slides, self.fields) = (slides, fields)
            began = now
        case .fieldFinished(_, let result):
            done += 1
            if result.value == nil { failed += 1 }
            let provenance = result.provenance
            if !provenance.wasReused, provenance.writer == (hasModel ? .model : .offline) { made += 1 }
        case .slideFinished: slidesDone += 1
        case .fieldBegan, .fieldCancelled, .ended: break
        }
    }

    /// From the pace so far; `nil` while there is none.
    package func remaining(at now: ContinuousClock.Instant) -> Duration? {
        guard let began else { return nil }
        guard done < fields else { return .zero }
        return made > 0 ? (now - began) * (Double(fields - done) / Double(made)) : nil
    }
}
