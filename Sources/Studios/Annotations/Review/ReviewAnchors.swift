/// The names of the places in the report that links lead to.
struct ReviewAnchors {
    var slide: Int

    var section: String { "slide-\(slide)" }

    func field(_ field: SlideField) -> String { "\(section)-\(field.rawValue)" }

    /// `number` from 1.
    func flag(_ field: SlideField, _ number: Int) -> String { "\(self.field(field))-flag-\(number)" }
}

extension FieldResult {
    var hasFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    /// The choices of the report's filter that the field belongs to.
    var reviewStates: [String] {
        var states: [String] = []
        if !flags.isEmpty { states.append("flagged") }
        if hasFailed { states.append("failed") }
        if provenance.writer == .person { states.append("edited") }
        if isChange { states.append("changed") }
        return states
    }

    /// Whether the field replaces another text of the deck.
    var isChange: Bool {
        guard let value, let old, !old.isEmpty else { return false }
        return !value.reviewText.utf8.elementsEqual(old.reviewText.utf8)
    }
}

extension AnnotatedSlide {
    var reviewStates: [String] {
        var states: [String] = []
        for state in fields.flatMap(\.reviewStates) where !states.contains(state) { states.append(state) }
        return states
    }
}
