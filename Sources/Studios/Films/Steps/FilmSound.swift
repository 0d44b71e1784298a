import Foundation

/// How films sound.
enum FilmSound {
    static let sampleRate = 48_000
    static let rawInput = ["-f", "f32le", "-ar", "48000", "-ac", "1"]

    /// Output options of FFmpeg for AAC.
    ///
    /// Its default coder lifts the peaks of some voices by 2 dB, and takes three times as long as the fast one. Noise
    /// substitution would make the decoded samples depend on what was decoded before.
    static func encoding(channels: Int) -> [String] {
        [
            "-c:a", "aac", "-aac_coder", "fast", "-aac_pns", "0", "-b:a", channels == 1 ? "96k" : "160k", "-ar",
            "48000", "-ac", "\(channels)",
        ]
    }
}

extension FilmSound {
    /// Writes the blocks of a track to an ADTS file.
    static func write(_ sounds: [AACBlock], of track: SpeechTrack, channels: Int, to file: URL) throws {
        var writer = try AudioTrackWriter(
            creating: file, format: ADTSFormat(sampleRate: sampleRate, channels: channels))
        for (block, sound) in zip(track.blocks, sounds) { try writer.append(sound, at: block.audioFrame) }
        try writer.finish(frames: track.audioFrames)
    }
}
