package import Essentials

/// Why encoded picture or sound cannot be put together into a film.
package struct StreamError: DescribedFailure, Equatable {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    package init(code: String, message: String, remedy: String? = nil, category: FailureCategory = .failed) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
    }

    /// The bits ended before the syntax did.
    static func truncated(_ what: String) -> StreamError {
        StreamError(code: "stream.truncated", message: "The \(what) ends too early.")
    }

    /// The bits say something that no encoder may write.
    static func malformed(_ what: String) -> StreamError {
        StreamError(code: "stream.malformed", message: "The \(what) is not valid.")
    }

    /// Valid, but not a form that this assembler joins.
    static func unsupported(_ what: String, remedy: String? = nil) -> StreamError {
        StreamError(code: "stream.unsupported", message: "\(what) cannot be joined without encoding.", remedy: remedy)
    }
}
