import Foundation

/// Every real deck is filmed or refused: the table of outcomes.
func decksBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        var rows: [String] = []
        for group in ["decks", "decks-pdf", "decks-odp"] {
            let source = place.fixtures.appending(path: group)
            for name in try FileManager.default.contentsOfDirectory(atPath: source.path).sorted()
            where !name.hasSuffix(".md") {
                let target = folder.appending(path: "film.mp4")
                try? FileManager.default.removeItem(at: target)
                let (made, cost) = try await Cost.of {
                    try film(
                        place, source.appending(path: name), to: target, home: folder.appending(path: "home"),
                        ["--size", "640x360"])
                }
                let isThere = FileManager.default.fileExists(atPath: target.path)
                try check(isThere == (made.status == 0), "\(name): status \(made.status), film \(isThere)")
                try check([0, 65].contains(made.status), "\(name): status \(made.status): \(made.errors)")
                let lines = made.errors.split(separator: "\n")
                try check(made.status == 0 || lines.count == 1, "\(name): \(lines.count) lines: \(made.errors)")
                rows.append("| \(group)/\(name) | \(outcome(made, target)) | \(cost.wall.text()) s |")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".film") }
            try check(left.isEmpty, "left behind: \(left)")
        }
        return (["| deck | outcome | wall |", "|---|---|---|"] + rows).joined(separator: "\n")
    }
}

private func outcome(_ made: ToolRun, _ film: URL) -> String {
    guard made.status == 0 else {
        let line = made.errors.replacingOccurrences(of: "atelier: ", with: "").trimmingCharacters(
            in: .whitespacesAndNewlines)
        return "65: " + line.replacingOccurrences(of: "|", with: "/")
    }
    let probe = try? runWell(
        "ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", film.path])
    let seconds = Double(probe?.text.trimmingCharacters(in: .whitespacesAndNewlines) ?? "") ?? 0
    let slides = made.events.count { ["didRun", "didReuse"].contains($0.event) && $0.kind == "deck.image" }
    return "filmed: \(slides) slides, \(Int(seconds.rounded())) s"
}
