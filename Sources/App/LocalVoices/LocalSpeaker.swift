package import Gateway
import JSON
package import MediaTools
import Resilience
import Speech
import Synchronization

/// Speaks with the programs of this machine (flite, espeak-ng): `/v1/audio/speech` without a network and without a key.
///
/// Numbers, units, addresses and signs are read as words. The language is that of the text.
package final class LocalSpeaker: LocalModel {
    package let name = "local/speech"
    private let runner: any ToolRunner
    /// As many at once as there are cores: each is a process that keeps one busy.
    private let gate: AdmissionGate
    /// Asked for when it is needed first; forgotten while there are no voices, since programs can be installed.
    private let known = Mutex<VoiceCatalogue?>(nil)

    package init(runner: any ToolRunner, width: Int) {
        self.runner = runner
        gate = AdmissionGate(concurrency: AdaptiveLimit(policy: .fixed(max(1, width))))
    }

    package func supports(_ operation: ModelOperation) -> Bool { operation == .speech }

    package func answer(_ request: ModelRequest) async throws(UpstreamFailure) -> ModelAnswer {
        let order = try SpeechOrder(request)
        do {
            let grant = try await gate.acquire()
            defer { grant.release(.success) }
            let sound = try await spoken(order)
            let payload = try await order.format.encode(sound, using: runner)
            return ModelAnswer(payload: payload, mediaType: order.format.mediaType, model: name)
        } catch {
            throw UpstreamFailure(speaking: error)
        }
    }

    private func spoken(_ order: SpeechOrder) async throws -> Waveform {
        let catalogue = try await catalogue()
        try catalogue.check(canRead: order.text)
        let language = LanguageDetector.language(of: order.text, declared: nil) ?? "en"
        let voice = try VoiceChoice(order.voice).voice(for: language, in: catalogue, rate: order.speed)
        let text = SpeechNormalizer(language: language).spoken(order.text)
        let sound = try await LocalEngines.engine(of: voice).speak(text, voice: voice, using: runner)
        guard !sound.isEmpty else {
            throw UpstreamFailure(refusing: "speech.silent", "'input' has nothing in it that can be said.")
        }
        return try Resampler.resample(sound, to: SpokenFormat.sampleRate)
    }

    private func catalogue() async throws -> VoiceCatalogue {
        if let catalogue = known.withLock({ $0 }) { return catalogue }
        let catalogue = try await VoiceCatalogue.discover(using: runner)
        if !catalogue.voices.isEmpty { known.withLock { $0 = catalogue } }
        return catalogue
    }
}
