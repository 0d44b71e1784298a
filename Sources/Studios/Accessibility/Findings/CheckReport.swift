/// What a check of a deck found.
package struct CheckReport: Codable, Hashable, Sendable {
    /// The file's name.
    package var deck: String
    package var slides: Int
    /// By slide, then by severity (errors first), then in reading order.
    package var findings: [Finding]
    /// From 0 to 100; 100 when nothing was found.
    package var score: Int
    /// What a reader of the report should know about the check itself.
    package var notes: [String]

    package init(deck: String, slides: Int, findings: [Finding], notes: [String] = []) {
        self.deck = deck
        self.slides = slides
        self.findings = findings
        self.notes = notes
        score = AccessibilityScore.of(findings, slides: slides)
    }

    package func count(_ severity: Severity) -> Int {
        findings.count { $0.severity == severity }
    }
}

/// How accessible a deck is, in one number.
///
/// Each slide begins with 100 points, and a finding takes a share of what is left: an error half, a warning a fifth, a
/// tip a twentieth. So many findings on one slide count less than the same number on many slides. The score is
/// the average over the slides, rounded down; findings about the whole deck count for every slide.
package enum AccessibilityScore {
    package static func of(_ findings: [Finding], slides: Int) -> Int {
        guard slides > 0 else { return findings.isEmpty ? 100 : 0 }
        var points = [Double](repeating: 100, count: slides)
        for finding in findings {
            let kept = share(kept: finding.severity)
            if let slide = finding.slide {
                if points.indices.contains(slide - 1) { points[slide - 1] *= kept }
            } else {
                for index in points.indices { points[index] *= kept }
            }
        }
        return Int((points.reduce(0, +) / Double(slides)).rounded(.down))
    }

    private static func share(kept severity: Severity) -> Double {
        switch severity {
        case .error: 0.5
        case .warning: 0.8
        case .tip: 0.95
        }
    }
}
