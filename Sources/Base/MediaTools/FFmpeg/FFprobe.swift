package import Foundation

/// Asks ffprobe what is in a media file.
package struct FFprobe: Sendable {
    /// How the number of frames is found.
    package enum FrameCount: Sendable {
        /// As the file declares it, if it does.
        case declared
        /// By reading all packets: exact for sound files, fast.
        case packets
        /// By decoding everything: slow.
        case decoded
    }

    private let tools: any ToolRunner
    private let timeLimit: Duration

    package init(tools: any ToolRunner, timeLimit: Duration = .seconds(60)) {
        self.tools = tools
        self.timeLimit = timeLimit
    }

    /// - Throws: ``MediaError`` `media.unreadable` when it is not a media file that FFmpeg can read; ``ToolError``.
    package func info(of file: URL, frames: FrameCount = .declared) async throws -> MediaInfo {
        var arguments = ["-hide_banner", "-loglevel", "error", "-print_format", "json"]
        arguments += ["-show_format", "-show_streams", "-show_chapters"]
        switch frames {
        case .declared: break
        case .packets: arguments.append("-count_packets")
        case .decoded: arguments.append("-count_frames")
        }
        let invocation = ToolInvocation(
            "ffprobe", arguments + FFmpegInput.file(file).arguments, timeLimit: timeLimit, outputLimit: 1 << 24)
        do {
            return try Self.info(from: try await tools.run(invocation).output)
        } catch let error as ToolError where error.exitStatus != nil {
            throw Self.unreadable(file, reason: error.errorLines.last)
        } catch is DecodingError {
            throw Self.unreadable(file, reason: "it has no stream")
        }
    }

    /// Reads ffprobe's JSON.
    static func info(from json: [UInt8]) throws -> MediaInfo {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(ProbeReport.self, from: Data(json)).info
    }

    private static func unreadable(_ file: URL, reason: String?) -> MediaError {
        let name = file.lastPathComponent
        let detail = reason.map { " (\($0.replacingOccurrences(of: "file:" + file.path, with: name)))" } ?? ""
        return MediaError(
            code: "media.unreadable", message: "'\(name)' cannot be read as a recording\(detail).",
            remedy: "Give a video or sound file, such as MP4, WebM, WAV or MP3.")
    }
}
