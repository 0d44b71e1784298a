/// Why a file cannot be written.
package struct OutputError: DescribedFailure {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    static func isInput(_ path: String) -> OutputError {
        OutputError(
            code: "output.is-input", message: "'\(path)' is an input too, and would be lost.",
            remedy: "Give another place to write to.", category: .usage)
    }

    package static func notWritable(_ path: String, _ reason: String) -> OutputError {
        OutputError(
            code: "output.not-writable", message: "Cannot write '\(path)': \(reason)",
            remedy: "Check that the folder exists and may be written to.", category: .failed)
    }

    static func diskFull(_ path: String) -> OutputError {
        OutputError(
            code: "disk.full", message: "The disk is full: '\(path)' could not be written.",
            remedy: "Free some space ('atelier cache clear' empties the cache) and run the command again: "
                + "what was finished is kept.", category: .failed)
    }
}
