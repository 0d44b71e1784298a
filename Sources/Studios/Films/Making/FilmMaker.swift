import Decks
import Essentials
package import Foundation
import MediaTools
import Speech
package import StepEngine

/// Makes films of decks.
package struct FilmMaker: Sendable {
    private let engine: Engine

    package init(engine: Engine) {
        self.engine = engine
    }

    /// Makes the film, as far as it is not there already.
    ///
    /// - Parameter onPlan: told which steps the film will ask for, before any of them runs.
    /// - Throws: ``DeckError``, ``FilmError``, ``SpeechError`` for input that cannot be filmed; ``ToolError``.
    package func make(
        _ request: FilmRequest, onPlan: ([(kind: StepKind, count: Int)]) -> Void = { _ in }
    ) async throws -> FinishedFilm {
        let plan = try await plan(request)
        let graph = FilmGraph(plan: plan, resolver: MakingResolver(engine: engine))
        onPlan(graph.demands)
        guard let made = try await graph.film() else { throw FilmError.incomplete }
        return FinishedFilm(
            film: made.film, captions: WebVTT.render(made.captions), seconds: made.timeline.seconds,
            slides: plan.slides.count, warnings: plan.warnings)
    }

    /// Looks which steps of the film are there, and which would run. Reads the deck; makes nothing else.
    package func survey(_ request: FilmRequest) async throws -> FilmSurvey {
        let resolver = SurveyResolver(engine: engine)
        _ = try await FilmGraph(plan: plan(request), resolver: resolver).film()
        return resolver.survey
    }

    /// What the film of a deck would say, as Markdown for a person to edit.
    package func script(of deck: URL, mergesOverlays: Bool) async throws -> String {
        let material = try await DeckIntake(engine: engine).material(of: deck, mergesOverlays: mergesOverlays)
        let languages = SpokenLanguages(deck: material.deck)
        let narrations = material.deck.slides.map { ($0.number, languages.narration(of: $0)) }
        return NarrationScript.render(
            deck: material.deck, narrations: Dictionary(uniqueKeysWithValues: narrations))
    }

    private func plan(_ request: FilmRequest) async throws -> FilmPlan {
        let runner = try engine.services.find(MediaToolbox.self).runner
        let planner = FilmPlanner(
            request: request,
            lexicon: try lexicon(request.lexicon),
            catalogue: try await VoiceCatalogue.discover(using: runner))
        let music = try await music(request.music, runner)
        let material = try await DeckIntake(engine: engine)
            .material(of: request.deck, mergesOverlays: request.mergesOverlays)
        return try planner.plan(material, music: music)
    }

    private func lexicon(_ file: URL?) throws -> Lexicon {
        guard let file else { return .empty }
        guard let bytes = try? Data(contentsOf: file) else {
            throw FilmError(
                code: "lexicon.unreadable", message: "The lexicon '\(file.path)' cannot be read.",
                remedy: "Check the path.")
        }
        return try Lexicon(parsing: String(decoding: bytes, as: UTF8.self), file: file.lastPathComponent)
    }

    private func music(_ file: URL?, _ runner: any ToolRunner) async throws -> MusicBed? {
        guard let file else { return nil }
        let info = try await FFprobe(tools: runner).info(of: file)
        guard info.streams.contains(where: { $0.kind == .audio }) else {
            throw FilmError(
                code: "film.no-music", message: "'\(file.lastPathComponent)' has no sound.",
                remedy: "Give a sound file, such as MP3, WAV or M4A.")
        }
        return MusicBed(music: try engine.take(file, mediaType: "audio/*"))
    }
}
