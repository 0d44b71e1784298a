package import Foundation

/// Where FFmpeg writes to.
package struct FFmpegOutput: Sendable, Hashable {
    /// The last arguments of the command.
    let arguments: [String]

    /// A file; one that exists is replaced. The format follows from its extension, unless the arguments say `-f`.
    package static func file(_ file: URL) -> FFmpegOutput {
        FFmpegOutput(arguments: ["file:" + file.path])
    }

    /// Bytes handed back. A pipe cannot be sought in, so not every format can be written this way.
    package static func bytes(format: String) -> FFmpegOutput {
        FFmpegOutput(arguments: ["-f", format, "pipe:1"])
    }

    /// Decodes and filters, and writes nothing.
    package static let nothing = FFmpegOutput(arguments: ["-f", "null", "pipe:1"])
}
