import Subprocess

/// Reads both outputs of a program while its input is fed.
struct ProcessStreams: Sendable {
    struct Content: Sendable {
        var output: [UInt8] = []
        var errorLines: [String] = []
    }

    private enum Part: Sendable {
        case output([UInt8])
        case errorLines([String])
        case fed
    }

    let tool: String
    let outputLimit: Int
    let onErrorLine: @Sendable (String) -> Void

    /// Reads to the end of both.
    /// - Throws: ``ToolError`` `tool.output-limit`, upon which the program is to be killed.
    func drain(
        _ output: SubprocessOutputSequence, _ errors: SubprocessOutputSequence,
        feeding input: [UInt8] = [], to writer: StandardInputWriter? = nil
    ) async throws -> Content {
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask { .output(try await bytes(of: output)) }
            group.addTask { .errorLines(try await lastLines(of: errors)) }
            if let writer {
                group.addTask {
                    // A program may stop reading when it has seen enough: its exit status tells whether all is well.
                    _ = try? await writer.write(input)
                    try? await writer.finish()
                    return .fed
                }
            }
            var content = Content()
            for try await part in group {
                switch part {
                case .output(let bytes): content.output = bytes
                case .errorLines(let lines): content.errorLines = lines
                case .fed: break
                }
            }
            return content
        }
    }

    private func bytes(of output: SubprocessOutputSequence) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in output {
            guard buffer.count <= outputLimit - bytes.count else {
                throw ToolError.saidTooMuch(tool, limit: outputLimit)
            }
            buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private func lastLines(of errors: SubprocessOutputSequence) async throws -> [String] {
        var splitter = LineSplitter()
        var tail = LineTail()
        func keep(_ line: String) {
            tail.append(line)
            onErrorLine(line)
        }
        for try await buffer in errors {
            buffer.withUnsafeBytes { splitter.lines(in: $0) }.forEach(keep)
        }
        if let line = splitter.finish() { keep(line) }
        return tail.lines
    }
}
