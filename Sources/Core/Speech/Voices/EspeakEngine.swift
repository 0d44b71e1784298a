import Foundation
package import MediaTools

/// Speaks a hundred languages with eSpeak NG (the program `espeak-ng`), at 22,050 Hz.
package struct EspeakEngine: SpeechEngine {
    package let name = "espeak-ng"

    package init() {}

    /// Words a minute at rate 1: eSpeak's own default.
    private static let wordsPerMinute = 175.0

    package func voices(using runner: any ToolRunner) async throws -> [Voice] {
        let output = try await runner.run(
            ToolInvocation("espeak-ng", ["--voices"], timeLimit: .seconds(20), outputLimit: 1 << 20))
        return Self.voices(listing: output.text)
    }

    package func speak(_ text: String, voice: Voice, using runner: any ToolRunner) async throws -> Waveform {
        guard voice.name.isVoiceName else {
            throw SpeechError.noVoice("espeak-ng called '\(voice.name)'", available: "see 'espeak-ng --voices'")
        }
        guard text.isSpeakable else { return Waveform(samples: [], sampleRate: 22_050) }
        // "[[" would begin phonemes in ASCII, and a control character an embedded command.
        let scalars = text.replacing("[[", with: "[ [").unicodeScalars
            .map { $0.properties.generalCategory == .control ? " " : $0 }
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: scalars)
        let rate = Int((Self.wordsPerMinute * voice.boundedRate).rounded())
        let arguments = ["--stdout", "--stdin", "-b", "1", "-v", voice.name, "-s", String(max(80, rate))]
        let output = try await runner.run(
            ToolInvocation("espeak-ng", arguments, input: Array(String(plain).utf8), timeLimit: .seconds(120)))
        return try Waveform(wav: output.output)
    }

    /// Reads the table of `espeak-ng --voices`: `Pty Language Age/Gender VoiceName File Other Languages`, where the
    /// lowest priority is the best.
    static func voices(listing: String) -> [Voice] {
        var seen: Set<String> = []
        var found: [(priority: Int, voice: Voice)] = []
        for line in listing.split(separator: "\n") {
            let columns = line.split(separator: " ", omittingEmptySubsequences: true)
            guard columns.count >= 5, let priority = Int(columns[0]) else { continue }
            let name = String(columns[1])
            guard name.isVoiceName, seen.insert(name).inserted else { continue }
            found.append((priority, Voice(engine: "espeak-ng", name: name, language: LanguageTag(name).description)))
        }
        return found.enumerated()
            .sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
            .map(\.element.voice)
    }
}
