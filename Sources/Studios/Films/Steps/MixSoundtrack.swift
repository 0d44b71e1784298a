import Foundation
import MediaTools
import Speech
package import StepEngine

/// Music under a film.
package struct MusicBed: Hashable, Codable, Sendable {
    /// Anything that FFmpeg can decode.
    package var music: Asset
    /// How loud it is where nobody speaks, in LUFS.
    package var loudness: Double

    package init(music: Asset, loudness: Double = -24) {
        self.music = music
        self.loudness = loudness
    }
}

/// Lays music under the speech: looped as long as the film lasts, brought to its loudness, pressed down while somebody
/// speaks, faded in and out.
///
/// Music runs through the whole film, so that this is one encode of the whole sound.
struct MixSoundtrack: Step {
    static let kind: StepKind = "film.soundtrack"
    static let revision = 1
    static let lane = Lane.encode
    var tools: [String] { ["ffmpeg"] }

    var speech: SpeechTrack
    var bed: MusicBed

    /// AAC in ADTS, the encoder's first frame included.
    func run(in context: StepContext) async throws -> Asset {
        let toolbox = try context.service(MediaToolbox.self)
        let ffmpeg = FFmpeg(tools: toolbox.runner)
        let music = try context.url(of: bed.music)
        let measured = try await loudness(of: music, ffmpeg)
        let sounds = try speech.sounds(in: context)
        let stream = try await context.withScratchFolder { folder in
            let track = folder.appending(path: "speech.aac")
            try await toolbox.blocking.run { [speech] in try FilmSound.write(sounds, of: speech, channels: 1, to: track)
            }
            return try await ffmpeg.run(
                [.file(track), .file(music, options: ["-stream_loop", "-1"])],
                ["-filter_complex", filter(gain: bed.loudness - measured), "-map", "[mix]", "-t", "\(seconds)"]
                    + FilmSound.encoding(channels: 2), to: .bytes(format: "adts"))
        }
        _ = try AACBlock(stream: stream, samples: speech.audioFrames * FilmTimeline.audioFrameLength)
        return try context.store(stream, mediaType: "audio/aac")
    }

    private var seconds: Double {
        Double(speech.audioFrames * FilmTimeline.audioFrameLength) / Double(FilmSound.sampleRate)
    }

    /// The integrated loudness of the music's first ten minutes, in LUFS.
    private func loudness(of music: URL, _ ffmpeg: FFmpeg) async throws -> Double {
        let samples = try await ffmpeg.run(
            [.file(music)], ["-map", "0:a:0", "-t", "600", "-ar", "48000", "-ac", "1"], to: .bytes(format: "f32le"))
        return Loudness.integrated(of: Waveform(float32: samples, sampleRate: 48_000)) ?? bed.loudness
    }

    /// A compressor on the music whose key is the speech does the ducking; attack and release are in milliseconds.
    private func filter(gain: Double) -> String {
        let fadeOut = max(0, seconds - 4)
        return """
            [0:a]aformat=sample_rates=48000:channel_layouts=stereo,asplit=2[speech][key];\
            [1:a:0]aresample=48000,aformat=channel_layouts=stereo,volume=\(gain)dB,\
            afade=t=in:d=2,afade=t=out:st=\(fadeOut):d=4[bed];\
            [bed][key]sidechaincompress=threshold=0.015:ratio=9:attack=80:release=900[ducked];\
            [speech][ducked]amix=inputs=2:duration=first:normalize=0,alimiter=limit=0.83:level=0[mix]
            """
    }
}
