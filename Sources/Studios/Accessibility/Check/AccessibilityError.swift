package import Essentials

/// Why a file could not be checked.
package struct AccessibilityError: DescribedFailure {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    static func portable(_ name: String) -> AccessibilityError {
        AccessibilityError(
            code: "check.pdf",
            message: "'\(name)' is a PDF: what makes it accessible is in its tags, which are not checked here.",
            remedy: "Check the deck that it was made of; for the tags there is veraPDF.", category: .badInput)
    }
}
