import Synchronization

/// Runs FFmpeg.
///
///     try await ffmpeg.run(
///         [.file(picture), .file(speech)], ["-c:v", "libx264", "-c:a", "aac", "-shortest"],
///         to: .file(film), timeLimit: .seconds(600)
///     ) { report in print(report.frame ?? 0) }
package struct FFmpeg: Sendable {
    private let tools: any ToolRunner

    package init(tools: any ToolRunner) {
        self.tools = tools
    }

    /// Reads `inputs`, in order, does what `arguments` say (filters, maps, codecs), writes `output`.
    ///
    /// FFmpeg never reads the terminal, replaces the output file, and says nothing but errors. Its progress arrives
    /// about twice a second, and once more at the end.
    /// - Returns: the bytes written to ``FFmpegOutput/bytes(format:)``; otherwise nothing.
    /// - Throws: ``ToolError``, whose `errorLines` are FFmpeg's own words; `CancellationError`.
    @discardableResult
    package func run(
        _ inputs: [FFmpegInput], _ arguments: [String], to output: FFmpegOutput,
        timeLimit: Duration? = nil, outputLimit: Int = 1 << 30,
        progress: (@Sendable (ProgressReport) -> Void)? = nil
    ) async throws -> [UInt8] {
        try await run(
            Self.invocation(
                inputs, arguments, to: output, global: progress == nil ? [] : Self.progressArguments,
                timeLimit: timeLimit, outputLimit: outputLimit),
            progress: progress ?? { _ in })
    }

    private static let progressArguments = ["-progress", "pipe:2", "-stats_period", "0.5"]

    /// The whole command. `global` options stand before the inputs.
    static func invocation(
        _ inputs: [FFmpegInput], _ arguments: [String], to output: FFmpegOutput, global: [String] = [],
        timeLimit: Duration? = nil, outputLimit: Int = 1 << 30
    ) -> ToolInvocation {
        ToolInvocation(
            "ffmpeg",
            ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"] + global
                + inputs.flatMap(\.arguments) + arguments + output.arguments,
            input: inputs.lazy.compactMap(\.standardInput).first, timeLimit: timeLimit, outputLimit: outputLimit)
    }

    /// Reports and error lines share standard error, since standard output is for bytes: here they part again.
    private func run(
        _ invocation: ToolInvocation, progress: @escaping @Sendable (ProgressReport) -> Void
    ) async throws -> [UInt8] {
        let heard = Mutex((parser: ProgressParser(), errors: LineTail()))
        do {
            return try await tools.run(invocation) { line in
                let meaning = heard.withLock { heard in
                    let meaning = heard.parser.read(line)
                    if meaning == .other { heard.errors.append(line) }
                    return meaning
                }
                if case .report(let report) = meaning { progress(report) }
            }.output
        } catch let error as ToolError where error.exitStatus != nil {
            throw ToolError.failed(
                invocation.tool, status: "exit status \(error.exitStatus ?? 1)",
                lines: heard.withLock { $0.errors.lines }, exitStatus: error.exitStatus)
        }
    }
}
