/// How FFmpeg must encode stills and transitions so that all clips of a film share one sequence and one picture
/// parameter set, whatever they show.
///
/// By default x264 tunes the parameter sets to content: the quantiser that a picture starts from follows the
/// quality, the length of frame numbers the reference count, weighted prediction the preset. `stitchable` and fixed
/// values take that away. Without B-frames, decoding order is display order and nothing needs to be said about it.
/// One thread makes the bytes independent of the machine.
package struct X264Settings: Hashable, Sendable, Codable {
    package var rate: FrameRate
    /// Any of x264's; one for the whole film, since some change the parameter sets.
    package var preset: String
    /// The constant rate factor, 1 (best) to 51; 18 to 23 is common. It may differ from clip to clip.
    package var quality: Double

    package init(rate: FrameRate, preset: String = "medium", quality: Double = 20) {
        self.rate = rate
        self.preset = preset
        self.quality = quality
    }

    /// The video filter that every clip must end in: colours as high-definition television has them (BT.709,
    /// limited range), in the one sampling that every player shows.
    package static let filter =
        "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,"
        + "format=yuv420p"

    /// Output options: `ffmpeg -i slide.png -vf <filter> -frames:v 1 <arguments> clip.264`.
    package var arguments: [String] {
        [
            "-r", rate.description, "-an", "-c:v", "libx264", "-preset", preset, "-tune", "stillimage",
            "-profile:v", "high", "-crf", "\(min(max(quality, 1), 51))", "-bf", "0", "-x264-params", Self.parameters,
            "-f", "h264",
        ]
    }

    private static let parameters = [
        "stitchable=1", "ref=1", "bframes=0", "weightp=0", "cabac=1", "8x8dct=1", "keyint=infinite", "scenecut=0",
        "threads=1", "lookahead-threads=1", "colorprim=bt709", "transfer=bt709", "colormatrix=bt709",
    ].joined(separator: ":")
}
