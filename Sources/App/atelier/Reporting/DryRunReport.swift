import Films
import Foundation
import StepEngine

/// What `--dry-run` prints: for each kind of step how many are there and how many would run, and how long that
/// would take.
struct DryRunReport {
    private struct Row: Encodable {
        var kind: String
        var there: Int
        var wouldRun: Int
        /// `nil` when a step of this kind has never run.
        var expectedSeconds: Double?
        var subjects: [String]
    }

    private let rows: [Row]
    private let parallelism: Int

    init(_ survey: FilmSurvey, durations: [String: Double], parallelism: Int) {
        self.parallelism = parallelism
        rows = Dictionary(grouping: survey.entries, by: \.kind).map { kind, entries in
            let missing = entries.filter { !$0.isThere }
            return Row(
                kind: kind.name, there: entries.count - missing.count, wouldRun: missing.count,
                expectedSeconds: durations[kind.name].map { $0 * Double(missing.count) },
                subjects: missing.map(\.subject).sorted { $0.compare($1, options: .numeric) == .orderedAscending })
        }.sorted { $0.kind < $1.kind }
    }

    func print(on console: Console, json: Bool) {
        if json {
            for row in rows { console.print(JSONLine.of(row)) }
            return
        }
        console.print("kind".padded(20) + "there".padded(8) + "would run".padded(12) + "expected")
        for row in rows {
            let expected =
                row.wouldRun == 0
                ? "" : row.expectedSeconds.map { String(format: "%.1f s", $0) } ?? "never run yet"
            console.print(
                row.kind.padded(20) + "\(row.there)".padded(8) + "\(row.wouldRun)".padded(12)
                    + expected.padded(14) + Self.list(row.subjects))
        }
        let known = rows.compactMap(\.expectedSeconds).reduce(0, +)
        let isPartial = rows.contains { $0.wouldRun > 0 && $0.expectedSeconds == nil }
        let total = rows.reduce(0) { $0 + $1.wouldRun }
        console.print(
            total == 0
                ? "Nothing would run: everything is there."
                : "\(total) steps would run: about \(String(format: "%.0f", known / Double(max(1, parallelism)))) s"
                    + (isPartial ? ", and what has never been measured here." : "."))
    }

    private static func list(_ subjects: [String]) -> String {
        subjects.count <= 4
            ? subjects.joined(separator: "; ") : subjects.prefix(3).joined(separator: "; ") + "; …"
    }
}

extension String {
    /// Filled up with spaces.
    func padded(_ width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self + " "
    }
}
