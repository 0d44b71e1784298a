public import Essentials

/// Why a listener, a connection or an answer could not do what was asked of it.
public struct NetworkingError: DescribedFailure, Hashable {
    public let code: String
    public let message: String
    public let remedy: String?
    public let category: FailureCategory

    public init(code: String, message: String, remedy: String? = nil, category: FailureCategory = .failed) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
    }
}
