import JSON

/// A check as JSON, for programs.
///
/// ```json
/// {
///   "format": "atelier.check/1",
///   "deck": "talk.pptx",
///   "slides": 12,
///   "score": 87,
///   "counts": { "error": 1, "warning": 4, "tip": 0 },
///   "before": { "score": 61, "counts": { "error": 9, "warning": 5, "tip": 0 } },
///   "findings": [
///     {
///       "rule": "alt-text-missing", "severity": "error",
///       "slide": 3, "shape": 4, "shapeName": "Picture 4",
///       "message": "...", "why": "...", "remedy": "...",
///       "fingerprint": "64 hexadecimal digits"
///     }
///   ]
/// }
/// ```
///
/// `notes` is there when something is to be known about the check itself, `before` when the deck was checked before it
/// was changed; `slide`, `shape` and `shapeName` where they apply. A fingerprint names the same finding in every check
/// of the deck, and is the one that SARIF has. New members may be added; what is there keeps its meaning as long as
/// `format` stays the same.
package enum CheckReportJSON {
    package static func json(_ report: CheckReport, before: CheckReport? = nil) -> String {
        var object = JSONObject([
            ("format", "atelier.check/1"), ("deck", JSONValue(report.deck)), ("slides", JSONValue(report.slides)),
            ("score", JSONValue(report.score)), ("counts", counts(report)),
        ])
        if let before {
            object["before"] = ["score": JSONValue(before.score), "counts": counts(before)]
        }
        if !report.notes.isEmpty { object["notes"] = .array(report.notes.map { JSONValue($0) }) }
        let names = FindingFingerprints.of(report.findings)
        object["findings"] = .array(zip(report.findings, names).map { value(of: $0, fingerprint: $1) })
        return JSONValue.object(object).pretty() + "\n"
    }

    private static func counts(_ report: CheckReport) -> JSONValue {
        .object(JSONObject(Severity.allCases.sorted(by: >).map { ($0.rawValue, JSONValue(report.count($0))) }))
    }

    private static func value(of finding: Finding, fingerprint: String) -> JSONValue {
        var object = JSONObject([
            ("rule", JSONValue(finding.rule)), ("severity", JSONValue(finding.severity.rawValue)),
        ])
        if let slide = finding.slide { object["slide"] = JSONValue(slide) }
        if let shape = finding.shape { object["shape"] = JSONValue(shape) }
        if let name = finding.shapeName { object["shapeName"] = JSONValue(name) }
        object["message"] = JSONValue(finding.message)
        object["why"] = JSONValue(finding.why)
        object["remedy"] = JSONValue(finding.remedy)
        object["fingerprint"] = JSONValue(fingerprint)
        return .object(object)
    }
}
