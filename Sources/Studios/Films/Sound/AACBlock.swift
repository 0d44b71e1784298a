/// Encoded sound that can stand anywhere in a track, exactly where it is put.
///
/// An AAC frame codes a window over 2048 samples, and a decoder adds the halves of neighbouring windows: frame `k`
/// of an encoder covers samples `(k - 1) * 1024 ..< (k + 1) * 1024` of its input, and decoding it completes the
/// first half of those. Frame 0 only primes the decoder and is left out here. When the first and the last 1024
/// samples of the input are exactly zero, the windows that would have to overlap with a neighbour's sound hold
/// silence there; so the frames 1...n of a block can stand between frames of silence, or next to another block, and
/// decode to the very samples that the block alone decodes to. The first sample of a block at frame `m` of a track
/// is then sample `m * 1024`, with no encoder delay and no edit list.
package struct AACBlock: Hashable, Sendable {
    package let frames: [ADTSFrame]
    package let format: ADTSFormat

    /// How many samples at the start and at the end of a block must be exactly zero.
    package static let silentMargin = 1_024

    /// - Parameters:
    ///   - stream: what FFmpeg's `aac` encoder made of the block: `-c:a aac -f adts`.
    ///   - samples: the block's length, a multiple of 1024.
    /// - Throws: ``StreamError`` when the stream is not ADTS, changes its format, or has fewer frames than the
    ///   samples need.
    package init(stream: [UInt8], samples: Int) throws {
        let length = FilmTimeline.audioFrameLength
        guard samples >= 2 * Self.silentMargin, samples % length == 0 else {
            throw StreamError(
                code: "stream.block-length",
                message: "A block of sound must be a multiple of 1024 samples, at least 2048; this one has \(samples).")
        }
        let all = try ADTSFrame.frames(of: stream)
        let count = samples / length
        guard all.count > count, let first = all.first else {
            throw StreamError(
                code: "stream.block-frames",
                message: "A block of \(samples) samples needs \(count + 1) AAC frames; the encoder wrote \(all.count).")
        }
        guard all.allSatisfy({ $0.format == first.format }) else {
            throw StreamError.unsupported("Sound whose format changes")
        }
        frames = Array(all[1...count])
        format = first.format
    }

    /// The block's length in samples a channel.
    package var samples: Int { frames.count * FilmTimeline.audioFrameLength }
}
