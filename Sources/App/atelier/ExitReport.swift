import ArgumentParser
import Essentials
import Foundation

/// What is said about an error at the end, and the status that the tool ends with.
struct ExitReport {
    let status: Int32
    /// For standard error; "" says nothing.
    let text: String
    /// For standard output: help that was asked for.
    let isHelp: Bool

    init(_ error: any Error) {
        switch error {
        case is CancellationError:
            self.init(status: 130, text: "atelier: Interrupted. What was finished is kept.")
        case let failure as any DescribedFailure:
            self.init(status: Self.status(of: failure.category), text: "atelier: \(failure.description)")
        case let status as ExitCode:
            self.init(status: status.rawValue, text: "")
        default:
            let code = AtelierCommand.exitCode(for: error)
            let isUsage = code == .validationFailure
            let text = AtelierCommand.fullMessage(for: error)
            self.init(status: isUsage ? 2 : code.rawValue, text: text, isHelp: code == .success)
        }
    }

    private init(status: Int32, text: String, isHelp: Bool = false) {
        self.status = status
        self.text = text
        self.isHelp = isHelp
    }

    static func status(of category: FailureCategory) -> Int32 {
        switch category {
        case .badInput: 65
        case .missingTool: 69
        case .usage: 2
        case .failed: 1
        }
    }

    /// Says it, and gives back the status.
    func tell() -> Int32 {
        guard !text.isEmpty else { return status }
        let file = isHelp ? FileHandle.standardOutput : FileHandle.standardError
        try? file.write(contentsOf: Data((text + "\n").utf8))
        return status
    }
}
