import Foundation
import MediaTools
package import StepEngine

/// Encodes a picture as one key frame. However long it is shown, this is all the encoding it costs.
package struct EncodeStill: Step {
    package static let kind: StepKind = "film.still"
    package static let revision = 1
    package static let lane = Lane.encode
    package var tools: [String] { ["ffmpeg"] }

    /// Exactly as large as the format says.
    package var picture: Asset
    package var format: VideoFormat

    package init(picture: Asset, format: VideoFormat) {
        self.picture = picture
        self.format = format
    }

    package var memoryCost: Int { format.width * format.height * 40 }

    package func run(in context: StepContext) async throws -> Asset {
        let ffmpeg = FFmpeg(tools: try context.service(MediaToolbox.self).runner)
        let stream = try await ffmpeg.run(
            [.file(try context.url(of: picture))],
            ["-vf", X264Settings.filter, "-frames:v", "1"] + format.stillSettings.arguments,
            to: .bytes(format: "h264"))
        // What cannot be held later is refused now.
        _ = try StillClip(stream: stream)
        return try context.store(stream, mediaType: "video/h264")
    }
}
