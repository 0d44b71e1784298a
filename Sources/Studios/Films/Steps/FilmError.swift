package import Essentials

/// Why a film cannot be made.
package struct FilmError: DescribedFailure {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    init(code: String, message: String, remedy: String? = nil, category: FailureCategory = .badInput) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
    }

    static func size(_ width: Int, _ height: Int) -> FilmError {
        FilmError(
            code: "film.size", message: "A film cannot be \(width)x\(height).",
            remedy: "Use even sides between 16 and 8192, such as 1920x1080.", category: .usage)
    }

    static func allHidden(_ count: Int) -> FilmError {
        FilmError(
            code: "film.all-hidden",
            message: count == 1
                ? "The deck's only slide is hidden." : "All \(count) slides of the deck are hidden.",
            remedy: "Use --include-hidden to film them.")
    }

    static let incomplete = FilmError(
        code: "film.incomplete", message: "The film came out incomplete.",
        remedy: "Run the command again: what was finished is kept.", category: .failed)
}
