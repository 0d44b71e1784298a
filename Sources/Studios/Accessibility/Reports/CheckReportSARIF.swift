import JSON

/// A check as SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS 2020), which code hosts and editors show.
///
/// Each rule is described once, with its source; each finding is a result that names its slide and shape as a
/// logical location. Findings of a tip's weight are notes.
package enum CheckReportSARIF {
    /// - Parameters:
    ///   - deckPath: Where the deck is, as the person named it: relative to the root of the repository for code hosts.
    ///   - version: Atelier's.
    package static func sarif(_ report: CheckReport, deckPath: String, version: String) -> String {
        let uri = JSONValue(URIReference.of(path: deckPath))
        let rules = SARIFRules()
        let fingerprints = FindingFingerprints.of(report.findings)
        let results = zip(report.findings, fingerprints).map { finding, fingerprint in
            result(of: finding, rule: rules.place(of: finding.rule), uri: uri, fingerprint: fingerprint)
        }
        let driver: JSONValue = ["name": "Atelier", "version": JSONValue(version), "rules": .array(rules.values)]
        let run: JSONValue = [
            "tool": ["driver": driver],
            "artifacts": [["location": ["uri": uri]]],
            "columnKind": "utf16CodeUnits",
            "results": .array(results),
            "properties": ["slides": JSONValue(report.slides), "score": JSONValue(report.score)],
        ]
        let log: JSONValue = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0", "runs": [run],
        ]
        return log.pretty() + "\n"
    }

    private static func result(
        of finding: Finding, rule: Int?, uri: JSONValue, fingerprint: String
    ) -> JSONValue {
        // A deck has no lines; but code hosts refuse results without one.
        let physical: JSONValue = ["artifactLocation": ["uri": uri, "index": 0], "region": ["startLine": 1]]
        var location: JSONValue = ["physicalLocation": physical]
        if let logical = logicalLocation(of: finding) { location["logicalLocations"] = [logical] }
        var result: JSONValue = [
            "ruleId": JSONValue(finding.rule),
            "level": JSONValue(finding.severity.sarifLevel),
            "message": SARIFMessage.value("\(finding.message) \(finding.remedy)"),
            "locations": [location],
            "partialFingerprints": ["atelierFinding/v1": JSONValue(fingerprint)],
        ]
        if let rule { result["ruleIndex"] = JSONValue(rule) }
        return result
    }

    /// "slide 3/shape 'Picture 4'"
    private static func logicalLocation(of finding: Finding) -> JSONValue? {
        guard let slide = finding.slide else { return nil }
        let slideName = "slide \(slide)"
        guard finding.shape != nil || finding.shapeName != nil else {
            return ["name": JSONValue(slideName), "fullyQualifiedName": JSONValue(slideName), "kind": "slide"]
        }
        let shapeName = finding.shapeName ?? finding.shape.map { "number \($0)" } ?? ""
        return [
            "name": JSONValue(shapeName), "fullyQualifiedName": JSONValue("\(slideName)/shape '\(shapeName)'"),
            "kind": "shape",
        ]
    }
}

/// A text as SARIF has them.
enum SARIFMessage {
    static func value(_ text: String) -> JSONValue {
        ["text": JSONValue(escaped(text))]
    }

    /// Braces are doubled, for "{0}" is a place for an argument; and what looks like a link, "[words](address)",
    /// is made none, so that no text of a deck becomes a link.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        let hasLinks = text.contains("](")
        for character in text {
            switch character {
            case "{", "}": escaped += "\(character)\(character)"
            case "\\", "[", "]": escaped += hasLinks ? "\\\(character)" : "\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

extension Severity {
    var sarifLevel: String {
        switch self {
        case .error: "error"
        case .warning: "warning"
        case .tip: "note"
        }
    }
}
