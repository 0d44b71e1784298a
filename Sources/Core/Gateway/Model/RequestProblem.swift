public import Essentials

/// A request that cannot be asked as it is. It goes back to the caller as status 400.
public struct RequestProblem: DescribedFailure, Hashable {
    /// Such as "request.unknown-field". Never renamed.
    public let code: String
    public let message: String
    public let remedy: String?
    /// The field of the request, such as "messages[2].content", where one is to blame.
    public let field: String?

    public var category: FailureCategory { .badInput }

    public init(code: String, message: String, remedy: String? = nil, field: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.field = field
    }
}
