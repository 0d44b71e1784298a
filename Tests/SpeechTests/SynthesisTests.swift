import Foundation
import Speech
import Testing

@Suite("Real voices")
struct SynthesisTests {
    private static let hasFlite = ProcessRunner.path(of: "flite") != nil
    private static let hasEspeak = ProcessRunner.path(of: "espeak-ng") != nil
    private let runner = ProcessRunner()

    @Test(
        "Flite speaks at 16 kHz, for as long as such a sentence takes", .enabled(if: hasFlite, "flite is not installed")
    )
    func flite() async throws {
        let voice = Voice(engine: "flite", name: "slt", language: "en-US")
        let sound = try await FliteEngine().speak(
            "The quick brown fox jumps over the lazy dog.", voice: voice, using: runner)
        try check(sound, rate: 16_000, seconds: 2...4)
        let fast = try await FliteEngine().speak(
            "The quick brown fox jumps over the lazy dog.", voice: voice.at(rate: 2), using: runner)
        #expect(abs(fast.duration / sound.duration - 0.5) < 0.1)
    }

    @Test("eSpeak speaks at 22.05 kHz", .enabled(if: hasEspeak, "espeak-ng is not installed"))
    func espeak() async throws {
        let voice = Voice(engine: "espeak-ng", name: "es", language: "es")
        let text = "El zorro marrón salta sobre el perro perezoso."
        let sound = try await EspeakEngine().speak(text, voice: voice, using: runner)
        try check(sound, rate: 22_050, seconds: 2...5)
        let slow = try await EspeakEngine().speak(text, voice: voice.at(rate: 0.6), using: runner)
        #expect(slow.duration > sound.duration * 1.3)
    }

    @Test(
        "both are found, with their voices", .enabled(if: hasFlite && hasEspeak, "flite or espeak-ng is not installed"))
    func catalogue() async throws {
        let catalogue = try await VoiceCatalogue.discover(using: runner)
        #expect(catalogue.unavailable.isEmpty)
        #expect(try catalogue.voice(for: "en-US").description == "flite:slt")
        #expect(try catalogue.voice(for: "de-DE").description == "espeak-ng:de")
        #expect(catalogue.voices.filter { $0.engine == "espeak-ng" }.count > 20)
    }

    @Test(
        "odd text is spoken without a crash",
        .enabled(if: hasFlite && hasEspeak, "flite or espeak-ng is not installed"),
        arguments: [
            "a", "A.", "éàü ñ", "日本語 x", "-v", "\u{0}a\u{7}", "\"'`$(ls)", "<speak>hi</speak>", "[[x]]", "%s %n 5",
        ])
    func oddText(text: String) async throws {
        for voice in [
            Voice(engine: "flite", name: "slt", language: "en"), Voice(engine: "espeak-ng", name: "de", language: "de"),
        ] {
            let sound = try await LocalEngines.engine(of: voice).speak(text, voice: voice, using: runner)
            #expect(sound.duration > 0.05 && sound.duration < 10)
        }
    }

    @Test("eSpeak says ten thousand characters", .enabled(if: hasEspeak, "espeak-ng is not installed"))
    func longText() async throws {
        let text = String(repeating: "word ", count: 2000)
        let sound = try await EspeakEngine().speak(
            text, voice: Voice(engine: "espeak-ng", name: "en-us", language: "en", rate: 2), using: runner)
        #expect(sound.duration > 200)
    }

    private func check(_ sound: Waveform, rate: Int, seconds: ClosedRange<Double>) throws {
        #expect(sound.sampleRate == rate)
        #expect(seconds.contains(sound.duration))
        let trimmed = SilenceTrimmer().trim(sound)
        #expect(trimmed.duration < sound.duration && trimmed.duration > sound.duration * 0.6)
        let block = NarrationAssembler(headSamples: 4800, tailSamples: 4800).assemble(
            [try Resampler.resample(trimmed)], pauses: [])
        let loudness = try #require(Loudness.measure(Waveform(samples: block.samples, sampleRate: 48_000)))
        #expect(abs(loudness.integrated - -16) <= 0.1 && loudness.truePeak <= -1.5)
    }
}
