import JSON

/// The rules that found something, in the order of their names.
struct SARIFRules {
    /// As SARIF describes rules.
    let values: [JSONValue]
    private let places: [String: Int]

    /// A rule is described by the first of its findings of the highest severity.
    init(_ findings: [Finding]) {
        var examples: [String: Finding] = [:]
        for finding in findings {
            if let known = examples[finding.rule], known.severity >= finding.severity { continue }
            examples[finding.rule] = finding
        }
        let rules = examples.keys.sorted()
        values = rules.compactMap { examples[$0].map(Self.value) }
        places = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
    }

    /// The index of a rule that was among the findings.
    func place(of rule: String) -> Int {
        places[rule] ?? -1
    }

    private static func value(of example: Finding) -> JSONValue {
        [
            "id": JSONValue(example.rule),
            "shortDescription": SARIFMessage.value(RuleNames.title(of: example.rule)),
            "fullDescription": SARIFMessage.value(example.why),
            "help": SARIFMessage.value(example.remedy),
            "defaultConfiguration": ["level": JSONValue(example.severity.sarifLevel)],
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
