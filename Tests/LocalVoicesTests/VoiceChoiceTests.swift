import Gateway
import JSON
import Resilience
import Speech
import Testing

@testable import LocalVoices

@Suite("The voice that a name means")
struct VoiceChoiceTests {
    private let catalogue = VoiceCatalogue(voices: [
        Voice(engine: "flite", name: "slt", language: "en-US"), Voice(engine: "flite", name: "rms", language: "en-US"),
        Voice(engine: "flite", name: "awb", language: "en-GB-scotland"),
        Voice(engine: "espeak-ng", name: "en-us", language: "en-US"),
        Voice(engine: "espeak-ng", name: "de", language: "de"),
    ])

    private func voice(_ name: String, _ language: String = "en") throws -> String {
        try VoiceChoice(name).voice(for: language, in: catalogue, rate: 1).description
    }

    @Test(
        "OpenAI's names are the nearest that there is, in the language of the text",
        arguments: [
            ("alloy", "en", "flite:slt"), ("Nova", "en", "flite:slt"), ("echo", "en", "flite:rms"),
            ("onyx", "en-US", "flite:rms"), ("fable", "en", "flite:awb"), ("alloy", "de", "espeak-ng:de+f3"),
            ("echo", "de", "espeak-ng:de"),
        ])
    func familiar(name: String, language: String, expected: String) throws {
        #expect(try voice(name, language) == expected)
    }

    @Test(
        "this machine's own names are what they say",
        arguments: [("rms", "flite:rms"), ("flite:awb", "flite:awb"), ("espeak-ng:de", "espeak-ng:de")])
    func own(name: String, expected: String) throws {
        #expect(try voice(name) == expected)
    }

    @Test("where flite is not installed, eSpeak stands in")
    func withoutFlite() throws {
        let few = VoiceCatalogue(voices: [Voice(engine: "espeak-ng", name: "en-us", language: "en-US")])
        let voice = try VoiceChoice("echo").voice(for: "en", in: few, rate: 1.5)
        #expect(voice.description == "espeak-ng:en-us" && voice.rate == 1.5)
    }

    @Test("an unknown name is refused, with the names that there are")
    func unknown() throws {
        let failure = try #require(throws: UpstreamFailure.self) { try voice("21m00Tcm4TlvDq8ikWAM") }
        #expect(failure.blame == .request && failure.status == 400 && failure.code == "speech.no-voice")
        for name in ["21m00Tcm4TlvDq8ikWAM", "alloy", "shimmer", "flite: slt, rms, awb", "espeak-ng: en-us, de"] {
            #expect(failure.message.contains(name), "\(failure.message)")
        }
    }

    @Test("a language that nobody speaks is refused")
    func language() throws {
        let error = try #require(throws: SpeechError.self) { try voice("alloy", "ja") }
        #expect(UpstreamFailure(speaking: error).blame == .request)
    }
}
