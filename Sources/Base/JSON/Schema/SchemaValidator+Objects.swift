extension SchemaValidator {
    mutating func check(_ object: JSONObject, _ rules: ObjectRules) {
        guard spend(rules.namesToFind) else { return }
        for key in rules.required where !object.contains(key: key) {
            report("The property \(ValueSketch(.string(key))) is missing.")
        }
        if let least = rules.minProperties, object.count < least {
            report("Expected an object of at least \(least) properties, found \(object.count).")
        }
        if let most = rules.maxProperties, object.count > most {
            report("Expected an object of at most \(most) properties, found \(object.count).")
        }
        for (key, required) in rules.dependentRequired where object.contains(key: key) {
            for other in required where !object.contains(key: other) {
                report(
                    """
                    The property \(ValueSketch(.string(other))) is missing, which \(ValueSketch(.string(key))) needs.
                    """)
            }
        }
        for (key, value) in object where !isDone {
            checkMember(key, value, rules)
        }
        for (key, schema) in rules.dependentSchemas where object.contains(key: key) {
            check(.object(object), against: schema)
        }
    }

    private mutating func checkMember(_ key: String, _ value: JSONValue, _ rules: ObjectRules) {
        guard spend(1 + key.utf8.count / 16) else { return }
        if let names = rules.names, !accepts(.string(key), by: names) {
            report("The property name \(ValueSketch(.string(key))) is not allowed.")
        }
        var isKnown = false
        if let schema = rules.properties[ExactKey(text: key)] {
            isKnown = true
            check(value, at: .key(key), against: schema)
        }
        for (pattern, schema) in rules.patterns where matches(key, pattern) {
            isKnown = true
            check(value, at: .key(key), against: schema)
        }
        guard !isKnown, let additional = rules.additional else { return }
        if forbidsAll(additional) {
            report("The property \(ValueSketch(.string(key))) is not allowed.")
        } else {
            check(value, at: .key(key), against: additional)
        }
    }
}
