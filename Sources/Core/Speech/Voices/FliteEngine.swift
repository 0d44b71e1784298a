import Foundation
package import MediaTools

/// Speaks English with CMU Flite (the program `flite`), at 8 or 16 kHz.
package struct FliteEngine: SpeechEngine {
    package let name = "flite"

    package init() {}

    /// The text goes on the command line, where one argument has 128 KiB on Linux; and a piece this long is said in
    /// about two seconds.
    private static let pieceLimit = 4000
    private static let timeLimit = Duration.seconds(120)
    /// In the order in which they are preferred. `awb` is a Scottish speaker.
    private static let known = [
        ("slt", "en-US"), ("rms", "en-US"), ("awb", "en-GB-scotland"), ("kal16", "en-US"), ("kal", "en-US"),
    ]

    package func voices(using runner: any ToolRunner) async throws -> [Voice] {
        let output = try await runner.run(
            ToolInvocation("flite", ["-lv"], timeLimit: .seconds(20), outputLimit: 1 << 16))
        let listed = Set(output.text.split(whereSeparator: \.isWhitespace).map(String.init))
        return Self.known.filter { listed.contains($0.0) }.map { Voice(engine: name, name: $0.0, language: $0.1) }
    }

    package func speak(_ text: String, voice: Voice, using runner: any ToolRunner) async throws -> Waveform {
        guard voice.name.isVoiceName else {
            throw SpeechError.noVoice("flite called '\(voice.name)'", available: "see 'flite -lv'")
        }
        var spoken = Waveform(samples: [], sampleRate: 16_000)
        for piece in Self.ascii(text).pieces(ofBytes: Self.pieceLimit) where piece.isSpeakable {
            let wave = try await speak(piece: piece, voice: voice, using: runner)
            spoken = Waveform(samples: spoken.samples + wave.samples, sampleRate: wave.sampleRate)
        }
        return spoken
    }

    private func speak(piece: String, voice: Voice, using runner: any ToolRunner) async throws -> Waveform {
        let stretch = 1 / voice.boundedRate
        let arguments = [
            "-voice", voice.name, "--setf", "duration_stretch=\(stretch)", "-t", piece, "-o", "/dev/stdout",
        ]
        let output = try await runner.run(ToolInvocation("flite", arguments, timeLimit: Self.timeLimit))
        return try Waveform(wav: output.output)
    }

    /// The text in the only alphabet that Flite knows: accents are left away, other scripts become spaces.
    static func ascii(_ text: String) -> String {
        var result = ""
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            if (0x20..<0x7F).contains(scalar.value) {
                result.unicodeScalars.append(scalar)
            } else {
                result += latin[scalar] ?? " "
            }
        }
        return result
    }

    private static let latin: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
        "Đ": "D", "ð": "th", "Ð": "Th", "þ": "th", "Þ": "Th", "ı": "i", "‘": "'", "’": "'", "“": "\"", "”": "\"",
        "–": ", ", "—": ", ", "…": "...", "ﬁ": "fi", "ﬂ": "fl",
    ]
}
