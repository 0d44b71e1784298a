package import Essentials
package import MediaTools
package import StepEngine

/// One sentence as sound.
package struct SpokenSentence: Codable, Hashable, Sendable {
    /// WAV, 16 bits, one channel, without silence around it.
    package var sound: Asset
    /// At ``sampleRate``.
    package var samples: Int
    /// What the voice speaks in.
    package var sampleRate: Int

    package init(sound: Asset, samples: Int, sampleRate: Int) {
        self.sound = sound
        self.samples = samples
        self.sampleRate = sampleRate
    }

    /// In seconds.
    package var duration: Double { Double(samples) / Double(sampleRate) }
}

/// Speaks one sentence.
package struct SpeakSentence: Step {
    package static let kind: StepKind = "speech.sentence"
    package static let revision = 1
    package static let lane = Lane.speech
    package var tools: [String] { [voice.engine] }

    /// As it is to be said: see ``SpeechNormalizer``.
    package var text: String
    package var voice: Voice

    package init(text: String, voice: Voice) {
        self.text = text
        self.voice = voice
    }

    package func run(in context: StepContext) async throws -> SpokenSentence {
        let engine = try LocalEngines.engine(of: voice)
        let runner = try context.service(MediaToolbox.self).runner
        let spoken = SilenceTrimmer().trim(try await engine.speak(text, voice: voice, using: runner))
        return SpokenSentence(
            sound: try context.store(spoken.wav(), mediaType: "audio/wav"), samples: spoken.samples.count,
            sampleRate: spoken.sampleRate)
    }
}
