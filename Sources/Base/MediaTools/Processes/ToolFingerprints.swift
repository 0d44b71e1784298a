import Foundation

/// The programs whose version decides what a step gives.
package enum Tool: String, Sendable, Hashable, CaseIterable {
    case ffmpeg, libreOffice, flite, espeak, poppler, vips, tesseract
}

/// Names the versions of the tools, so that a result made by another version is not taken for this one's.
///
/// Each tool is asked once, when first needed; several at the same time. An answer is kept, a failure is not.
package actor ToolFingerprints {
    private let tools: any ToolRunner
    private var answers: [Tool: Task<String, any Error>] = [:]

    package init(tools: any ToolRunner) {
        self.tools = tools
    }

    /// One line that changes with the tool's version.
    /// - Throws: ``ToolError`` `tool.missing`; ``MediaError`` `image.no-library`.
    package func line(of tool: Tool) async throws -> String {
        let answer = answers[tool] ?? ask(tool)
        do {
            return try await answer.value
        } catch {
            answers[tool] = nil
            throw error
        }
    }

    /// The lines of all tools that are installed.
    package func installed() async -> [Tool: String] {
        await withTaskGroup(of: (Tool, String?).self) { group in
            for tool in Tool.allCases {
                group.addTask { (tool, try? await self.line(of: tool)) }
            }
            var lines: [Tool: String] = [:]
            for await (tool, line) in group { lines[tool] = line }
            return lines
        }
    }

    /// A task of its own, since the first asker may be cancelled while others wait. It ends within its time limit.
    private func ask(_ tool: Tool) -> Task<String, any Error> {
        let task = Task { [tools] in try await Self.version(of: tool, tools) }
        answers[tool] = task
        return task
    }

    private static func version(of tool: Tool, _ tools: any ToolRunner) async throws -> String {
        switch tool {
        case .ffmpeg: return try await firstLine(tools, "ffmpeg", ["-version"])
        case .espeak: return try await firstLine(tools, "espeak-ng", ["--version"])
        case .flite: return try await firstLine(tools, "flite", ["--version"], containing: "version")
        // What it can read depends on its languages as well.
        case .tesseract:
            let languages = try await Tesseract(tools: tools).languages().sorted().joined(separator: " ")
            return try await firstLine(tools, "tesseract", ["--version"]) + " (" + languages + ")"
        case .poppler: return try await firstLine(tools, "pdftoppm", ["-v"])
        case .vips: return try await BlockingPool(width: 1).run { "libvips \(try VipsRuntime.version())" }
        case .libreOffice: return try LibreOfficeInstallation.found().fingerprint
        }
    }

    private static func firstLine(
        _ tools: any ToolRunner, _ tool: String, _ arguments: [String], containing word: String = ""
    ) async throws -> String {
        // flite ends with 1 after telling its version.
        let answer = try await tools.run(
            ToolInvocation(tool, arguments, timeLimit: .seconds(20), outputLimit: 1 << 16, goodStatuses: [0, 1]))
        // poppler's programs write their version to standard error.
        let lines = answer.text.split(separator: "\n").map(String.init) + answer.errorLines
        guard let line = lines.first(where: { word.isEmpty || $0.contains(word) }) else {
            throw ToolError(code: "tool.no-version", message: "\(tool) does not tell its version.")
        }
        return line.trimmingCharacters(in: .whitespaces)
    }
}
