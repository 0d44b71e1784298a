package import Foundation

/// Writes a film's sound to an ADTS file: blocks at their places, digital silence between them.
///
///     var track = try AudioTrackWriter(creating: url, format: ADTSFormat(sampleRate: 48_000, channels: 1))
///     for (slide, block) in zip(timeline.slides, blocks) {
///         try track.append(block, at: slide.audio.lowerBound)
///     }
///     try track.finish(frames: timeline.audioFrames)
package struct AudioTrackWriter: ~Copyable {
    private let format: ADTSFormat
    private let silence: ADTSFrame
    private var file: StreamFile
    /// How many frames have been written.
    package private(set) var frames = 0

    /// - Throws: ``StreamError`` when the file cannot be created.
    package init(creating url: URL, format: ADTSFormat) throws {
        file = try StreamFile(creating: url)
        self.format = format
        silence = .silence(format)
    }

    /// Puts a block at an AAC frame of the track, which must not lie before the end of what is there.
    package mutating func append(_ block: AACBlock, at frame: Int) throws {
        guard block.format == format else {
            throw StreamError(
                code: "stream.sound-format",
                message: "A block of sound has another sample rate or other channels than its track.")
        }
        guard frame >= frames else {
            throw StreamError(
                code: "stream.overlap",
                message: "A block of sound at frame \(frame) would overlap the one that ends at frame \(frames).")
        }
        try fill(upTo: frame)
        for each in block.frames { try file.write(each.bytes) }
        frames += block.frames.count
    }

    /// Completes the track with silence to exactly `total` frames.
    ///
    /// - Throws: ``StreamError`` when the blocks already reach further.
    package consuming func finish(frames total: Int) throws {
        guard total >= frames else {
            throw StreamError(
                code: "stream.overlap", message: "The sound has \(frames) frames, more than the film's \(total).")
        }
        try fill(upTo: total)
        try file.finish()
    }

    private mutating func fill(upTo frame: Int) throws {
        while frames < frame {
            try file.write(silence.bytes)
            frames += 1
        }
    }
}
