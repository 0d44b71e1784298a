import Essentials
package import MediaTools

/// The voices of this machine.
package struct VoiceCatalogue: Sendable {
    /// All voices, engine by engine in the order of preference, the best of each first.
    package let voices: [Voice]
    /// The programs that cannot be used, with the reason.
    package let unavailable: [String: String]

    package init(voices: [Voice], unavailable: [String: String] = [:]) {
        self.voices = voices
        self.unavailable = unavailable
    }

    /// Asks every engine for its voices. One that is missing or fails is remembered in ``unavailable``.
    /// - Throws: `CancellationError`.
    package static func discover(
        _ engines: [any SpeechEngine] = LocalEngines.all, using runner: any ToolRunner
    ) async throws -> VoiceCatalogue {
        var voices: [Voice] = []
        var unavailable: [String: String] = [:]
        for engine in engines {
            do {
                let found = try await engine.voices(using: runner)
                voices += found
                if found.isEmpty { unavailable[engine.name] = "has no voices" }
            } catch let failure as any DescribedFailure {
                unavailable[engine.name] = failure.category == .missingTool ? "is not installed" : failure.message
            }
        }
        return VoiceCatalogue(voices: voices, unavailable: unavailable)
    }

    /// The voice to use for text in `language` (BCP 47).
    ///
    /// - Parameter name: the voice that the user wants: `slt`, `flite:slt` or `espeak-ng:de`. It is taken whatever the
    ///   language is.
    /// - Throws: ``SpeechError`` `speech.no-voice` when no voice fits, `speech.no-engine` when there is none at all.
    package func voice(for language: String, preferring name: String? = nil, rate: Double = 1) throws -> Voice {
        guard !voices.isEmpty else {
            throw SpeechError.noEngine(unavailable.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
        }
        if let name, !name.isEmpty { return try named(name, for: language).at(rate: rate) }
        let wanted = LanguageTag(language)
        // Flite is the better speaker, so an accent that is not the wanted one counts for less than who speaks: its
        // first voice serves all English unless another voice is exactly what is wanted.
        let candidates = voices.compactMap { voice in
            wanted.distance(to: LanguageTag(voice.language)).map { (voice: voice, distance: $0) }
        }
        let flite = candidates.filter { $0.voice.engine == "flite" }
        let chosen =
            flite.first { $0.distance == 0 } ?? flite.first
            ?? candidates.enumerated()
            .min { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }?.element
        guard let chosen else {
            throw SpeechError.noVoice("the language '\(language)'", available: summary)
        }
        return chosen.voice.at(rate: rate)
    }

    /// - Throws: ``SpeechError`` `speech.no-voice` when `text` is in a script that no voice reads.
    package func check(canRead text: String) throws {
        guard let word = LanguageDetector.unknownWord(in: text) else { return }
        throw SpeechError.noVoice("the script of '\(word)'", available: summary)
    }

    private func named(_ name: String, for language: String) throws -> Voice {
        let matches = voices.filter {
            $0.name.lowercased() == name.lowercased() || $0.description.lowercased() == name.lowercased()
        }
        guard let match = matches.first else {
            throw SpeechError.noVoice("the name '\(name)'", available: summary, category: .usage)
        }
        let wanted = LanguageTag(language)
        return matches.first { wanted.distance(to: LanguageTag($0.language)) != nil } ?? match
    }

    /// All voices in one line: `flite: slt, rms; espeak-ng: af, am, …`.
    package var summary: String {
        var engines: [String] = []
        for voice in voices where !engines.contains(voice.engine) { engines.append(voice.engine) }
        return engines.map { engine in
            "\(engine): " + voices.filter { $0.engine == engine }.map(\.name).joined(separator: ", ")
        }
        .joined(separator: "; ")
    }
}
