import JSON

/// All rules that are looked for, also those that found nothing, so that one sees what was checked.
struct SARIFRules {
    /// As SARIF describes rules (`reportingDescriptor`).
    let values: [JSONValue]
    private let places: [String: Int]

    init(_ rules: [any AccessibilityRule] = RuleBook.all) {
        values = rules.map(Self.value)
        places = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    }

    /// The index of a rule; `nil` for one that is not described.
    func place(of rule: String) -> Int? { places[rule] }

    private static func value(of rule: any AccessibilityRule) -> JSONValue {
        [
            "id": JSONValue(rule.id),
            "name": JSONValue(RuleNames.title(of: rule.id)),
            "shortDescription": SARIFMessage.value(rule.title),
            "fullDescription": SARIFMessage.value(rule.why),
            "help": SARIFMessage.value(rule.remedy),
            "defaultConfiguration": ["level": JSONValue(rule.severity.sarifLevel)],
            "properties": ["source": JSONValue(rule.source), "tags": ["accessibility"]],
        ]
    }
}

/// Rules as people read them.
enum RuleNames {
    /// "Alt text missing" for "alt-text-missing".
    static func title(of rule: String) -> String {
        let words = rule.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
