import MediaTools
import Speech

/// A format of sound, by OpenAI's names.
enum SpokenFormat: String, CaseIterable {
    case mp3, opus, aac, flac, wav, pcm

    /// Of all formats but opus, which is always 48 kHz: OpenAI's own rate, and the one that `pcm` must have.
    static let sampleRate = 24_000

    var mediaType: String {
        switch self {
        case .mp3: "audio/mpeg"
        case .opus: "audio/ogg"
        case .aac: "audio/aac"
        case .flac: "audio/flac"
        case .wav: "audio/wav"
        case .pcm: "audio/pcm"
        }
    }

    /// - Throws: what FFmpeg's run throws.
    func encode(_ sound: Waveform, using runner: any ToolRunner) async throws -> [UInt8] {
        guard let (format, arguments) = encoding else { return self == .wav ? sound.wav() : sound.pcm16 }
        // Equal sounds give equal bytes: no dates, no random numbers of streams.
        let exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        return try await FFmpeg(tools: runner).run(
            [.bytes(sound.wav())], arguments + exact, to: .bytes(format: format), timeLimit: .seconds(120))
    }

    /// FFmpeg's name of the format and how it is made; `nil` for samples as they are.
    private var encoding: (format: String, arguments: [String])? {
        switch self {
        // Into a pipe, where the header that tells the length cannot be written afterwards.
        case .mp3: ("mp3", ["-c:a", "libmp3lame", "-b:a", "64k", "-write_xing", "0"])
        case .opus: ("ogg", ["-c:a", "libopus", "-b:a", "32k", "-ar", "48000"])
        case .aac: ("adts", ["-c:a", "aac", "-b:a", "64k"])
        case .flac: ("flac", ["-c:a", "flac"])
        case .wav, .pcm: nil
        }
    }
}
