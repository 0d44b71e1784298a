import Foundation

/// Every real deck is annotated offline and written back, or refused; what came out is looked at by others:
/// `verify_deck.py` compares the packages, reads the texts with python-pptx, and draws both decks with LibreOffice.
///
/// `PYTHON` names a Python that has python-pptx, `SCHEMAS` a folder with the schemas of ISO/IEC 29500.
func annotatedDecksBenchmark(_ place: Place) async throws -> String {
    let source = place.fixtures.appending(path: "decks")
    let names = try FileManager.default.contentsOfDirectory(atPath: source.path).sorted().filter {
        !$0.hasSuffix(".md")
    }
    return try await withFolder { folder in
        let bench = AnnotationBench(place: place, folder: folder)
        var rows: [String] = []
        var sum = DeckTally()
        for name in names {
            let deck = source.appending(path: name)
            let before = try Data(contentsOf: deck)
            let outcome = try await bench.annotate(deck)
            try check(try Data(contentsOf: deck) == before, "\(name) was changed in place")
            switch outcome {
            case .refused(let line): rows.append("| \(name) | refused: \(line) |" + String(repeating: " |", count: 12))
            case .annotated(let tally):
                sum.add(tally)
                rows.append("| \(name) | " + tally.cells + " |")
            }
        }
        rows.append("| **all** | " + sum.cells + " |")
        return ([DeckTally.head] + rows).joined(separator: "\n")
    }
}

/// Annotates decks with the tool and has the results looked at.
struct AnnotationBench {
    enum Outcome {
        case annotated(DeckTally)
        case refused(String)
    }

    let place: Place
    let folder: URL
    private var home: [String: String] { ["ATELIER_HOME": folder.appending(path: "home").path] }
    private var python: String { ProcessInfo.processInfo.environment["PYTHON"] ?? "python3" }

    func annotate(_ deck: URL) async throws -> Outcome {
        let ending = deck.pathExtension == "ppt" ? "pptx" : deck.pathExtension
        let target = folder.appending(path: "out.\(ending)")
        let fields = folder.appending(path: "fields.json")
        for file in [target, fields] { try? FileManager.default.removeItem(at: file) }
        let (made, cost) = try await Cost.of { try tool(deck, to: target, fields: fields) }
        guard made.status == 0 else {
            try check(made.status == 65, "\(deck.lastPathComponent): \(made.status): \(made.errors)")
            let lines = made.errors.split(separator: "\n")
            try check(lines.count == 1, "\(deck.lastPathComponent): \(lines.count) lines: \(made.errors)")
            try check(!FileManager.default.fileExists(atPath: target.path), "\(deck.lastPathComponent): left behind")
            return .refused(String(lines[0]).replacing("atelier: ", with: "").replacing("|", with: "/"))
        }
        let file = try FieldsFile(contentsOf: fields)
        // A deck that was converted is compared with nothing: there was no package before.
        let original = ending == deck.pathExtension ? deck : target
        var tally = try examine(original, target, file)
        tally.seconds = cost.wall
        tally.isSecondEqual = try isSecondRunEqual(target)
        return .annotated(tally)
    }

    private func tool(_ deck: URL, to target: URL, fields: URL) throws -> Finished {
        try run(
            place.tool, ["annotate", deck.path, "-o", target.path, "--json", fields.path, "--quiet"], environment: home)
    }

    /// The annotated deck is annotated once more.
    private func isSecondRunEqual(_ target: URL) throws -> Bool {
        let again = folder.appending(path: "again.\(target.pathExtension)")
        try? FileManager.default.removeItem(at: again)
        let made = try tool(target, to: again, fields: folder.appending(path: "again.json"))
        try check(made.status == 0, "second run: \(made.errors)")
        return try Data(contentsOf: again) == Data(contentsOf: target)
    }

    private func examine(_ before: URL, _ after: URL, _ file: FieldsFile) throws -> DeckTally {
        let expected = folder.appending(path: "expected.json")
        try JSONSerialization.data(withJSONObject: ["slides": expectations(file)]).write(to: expected)
        let script = place.project.appending(path: "Benchmarks/Annotations/verify_deck.py").path
        let seen = try runWell(python, [script, before.path, after.path, expected.path, "--pixels"])
        let report = try JSONDecoder().decode(Verdict.self, from: seen.output)
        try check(report.wrong.isEmpty, "\(before.lastPathComponent): \(report.wrong.prefix(3))")
        let (first, second) = (try checked(before), try checked(after))
        var tally = DeckTally()
        tally.subjects = file.all.reduce(0) { $0 + ($1.field.altTexts?.count ?? 0) }
        (tally.poorBefore, tally.poorAfter) = (first.poorTexts, second.poorTexts)
        (tally.tipsBefore, tally.tipsAfter) = (first.tips, second.tips)
        (tally.held, tally.invalid) = (report.schemaParts ?? 0, report.violations?.count ?? 0)
        tally.flags = file.all.reduce(0) { $0 + $1.field.flags.count }
        let touched = report.changed.count
        (tally.untouched, tally.identical) = (report.parts - touched, report.identical)
        (tally.changed, tally.added) = (touched, report.added.count)
        (tally.isOrderKept, tally.pages, tally.equalPages) = (report.orderKept, report.pages, report.equalPages)
        (tally.texts, tally.textsRead) = (report.alts + report.notes, report.alts + report.notes - report.wrong.count)
        tally.scores = "\(first.score) to \(second.score)"
        let strangers = report.changed.filter { !isOurs($0) }
        try check(strangers.isEmpty, "\(before.lastPathComponent): changed \(strangers)")
        return tally
    }

    /// The parts that writing back may change.
    private func isOurs(_ part: String) -> Bool {
        part.hasPrefix("ppt/slides/") || part.hasPrefix("ppt/notesSlides/") || part.hasPrefix("customXml/")
            || ["[Content_Types].xml", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"].contains(part)
    }

    private func expectations(_ file: FieldsFile) -> [String: Any] {
        var slides: [String: Any] = [:]
        for slide in file.slides {
            var alts: [String: String] = [:]
            for alt in slide.fields["altText"]?.altTexts ?? [] { alts["\(alt.shape)"] = alt.text }
            // Notes are written by paragraphs.
            let notes = slide.fields.values.compactMap(\.text).flatMap { text in
                text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            }
            slides["\(slide.number)"] = ["alts": alts, "notes": notes] as [String: Any]
        }
        return slides
    }

    private func checked(_ deck: URL) throws -> CheckFile {
        let report = folder.appending(path: "check.json")
        let finished = try run(
            place.tool, ["check", deck.path, "--json", report.path, "--quiet"], environment: home)
        try check([0, 1].contains(finished.status), "check: \(finished.errors)")
        return try JSONDecoder().decode(CheckFile.self, from: Data(contentsOf: report))
    }

    private struct CheckFile: Decodable {
        struct Finding: Decodable {
            var rule: String
            var severity: String
        }

        var score: Int
        var findings: [Finding]

        /// Alternative texts that are missing or unfit.
        var poorTexts: Int { texts.count { $0.severity != "tip" } }
        var tips: Int { texts.count { $0.severity == "tip" } }
        private var texts: [Finding] { findings.filter { $0.rule.hasPrefix("alt-text") } }
    }

    private struct Verdict: Decodable {
        var parts: Int
        var identical: Int
        var changed: [String]
        var added: [String]
        var orderKept: Bool
        var alts: Int
        var notes: Int
        var wrong: [String]
        var schemaParts: Int?
        var violations: [String]?
        var pages: Int
        var equalPages: Int
    }
}
