import Essentials

/// Finds the video encoders that work here, by encoding a frame with each: an encoder that FFmpeg lists may lack its
/// device, its driver or the right to use it.
package struct VideoEncoderProbe: Sendable {
    package struct Trial: Sendable, Hashable {
        package let encoder: VideoEncoder
        /// Why it does not work, in FFmpeg's words; `nil` when it does.
        package let failure: String?

        package var works: Bool { failure == nil }
    }

    /// All trials, in order of preference.
    package struct Findings: Sendable, Hashable {
        package let trials: [Trial]

        /// The first that works; `nil` when not even the software encoder does.
        package var choice: VideoEncoder? { trials.first(where: \.works)?.encoder }

        /// One line: what is used, and why not a preferred one.
        package var summary: String {
            guard let choice else { return "No H.264 encoder works: " + reasons(trials) }
            let passedOver = trials.prefix { $0.encoder != choice }
            let line = "Video is encoded by \(choice.name) on the \(choice.device)."
            return passedOver.isEmpty ? line : line + " Not usable: " + reasons(Array(passedOver))
        }

        private func reasons(_ trials: [Trial]) -> String {
            trials.map { "\($0.encoder.name) (\($0.failure ?? "works"))" }.joined(separator: ", ")
        }
    }

    private let tools: any ToolRunner

    package init(tools: any ToolRunner) {
        self.tools = tools
    }

    /// Tries the candidates one after another; takes about a tenth of a second for each.
    /// - Throws: ``ToolError`` `tool.missing` when there is no FFmpeg; `CancellationError`.
    package func findings(among candidates: [VideoEncoder] = VideoEncoder.candidates) async throws -> Findings {
        var trials: [Trial] = []
        for encoder in candidates {
            trials.append(Trial(encoder: encoder, failure: try await failure(of: encoder)))
        }
        return Findings(trials: trials)
    }

    private func failure(of encoder: VideoEncoder) async throws -> String? {
        let invocation = FFmpeg.invocation(
            [.generated("color=c=gray:s=256x256:r=25:d=1")],
            ["-vf", encoder.upload, "-c:v", encoder.name, "-frames:v", "1"], to: .bytes(format: "h264"),
            global: encoder.deviceArguments, timeLimit: .seconds(20))
        do {
            let frame = try await tools.run(invocation).output
            return frame.isEmpty ? "it gave no frame" : nil
        } catch let error as ToolError where error.category != .missingTool {
            return Self.reason(in: error)
        }
    }

    /// The last line that is more than an echo of the failure.
    private static func reason(in error: ToolError) -> String {
        let echoes = ["Conversion failed!", "Error initializing output stream", "Error while opening encoder"]
        let telling = error.errorLines.last { line in !echoes.contains { line.contains($0) } }
        return telling ?? error.errorLines.last ?? error.message
    }
}
