import Foundation

/// Runs FFmpeg's programs for tests that ask a real decoder.
enum FFmpeg {
    struct Output {
        var status: Int32
        var standardOutput: Data
        var standardError: String

        /// Standard error without the remark that a bare AAC stream does not say how long it is.
        var complaints: String {
            standardError.split(separator: "\n").filter { !$0.contains("Estimating duration from bitrate") }
                .joined(separator: "\n")
        }

        var text: String { String(decoding: standardOutput, as: UTF8.self) }
        var lines: [Substring] { text.split(separator: "\n") }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Whether both programs are on the `PATH`.
    static let isInstalled = path(of: "ffmpeg") != nil && path(of: "ffprobe") != nil

    private static func path(of program: String) -> URL? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { URL(filePath: String($0)).appending(path: program) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs `ffmpeg` in `folder`; a status other than 0 throws what it said.
    static func run(_ arguments: [String], in folder: URL) async throws -> Output {
        try await run("ffmpeg", ["-nostdin", "-y", "-hide_banner"] + arguments, in: folder)
    }

    /// Runs `ffprobe` in `folder`, saying nothing but what `arguments` ask for.
    static func probe(_ arguments: [String], in folder: URL) async throws -> Output {
        try await run("ffprobe", ["-v", "error"] + arguments, in: folder)
    }

    private static func run(_ program: String, _ arguments: [String], in folder: URL) async throws -> Output {
        guard let executable = path(of: program) else { throw Failure(description: "no \(program)") }
        let name = UUID().uuidString
        let files = (folder.appending(path: name + ".out"), folder.appending(path: name + ".err"))
        for file in [files.0, files.1] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files.0)
        process.standardError = try FileHandle(forWritingTo: files.1)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch {
                process.terminationHandler = nil
                done.resume(throwing: error)
            }
        }
        let output = try Output(
            status: process.terminationStatus, standardOutput: Data(contentsOf: files.0),
            standardError: String(decoding: Data(contentsOf: files.1), as: UTF8.self))
        guard output.status == 0 else {
            throw Failure(description: "\(program) \(arguments.joined(separator: " ")): \(output.standardError)")
        }
        return output
    }
}
