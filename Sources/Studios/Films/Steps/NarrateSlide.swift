import Essentials
import Foundation
import MediaTools
import Speech
package import StepEngine

/// The narration of one slide as encoded sound that can stand anywhere in a film.
package struct NarratedSlide: Codable, Hashable, Sendable {
    /// AAC frames in ADTS, the encoder's first frame included.
    var sound: Asset
    /// At 48 kHz: a multiple of 1024.
    var samples: Int
    /// Where each sentence sounds, in samples from the start.
    var sentences: [Range<Int>]
    /// Integrated, in LUFS; `nil` for silence.
    var loudness: Double?
}

/// Puts a slide's sentences together, levels them as one, and encodes them.
///
/// Each slide is an encode of its own, so that an edit costs one slide's sound and not the film's.
struct NarrateSlide: Step {
    static let kind: StepKind = "film.narration"
    static let revision = 1
    static let lane = Lane.encode
    var tools: [String] { ["ffmpeg"] }

    /// The spoken sentences, in order.
    var sentences: [SpokenSentence]
    /// Silence after each sentence, in samples at 48 kHz.
    var pauses: [Int]

    var memoryCost: Int { sentences.reduce(0) { $0 + $1.samples } * 24 }

    func run(in context: StepContext) async throws -> NarratedSlide {
        let toolbox = try context.service(MediaToolbox.self)
        let recordings = try sentences.map { try context.bytes(of: $0.sound) }
        let assembler = NarrationAssembler(
            headSamples: AACBlock.silentMargin, tailSamples: 2 * AACBlock.silentMargin,
            alignment: FilmTimeline.audioFrameLength)
        let block = try await toolbox.blocking.run { [pauses] in
            let sounds = try recordings.map { try Resampler.resample(Waveform(wav: Data($0))) }
            return assembler.assemble(sounds, pauses: pauses)
        }
        let stream = try await FFmpeg(tools: toolbox.runner).run(
            [.bytes(Waveform(samples: block.samples, sampleRate: 48_000).float32, options: FilmSound.rawInput)],
            FilmSound.encoding(channels: 1), to: .bytes(format: "adts"))
        _ = try AACBlock(stream: stream, samples: block.samples.count)
        return NarratedSlide(
            sound: try context.store(stream, mediaType: "audio/aac"), samples: block.samples.count,
            sentences: block.sentences, loudness: block.loudness?.integrated)
    }
}
