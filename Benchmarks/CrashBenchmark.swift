import Foundation

/// `kill -9` at fifty random moments of a film. After each the film is begun again: it must finish in the end, must not do
/// again what was finished, and no program of the killed run may live on.
func crashBenchmark(_ place: Place) async throws -> String {
    try await withFolder { folder in
        let deck = folder.appending(path: "deck.pptx")
        let slides = (1...8).map {
            SampleDeck.Slide(mark: "\($0)", notes: ["Part \($0) is short.", "It has two sentences."], model: $0)
        }
        try SampleDeck(slides: slides).write(from: place.example, to: deck)
        var (kills, films, repeated, orphans, leftovers) = (0, 0, 0, 0, 0)
        while kills < 50 {
            let home = folder.appending(path: "home-\(films)")
            let target = folder.appending(path: "film-\(films).mp4")
            var finished: Set<String> = []
            while true {
                let marker = UUID().uuidString
                let log = folder.appending(path: "log-\(marker)")
                let process = try start(place, deck, target, home, marker, log)
                let isLast = kills >= 50
                if !isLast {
                    try await Task.sleep(for: .seconds(Double.random(in: 0.05...3)))
                }
                let wasRunning = !isLast && process.isRunning
                if wasRunning { kill(process.processIdentifier, SIGKILL) }
                process.waitUntilExit()
                let events = ToolRun.events(in: try String(contentsOf: log, encoding: .utf8))
                let done = events.filter { $0.event == "didRun" }.map { "\($0.kind ?? "") \($0.subject ?? "")" }
                repeated += done.count { finished.contains($0) }
                finished.formUnion(done)
                if process.terminationReason == .exit {
                    try check(process.terminationStatus == 0, "a restart failed: \(process.terminationStatus)")
                    break
                }
                kills += 1
                try await Task.sleep(for: .milliseconds(150))
                orphans += livingProcesses(with: marker)
            }
            films += 1
            let frames = try runWell(
                "ffprobe",
                [
                    "-v", "error", "-select_streams", "v:0", "-count_packets", "-show_entries",
                    "stream=nb_read_packets", "-of", "csv=p=0", target.path,
                ])
            try check((Int(frames.text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 100, "no film")
            leftovers += try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .count { $0.hasPrefix(".film") }
        }
        try check(orphans == 0 && repeated == 0, "\(orphans) orphans, \(repeated) finished steps done again")
        return """
            | kills | films finished | finished steps done again | programs that lived on | half files beside the film at the end |
            |---|---|---|---|---|
            | \(kills) | \(films) | \(repeated) | \(orphans) | \(leftovers) |
            """
    }
}

private func start(
    _ place: Place, _ deck: URL, _ film: URL, _ home: URL, _ marker: String, _ log: URL
) throws -> Process {
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let process = Process()
    process.executableURL = URL(filePath: place.tool)
    process.arguments = ["film", deck.path, "-o", film.path, "--json", "--size", "640x360"]
    process.environment = ProcessInfo.processInfo.environment
        .merging(["ATELIER_HOME": home.path, "ATELIER_BENCHMARK": marker]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
}

/// Processes that inherited the marker.
private func livingProcesses(with marker: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.count { name in
        let environment = (try? Data(contentsOf: URL(filePath: "/proc/\(name)/environ"))) ?? Data()
        return environment.range(of: Data(marker.utf8)) != nil
    }
}
