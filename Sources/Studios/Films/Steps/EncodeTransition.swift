import MediaTools
package import StepEngine

/// Encodes the way from one picture to another as a clip of its own.
package struct EncodeTransition: Step {
    package static let kind: StepKind = "film.transition"
    package static let revision = 1
    package static let lane = Lane.encode
    package var tools: [String] { ["ffmpeg"] }

    var transition: Transition
    /// In video frames, at least 1.
    var frames: Int
    var from: Asset
    var to: Asset
    var format: VideoFormat

    package init(transition: Transition, frames: Int, from: Asset, to: Asset, format: VideoFormat) {
        self.transition = transition
        self.frames = frames
        self.from = from
        self.to = to
        self.format = format
    }

    package var memoryCost: Int { format.width * format.height * 60 }

    package func run(in context: StepContext) async throws -> Asset {
        let ffmpeg = FFmpeg(tools: try context.service(MediaToolbox.self).runner)
        let stream = try await ffmpeg.run(
            [.file(try context.url(of: from)), .file(try context.url(of: to))],
            ["-filter_complex", filter, "-map", "[film]", "-frames:v", "\(frames)"]
                + format.transitionSettings.arguments,
            to: .bytes(format: "h264"))
        guard try MovingClip(stream: stream).pictures.count == frames else {
            throw StreamError(
                code: "stream.transition-length", message: "A transition came out with another number of frames.")
        }
        return try context.store(stream, mediaType: "video/h264")
    }

    /// Each picture is decoded and converted once and then repeated. `xfade` works on full colours; they are halved
    /// at the end, as for the stills.
    private var filter: String {
        let convert = "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv444p"
        let hold = "loop=loop=\(frames):size=1,settb=\(tick),setpts=N,fps=\(format.rate)"
        let duration = format.rate.seconds(ofFrame: frames)
        return """
            [0]\(convert),\(hold)[from];[1]\(convert),\(hold)[to];\
            [from][to]xfade=transition=\(transition.filterName):duration=\(duration):offset=0,format=yuv420p[film]
            """
    }

    /// The length of one frame.
    private var tick: String { "\(format.rate.denominator)/\(format.rate.numerator)" }
}
