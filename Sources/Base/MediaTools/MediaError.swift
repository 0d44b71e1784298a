package import Essentials

/// Why a picture, a document or a recording cannot be used.
package struct MediaError: DescribedFailure, Hashable {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    package init(code: String, message: String, remedy: String? = nil, category: FailureCategory = .badInput) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
    }
}
