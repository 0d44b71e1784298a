extension SchemaValidator {
    mutating func check(_ value: JSONValue, _ rules: CombinationRules) {
        if let reference = rules.reference { check(value, against: reference) }
        for schema in rules.all {
            check(value, against: schema)
        }
        if let any = rules.any, !any.contains(where: { accepts(value, by: $0) }) {
            reportNoMatch(value, any)
        }
        if let one = rules.one {
            let matching = one.indices.filter { accepts(value, by: one[$0]) }
            if matching.isEmpty {
                reportNoMatch(value, one)
            } else if matching.count > 1 {
                report("Expected one alternative to match, but \(matching.count) of \(one.count) do.")
            }
        }
        if let not = rules.not, accepts(value, by: not) {
            report("The schema rules out \(ValueSketch(value)) here.")
        }
        if let condition = rules.condition {
            let next = accepts(value, by: condition) ? rules.then : rules.otherwise
            if let next { check(value, against: next) }
        }
    }

    /// Says why no alternative matches. When the value is of the right kind for one of them only, that one is
    /// meant, and what is wrong with it says more.
    private mutating func reportNoMatch(_ value: JSONValue, _ alternatives: [SchemaNode.ID]) {
        // A trial only needs the outcome; looking again at every level would double the work with each.
        guard !isTrying else { return report("") }
        let candidates = alternatives.filter { kinds(of: $0)?.contains(kindOf: value) ?? true }
        if candidates.count == 1 {
            check(value, against: candidates[0])
        } else {
            report("Expected a match with one of \(alternatives.count) alternatives, found \(ValueSketch(value)).")
        }
    }
}
