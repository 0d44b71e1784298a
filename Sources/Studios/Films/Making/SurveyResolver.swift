package import StepEngine
import Synchronization

/// What a film would cost: which steps are there already, and which would run.
package struct FilmSurvey: Sendable {
    package struct Entry: Sendable, Hashable {
        package var kind: StepKind
        package var subject: String
        package var isThere: Bool
    }

    /// In no particular order.
    package var entries: [Entry]
}

/// Looks what is there and makes nothing.
final class SurveyResolver: StepResolver {
    private let engine: Engine
    /// A step that is asked for twice is made once.
    private let state = Mutex<(entries: [FilmSurvey.Entry], seen: Set<StepIdentity>)>(([], []))

    init(engine: Engine) {
        self.engine = engine
    }

    var survey: FilmSurvey { FilmSurvey(entries: state.withLock { $0.entries }) }

    func value<S: Step>(of step: S?, subject: String) async throws -> S.Value? {
        guard let step else {
            note(S.kind, subject, isThere: false)
            return nil
        }
        let value = try await engine.keptValue(of: step)
        let isNew = state.withLock { $0.seen.insert(StepIdentity(step)).inserted }
        if isNew { note(S.kind, subject, isThere: value != nil) }
        return value
    }

    func values<S: BatchStep>(of steps: [S], subjects: [String]) async throws -> [S.Value?] {
        var values: [S.Value?] = []
        for (step, subject) in zip(steps, subjects) { values.append(try await value(of: step, subject: subject)) }
        return values
    }

    private func note(_ kind: StepKind, _ subject: String, isThere: Bool) {
        state.withLock { $0.entries.append(.init(kind: kind, subject: subject, isThere: isThere)) }
    }
}
