/// What a failure means for whoever started the work: it decides the exit status of the tool.
public enum FailureCategory: String, Sendable, Codable {
    /// The input cannot be used as it is (exit status 65).
    case badInput
    /// A program or library that is needed is not installed (exit status 69).
    case missingTool
    /// The command line or a setting is wrong (exit status 2).
    case usage
    /// Anything else (exit status 1).
    case failed
}

/// An error that is part of the interface: a stable code, what went wrong by name, and what to do about it.
///
/// Every module has an error type of its own that conforms to this protocol. Its `description` is one line.
public protocol DescribedFailure: Error, CustomStringConvertible, Sendable {
    /// A stable word for logs, programs and tests, such as `"zip.truncated"`. Never renamed.
    var code: String { get }
    /// One sentence: what went wrong, naming the thing.
    var message: String { get }
    /// One sentence: what to do about it; `nil` when there is nothing to add.
    var remedy: String? { get }
    var category: FailureCategory { get }
}

extension DescribedFailure {
    public var description: String {
        guard let remedy else { return message }
        return message + " " + remedy
    }
}
