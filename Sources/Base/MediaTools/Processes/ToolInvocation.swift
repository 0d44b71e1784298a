package import Foundation

/// A program to run once, as a value: what to start, with what, and for how long at most.
package struct ToolInvocation: Sendable, Hashable {
    /// The program's name, looked up on the `PATH`, or an absolute path.
    package var tool: String
    package var arguments: [String]
    /// Added to the inherited environment.
    package var environment: [String: String]
    package var workingFolder: URL?
    /// Bytes for its standard input; `nil` gives it an empty one.
    package var input: [UInt8]?
    /// After this long it is killed and the run fails; `nil` is no limit.
    package var timeLimit: Duration?
    /// How many bytes of its standard output are kept; more is a failure.
    package var outputLimit: Int
    /// The exit statuses that mean success; a few programs do not end with 0 when all went well.
    package var goodStatuses: Set<Int32>

    package init(
        _ tool: String, _ arguments: [String] = [], environment: [String: String] = [:], workingFolder: URL? = nil,
        input: [UInt8]? = nil, timeLimit: Duration? = nil, outputLimit: Int = 1 << 28,
        goodStatuses: Set<Int32> = [0]
    ) {
        self.tool = tool
        self.arguments = arguments
        self.environment = environment
        self.workingFolder = workingFolder
        self.input = input
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
        self.goodStatuses = goodStatuses
    }
}

/// What a program left behind when it ended well.
package struct ToolOutput: Sendable {
    package var output: [UInt8]
    /// The last lines of its standard error.
    package var errorLines: [String]

    package init(output: [UInt8], errorLines: [String] = []) {
        self.output = output
        self.errorLines = errorLines
    }

    package var text: String { String(decoding: output, as: UTF8.self) }
}

/// Runs programs. The real one starts processes; tests may use one that answers from memory.
package protocol ToolRunner: Sendable {
    /// Runs the program to its end and gives back what it wrote.
    ///
    /// When the calling task is cancelled the program is killed.
    /// - Throws: ``ToolError`` when the program is missing, fails, or runs too long; `CancellationError`.
    func run(_ invocation: ToolInvocation) async throws -> ToolOutput

    /// The same, and gives each line of standard error to `onErrorLine` while the program runs.
    func run(
        _ invocation: ToolInvocation, onErrorLine: @escaping @Sendable (String) -> Void
    ) async throws -> ToolOutput
}

extension ToolRunner {
    package func run(_ invocation: ToolInvocation) async throws -> ToolOutput {
        try await run(invocation, onErrorLine: { _ in })
    }
}
