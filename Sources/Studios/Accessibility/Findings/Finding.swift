/// Something on a slide that keeps somebody out.
package struct Finding: Codable, Hashable, Sendable {
    /// The rule's name, such as "alt-text-missing": stable, used by reports and suppressions.
    package var rule: String
    package var severity: Severity
    /// From 1, hidden slides counted; `nil` when the whole deck is meant.
    package var slide: Int?
    /// The shape's number on the slide and its name.
    package var shape: Int?
    package var shapeName: String?
    /// What is wrong, in one sentence that names the thing.
    package var message: String
    /// Whom it keeps out, and how.
    package var why: String
    /// What to do about it.
    package var remedy: String

    package init(
        rule: String, severity: Severity, slide: Int? = nil, shape: Int? = nil, shapeName: String? = nil,
        message: String, why: String, remedy: String
    ) {
        self.rule = rule
        self.severity = severity
        self.slide = slide
        self.shape = shape
        self.shapeName = shapeName
        self.message = message
        self.why = why
        self.remedy = remedy
    }
}

package enum Severity: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    /// Worth a thought.
    case tip
    /// Hard to use for some.
    case warning
    /// Some people get nothing at all.
    case error

    package static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .tip: 0
        case .warning: 1
        case .error: 2
        }
    }
}
