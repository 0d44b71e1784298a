import Essentials
import Gateway
import Speech

/// Which of this machine's voices is meant by a name.
///
/// OpenAI's names, which programs ask for by habit, become the nearest that there is: a woman's, a man's or a British
/// voice. Others are this machine's own: `slt`, `flite:rms`, `espeak-ng:de`.
struct VoiceChoice: Hashable {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    fileprivate enum Kind {
        case woman, man, british
    }

    /// By how OpenAI's voices sound.
    private static let familiar: [String: Kind] = [
        "alloy": .woman, "ash": .man, "ballad": .british, "cedar": .man, "coral": .woman, "echo": .man,
        "fable": .british, "marin": .woman, "nova": .woman, "onyx": .man, "sage": .woman, "shimmer": .woman,
        "verse": .man,
    ]

    /// - Throws: ``UpstreamFailure`` that lists the voices when there is none of that name; `SpeechError` when none speaks
    ///   the language.
    func voice(for language: String, in catalogue: VoiceCatalogue, rate: Double) throws -> Voice {
        guard let kind = Self.familiar[name.lowercased()] else {
            do {
                return try catalogue.voice(for: language, preferring: name, rate: rate)
            } catch let error as SpeechError where error.code == "speech.no-voice" {
                throw UpstreamFailure(
                    refusing: "speech.no-voice",
                    "There is no voice '\(name.prefix(60))'. Voices: \(Self.familiar.keys.sorted().joined(separator: ", ")); "
                        + "\(catalogue.summary).")
            }
        }
        let isEnglish = language == "en" || language.hasPrefix("en-")
        if isEnglish, let voice = catalogue.voices.first(where: { $0.description == kind.english }) {
            return voice.at(rate: rate)
        }
        var voice = try catalogue.voice(for: language, rate: rate)
        // eSpeak NG speaks every language with a man's voice, and with variants of it.
        if voice.engine == "espeak-ng", kind == .woman { voice.name += "+f3" }
        return voice
    }
}

extension VoiceChoice.Kind {
    fileprivate var english: String {
        switch self {
        case .woman: "flite:slt"
        case .man: "flite:rms"
        case .british: "flite:awb"
        }
    }
}
