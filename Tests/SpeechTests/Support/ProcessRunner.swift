import Foundation
import MediaTools
import Synchronization

/// Runs programs with Foundation's `Process`, for the tests that let real voices speak.
struct ProcessRunner: ToolRunner {
    func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        guard let program = Self.path(of: invocation.tool) else {
            throw ToolError.missing(invocation.tool, install: nil)
        }
        return try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try Self.output(of: program, invocation) }) }.start()
        }
    }

    /// Where on the `PATH` the program is.
    static func path(of tool: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { URL(filePath: String($0)).appending(path: tool) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private static func output(of program: URL, _ invocation: ToolInvocation) throws -> ToolOutput {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = invocation.arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = invocation.input ?? []
        let writer = Thread {
            try? input.fileHandleForWriting.write(contentsOf: bytes)
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ToolError.failed(invocation.tool, status: "\(process.terminationStatus)", lines: [])
        }
        return ToolOutput(output: Array(data))
    }
}

/// Answers from memory, and remembers what it was asked.
final class ScriptedRunner: ToolRunner {
    /// What each program writes; one that is not named is not installed.
    private let answers: [String: [UInt8]]
    private let log = Mutex<[ToolInvocation]>([])

    init(_ answers: [String: [UInt8]]) {
        self.answers = answers
    }

    var invocations: [ToolInvocation] { log.withLock { $0 } }

    func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput {
        log.withLock { $0.append(invocation) }
        guard let answer = answers[invocation.tool] else { throw ToolError.missing(invocation.tool, install: nil) }
        return ToolOutput(output: answer)
    }
}
