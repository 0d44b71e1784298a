package import Essentials

/// Why a program's run is of no use.
package struct ToolError: DescribedFailure, Hashable {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory
    /// The last lines of the program's standard error, oldest first; empty when it never ran.
    package let errorLines: [String]
    /// The exit status, when the program ended by itself with another one than 0.
    package let exitStatus: Int?

    package init(
        code: String, message: String, remedy: String? = nil, category: FailureCategory = .failed,
        errorLines: [String] = [], exitStatus: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
        self.errorLines = errorLines
        self.exitStatus = exitStatus
    }

    /// The program is not on the `PATH`.
    package static func missing(_ tool: String, install: String?) -> ToolError {
        ToolError(
            code: "tool.missing", message: "The program '\(tool)' is not installed.",
            remedy: install.map { "Install it: \($0)" } ?? "Run 'atelier doctor' to see what is missing.",
            category: .missingTool)
    }

    /// It ended with another status than 0; `lines` are the last of its standard error.
    ///
    /// A full disk has a code of its own, `disk.full`, since the work is fine and may be tried again later.
    package static func failed(
        _ tool: String, status: String, lines: [String], exitStatus: Int? = nil
    ) -> ToolError {
        if lines.contains(where: { $0.contains("No space left on device") }) {
            return diskFull(tool, lines: lines, exitStatus: exitStatus)
        }
        let last = lines.suffix(3).joined(separator: " | ")
        return ToolError(
            code: "tool.failed", message: "\(tool) ended with \(status)\(last.isEmpty ? "." : ": \(last)")",
            errorLines: lines, exitStatus: exitStatus)
    }

    package static func diskFull(_ tool: String, lines: [String] = [], exitStatus: Int? = nil) -> ToolError {
        ToolError(
            code: "disk.full", message: "\(tool) could not write its result: no space is left on the disk.",
            remedy: "Free some space, or set ATELIER_HOME to a larger disk, and start again.",
            errorLines: lines, exitStatus: exitStatus)
    }

    /// A signal ended it that was not ours, most often the kernel's when memory is short.
    package static func killed(_ tool: String, signal: Int, lines: [String]) -> ToolError {
        let remedy = signal == 9 ? "The system may be short of memory: give it more, or narrow the lanes." : nil
        let last = lines.last.map { ": \($0)" } ?? "."
        return ToolError(
            code: "tool.killed", message: "\(tool) was ended by signal \(signal)\(last)", remedy: remedy,
            errorLines: lines)
    }

    package static func tookTooLong(_ tool: String, limit: Duration) -> ToolError {
        ToolError(code: "tool.too-long", message: "\(tool) did not finish within \(limit) and was stopped.")
    }

    package static func saidTooMuch(_ tool: String, limit: Int) -> ToolError {
        ToolError(code: "tool.output-limit", message: "\(tool) wrote more than \(limit) bytes and was stopped.")
    }

    /// The operating system would not start it.
    package static func notStarted(_ tool: String, reason: String) -> ToolError {
        ToolError(code: "tool.not-started", message: "\(tool) could not be started: \(reason)")
    }
}
