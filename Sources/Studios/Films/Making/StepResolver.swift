import StepEngine

/// Answers a film's questions for steps: by making them, or by looking what is there.
///
/// A film is written down once, as a graph of steps, and read twice: to make it, and for `--dry-run`. A step that is
/// `nil` could not even be named, because something that it needs is not there yet.
protocol StepResolver: Sendable {
    func value<S: Step>(of step: S?, subject: String) async throws -> S.Value?
    func values<S: BatchStep>(of steps: [S], subjects: [String]) async throws -> [S.Value?]
}

/// Makes what is missing.
struct MakingResolver: StepResolver {
    let engine: Engine

    func value<S: Step>(of step: S?, subject: String) async throws -> S.Value? {
        guard let step else { return nil }
        return try await engine.value(of: step, subject: subject)
    }

    func values<S: BatchStep>(of steps: [S], subjects: [String]) async throws -> [S.Value?] {
        try await engine.values(of: steps, subjects: subjects)
    }
}
