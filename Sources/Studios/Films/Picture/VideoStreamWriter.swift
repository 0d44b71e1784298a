package import Foundation

/// Writes a film's pictures to a file that FFmpeg turns into MP4 without touching them.
///
///     var film = try VideoStreamWriter(creating: url, sets: still.sets, rate: .thirty)
///     try film.append(still, frames: 300)
///     try film.append(transition)
///     let frames = try film.finish()     // ffmpeg -i film.ivf -c copy film.mp4
///
/// The file is IVF: a header of 32 bytes and, before each picture, its size and its number, counted in frames of
/// exactly the film's rate. Unlike a bare Annex B stream it therefore needs no guess about time.
package struct VideoStreamWriter: ~Copyable {
    private let sets: ParameterSets
    private let held: HeldFrameCache
    private let keyframeInterval: Int
    private var file: StreamFile
    private var frames = 0
    /// The number of the key frame just written, if the last picture was one.
    private var lastIdentifier: UInt16?

    /// - Parameters:
    ///   - sets: those of every clip to come.
    ///   - keyframeInterval: how many frames may lie between two places where a player can start; 20 seconds'
    ///     worth when `nil`.
    package init(creating url: URL, sets: ParameterSets, rate: FrameRate, keyframeInterval: Int? = nil) throws {
        var file = try StreamFile(creating: url)
        try file.write(Self.header(sets: sets, rate: rate))
        self.file = file
        self.sets = sets
        self.keyframeInterval = keyframeInterval ?? rate.frames(in: 20)
        held = HeldFrameCache(sets: sets)
    }

    /// Shows a still for `count` frames.
    package mutating func append(_ still: StillClip, frames count: Int) throws {
        try check(still.sets)
        for picture in still.frames(count: count, keyframeInterval: keyframeInterval, held: held) {
            try write(picture)
        }
    }

    /// Plays a clip as it is.
    package mutating func append(_ clip: MovingClip) throws {
        try check(clip.sets)
        for picture in clip.pictures { try write(picture) }
    }

    /// Completes the file; returns how many pictures it holds.
    package consuming func finish() throws -> Int {
        let frames = frames
        try file.finish(patching: UInt32(clamping: frames).littleEndianBytes, at: 24)
        return frames
    }

    private func check(_ clip: ParameterSets) throws {
        guard clip == sets else {
            throw StreamError(
                code: "stream.parameter-sets-differ",
                message: "A clip was encoded with other parameter sets than the film's.",
                remedy: "Encode every clip with the same size, rate, preset and settings.")
        }
    }

    private mutating func write(_ picture: AccessUnit) throws {
        var picture = picture
        if picture.isKeyframe {
            var identifier = try picture.keyframeIdentifier(sets: sets) ?? 0
            if identifier == lastIdentifier {
                identifier ^= 1
                picture = try picture.renumbered(to: identifier, sets: sets)
            }
            lastIdentifier = identifier
        } else {
            lastIdentifier = nil
        }
        let parameters = frames == 0 ? sets.bytes : []
        guard let size = UInt32(exactly: parameters.count + picture.bytes.count) else {
            throw StreamError.unsupported("A picture of more than 4 GB")
        }
        try file.write(size.littleEndianBytes + UInt64(frames).littleEndianBytes)
        if frames == 0 { try file.write(parameters) }
        try file.write(picture.bytes)
        frames += 1
    }

    /// The IVF header; the number of frames, at byte 24, is filled in at the end.
    private static func header(sets: ParameterSets, rate: FrameRate) -> [UInt8] {
        Array("DKIF".utf8)
            + UInt16(0).littleEndianBytes
            + UInt16(32).littleEndianBytes
            + Array("H264".utf8)
            + UInt16(clamping: sets.sequence.width).littleEndianBytes
            + UInt16(clamping: sets.sequence.height).littleEndianBytes
            + UInt32(clamping: rate.numerator).littleEndianBytes
            + UInt32(clamping: rate.denominator).littleEndianBytes
            + UInt64(0).littleEndianBytes
    }
}

extension FixedWidthInteger {
    fileprivate var littleEndianBytes: [UInt8] {
        withUnsafeBytes(of: littleEndian) { Array($0) }
    }
}
