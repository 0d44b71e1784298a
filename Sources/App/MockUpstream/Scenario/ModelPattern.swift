/// A model's name; "gemini*" means all that begin so.
struct ModelPattern {
    private let pattern: String

    init(_ pattern: String) {
        self.pattern = pattern
    }

    func matches(_ model: String) -> Bool {
        pattern.hasSuffix("*") ? model.hasPrefix(pattern.dropLast()) : model == pattern
    }
}
