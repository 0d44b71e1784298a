package import Essentials

/// Why text could not be turned into speech.
package struct SpeechError: DescribedFailure {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    package init(code: String, message: String, remedy: String? = nil, category: FailureCategory = .failed) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
    }

    /// None of the speech programs can be used.
    static func noEngine(_ problems: [String]) -> SpeechError {
        SpeechError(
            code: "speech.no-engine",
            message: "There is no speech program on this machine (\(problems.joined(separator: ", "))).",
            remedy: "Install them: apt-get install flite espeak-ng", category: .missingTool)
    }

    /// The installed programs have no voice for the language, or none of that name.
    static func noVoice(
        _ wanted: String, available: String, category: FailureCategory = .badInput
    ) -> SpeechError {
        SpeechError(
            code: "speech.no-voice", message: "There is no voice for \(wanted).",
            remedy: "Available: \(available).", category: category)
    }

    static func badWave(_ problem: String) -> SpeechError {
        SpeechError(code: "speech.wav", message: "The sound is not a usable WAV file: \(problem).", category: .badInput)
    }

    static func resampling(_ problem: String) -> SpeechError {
        SpeechError(code: "speech.resampling", message: "The sound could not be resampled: \(problem).")
    }

    static func badLexicon(_ file: String, line: Int, _ problem: String) -> SpeechError {
        SpeechError(
            code: "speech.lexicon", message: "\(file), line \(line): \(problem).",
            remedy: "Write one 'written = spoken' a line.", category: .badInput)
    }
}
