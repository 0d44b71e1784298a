import Foundation
import MediaTools
package import StepEngine

/// Puts a film together from its parts: nothing is encoded any more but the small poster.
package struct AssembleFilm: Step {
    package static let kind: StepKind = "film.assemble"
    package static let revision = 1
    package static let lane = Lane.encode
    package var tools: [String] { ["ffmpeg"] }

    var parts: [FilmPart]
    var format: VideoFormat
    /// The whole length of the sound, in AAC frames.
    var audioFrames: Int
    /// Speech and music together; `nil` when there is speech only.
    var soundtrack: Asset?
    /// SubRip; may be empty.
    var captions: String
    var metadata: FilmMetadata
    /// The picture that stands for the film where it does not play.
    var poster: Asset

    package init(
        parts: [FilmPart], format: VideoFormat, audioFrames: Int, soundtrack: Asset?, captions: String,
        metadata: FilmMetadata, poster: Asset
    ) {
        self.parts = parts
        self.format = format
        self.audioFrames = audioFrames
        self.soundtrack = soundtrack
        self.captions = captions
        self.metadata = metadata
        self.poster = poster
    }

    /// An MP4.
    package func run(in context: StepContext) async throws -> Asset {
        let toolbox = try context.service(MediaToolbox.self)
        return try await context.withScratchFolder { folder in
            let files = Files(folder: folder)
            try await toolbox.blocking.run {
                try writePicture(to: files.picture, context)
                try writeSound(to: files.sound, context)
                try Data(captions.utf8).write(to: files.captions)
                try Data(metadata.rendered(rate: format.rate).utf8).write(to: files.metadata)
            }
            let inputs: [FFmpegInput] =
                [.file(files.picture), .file(files.sound), .file(files.metadata, options: ["-f", "ffmetadata"])]
                + [.file(try context.url(of: poster))]
                + (captions.isEmpty ? [] : [.file(files.captions)])
            try await FFmpeg(tools: toolbox.runner).run(inputs, arguments, to: .file(files.film))
            return try context.adopt(files.film, mediaType: "video/mp4")
        }
    }

    private struct Files {
        var folder: URL
        var picture: URL { folder.appending(path: "picture.ivf") }
        var sound: URL { folder.appending(path: "sound.aac") }
        var captions: URL { folder.appending(path: "captions.srt") }
        var metadata: URL { folder.appending(path: "metadata.txt") }
        var film: URL { folder.appending(path: "film.mp4") }
    }

    private var arguments: [String] {
        let language = metadata.trackLanguage
        var arguments = [
            "-map", "0:v:0", "-map", "1:a:0", "-map", "3:v:0", "-map_metadata", "2", "-map_chapters", "2",
            "-c", "copy", "-c:v:1", "mjpeg", "-q:v:1", "4", "-pix_fmt:v:1", "yuvj420p",
            "-disposition:v:1", "attached_pic", "-metadata:s:a:0", "language=\(language)",
            "-metadata:s:v:0", "language=\(language)", "-fflags", "+bitexact",
            "-movflags", "+faststart", "-avoid_negative_ts", "disabled",
        ]
        if !captions.isEmpty {
            arguments += [
                "-map", "4:s:0", "-c:s", "mov_text", "-metadata:s:s:0", "language=\(language)",
                "-disposition:s:0", "default",
            ]
        }
        return arguments
    }

    private func writePicture(to file: URL, _ context: StepContext) throws {
        let stills = try parts.map { try StillClip(stream: context.bytes(of: $0.still)) }
        guard let first = stills.first else { return }
        var stream = try VideoStreamWriter(creating: file, sets: first.sets, rate: format.rate)
        for (part, still) in zip(parts, stills) {
            if let transition = part.transition {
                try stream.append(MovingClip(stream: context.bytes(of: transition)))
            }
            try stream.append(still, frames: part.holdFrames)
        }
        _ = try stream.finish()
    }

    private func writeSound(to file: URL, _ context: StepContext) throws {
        guard let soundtrack else {
            let track = SpeechTrack(
                blocks: parts.compactMap { part in
                    part.narration.map { .init(narration: $0, audioFrame: part.audioFrame) }
                }, audioFrames: audioFrames)
            return try FilmSound.write(track.sounds(in: context), of: track, channels: 1, to: file)
        }
        let sound = try AACBlock(
            stream: context.bytes(of: soundtrack), samples: audioFrames * FilmTimeline.audioFrameLength)
        var track = try AudioTrackWriter(creating: file, format: sound.format)
        try track.append(sound, at: 0)
        try track.finish(frames: audioFrames)
    }
}
