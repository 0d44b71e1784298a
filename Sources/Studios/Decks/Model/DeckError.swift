package import Essentials

/// Why a deck could not be read.
package struct DeckError: DescribedFailure {
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
