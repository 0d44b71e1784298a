import Foundation
import Subprocess
import SystemPackage

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Runs programs for real, over swift-subprocess.
///
/// Standard output and error are drained, and standard input is fed, all at the same time, so that no program can
/// stall on a full pipe. A program gets `/dev/null` as its input when it is given none: it never reads the terminal.
///
///     let tools = SubprocessRunner()
///     let version = try await tools.run(ToolInvocation("ffmpeg", ["-version"])).text
///
/// A cancelled task kills its program with `SIGKILL` at once and then throws `CancellationError`. Only the program
/// itself is killed: one that leaves children of its own behind is to be started directly instead of by a wrapper.
package struct SubprocessRunner: ToolRunner {
    private let guardian: ProcessGuardian

    /// - Parameter guardian: who ends the programs when our own process ends.
    package init(guardian: ProcessGuardian = ProcessGuardian()) {
        self.guardian = guardian
        _ = Self.brokenPipesAreErrors
    }

    /// Writing to a program that has closed its input is an error to handle, not a signal that ends us.
    private static let brokenPipesAreErrors: Void = {
        let previous = signal(SIGPIPE, SIG_IGN)
        // A handler that somebody installed before us has the same effect: the write fails with EPIPE.
        if unsafeBitCast(previous, to: Int.self) > 1 { signal(SIGPIPE, previous) }
    }()

    package func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        try Task.checkCancellation()
        guard let limit = invocation.timeLimit else {
            return try await finish(invocation, onErrorLine: onErrorLine)
        }
        return try await withThrowingTaskGroup(of: ToolOutput?.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await finish(invocation, onErrorLine: onErrorLine) }
            group.addTask {
                try await Task.sleep(for: limit)
                throw ToolError.tookTooLong(invocation.tool, limit: limit)
            }
            guard let output = try await group.next() ?? nil else { throw CancellationError() }
            return output
        }
    }

    /// Starts the program and judges how it ended.
    private func finish(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        let (streams, status): (ProcessStreams.Content, TerminationStatus)
        do {
            (streams, status) = try await start(invocation, onErrorLine: onErrorLine)
        } catch {
            // A cancelled read may surface as any error; what counts is that we were cancelled.
            try Task.checkCancellation()
            throw Self.described(error, invocation)
        }
        // A cancelled run returns like any other, with what was read so far.
        try Task.checkCancellation()
        switch status {
        case .exited(let code) where invocation.goodStatuses.contains(code):
            return ToolOutput(output: streams.output, errorLines: streams.errorLines)
        case .exited(let code):
            throw ToolError.failed(
                invocation.tool, status: "exit status \(code)", lines: streams.errorLines, exitStatus: Int(code))
        case .signaled(let signal):
            throw ToolError.killed(invocation.tool, signal: Int(signal), lines: streams.errorLines)
        }
    }

    /// Starts the program in the guarded group; once more when that group vanished in between.
    private func start(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> (ProcessStreams.Content, TerminationStatus) {
        let group = try guardian.processGroup()
        do {
            return try await spawn(invocation, in: group, onErrorLine: onErrorLine)
        } catch let error as SubprocessError where error.code == .spawnFailed {
            let next = try guardian.processGroup()
            guard next != group else { throw error }
            return try await spawn(invocation, in: next, onErrorLine: onErrorLine)
        }
    }

    private func spawn(
        _ invocation: ToolInvocation, in group: Int32, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> (ProcessStreams.Content, TerminationStatus) {
        let configuration = Self.configuration(of: invocation, group: group)
        let streams = ProcessStreams(
            tool: invocation.tool, outputLimit: invocation.outputLimit, onErrorLine: onErrorLine)
        guard let input = invocation.input else {
            let result = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
                try await streams.drain($0.standardOutput, $0.standardError)
            }
            return (result.closureResult, result.terminationStatus)
        }
        let result = try await Subprocess.run(
            configuration, input: .inputWriter, output: .sequence, error: .sequence
        ) {
            try await streams.drain($0.standardOutput, $0.standardError, feeding: input, to: $0.standardInputWriter)
        }
        return (result.closureResult, result.terminationStatus)
    }

    private static func configuration(of invocation: ToolInvocation, group: Int32) -> Configuration {
        var options = PlatformOptions()
        options.processGroupID = group
        let changes = invocation.environment.compactMap { name, value in
            Environment.Key(rawValue: name).map { ($0, Optional(value)) }
        }
        return Configuration(
            executable: invocation.tool.contains("/") ? .path(FilePath(invocation.tool)) : .name(invocation.tool),
            arguments: Arguments(invocation.arguments),
            environment: .inherit.updating(Dictionary(changes) { first, _ in first }),
            workingDirectory: invocation.workingFolder.map { FilePath($0.path) },
            platformOptions: options)
    }

    private static func described(_ error: any Error, _ invocation: ToolInvocation) -> any Error {
        guard let error = error as? SubprocessError else { return error }
        switch error.code {
        case .executableNotFound:
            return ToolError.missing(invocation.tool, install: InstallHint.command(for: invocation.tool))
        case .failedToChangeWorkingDirectory:
            let folder = invocation.workingFolder?.path ?? ""
            return ToolError.notStarted(invocation.tool, reason: "the folder '\(folder)' cannot be entered.")
        default:
            return ToolError.notStarted(invocation.tool, reason: error.description)
        }
    }
}
