import Accessibility
import Annotations
import Decks
import Essentials
import Foundation
import StepEngine

/// The files that `atelier annotate` writes: each whole or not at all, and never over what was read.
struct AnnotationOutputs: Sendable {
    /// What a person should know when all is written.
    struct Summary {
        var notes: [String] = []
        var score: (before: Int, after: Int)?
        var places: [String] = []
    }

    private let deck: OutputFile?
    private let json: OutputFile?
    private let report: OutputFile?
    private let places: [String]
    private let earlier: EarlierOutput?

    /// - Parameter earlier: looks after what stands in the places already; `nil` overwrites it.
    /// - Throws: ``OutputError``; ``AnnotationError`` when a person's work would be lost.
    init(deck: String?, json: String?, report: String?, sparing inputs: [URL], earlier: EarlierOutput?) throws {
        func file(_ path: String?) throws -> OutputFile? {
            try path.map { try OutputFile(URL(filePath: $0), sparing: inputs) }
        }
        self.deck = try file(deck)
        self.json = try file(json)
        self.report = try file(report)
        places = [deck, json, report].compactMap { $0 }
        self.earlier = earlier
        try checkEarlier()
    }

    /// What stands in the places. It may change while the work goes on.
    private func checkEarlier() throws {
        if let deck { try earlier?.check(deckAt: deck.place) }
        if let json { try earlier?.check(fieldsAt: json.place) }
        if let report { try earlier?.check(reportAt: report.place) }
    }

    /// Writes all files when all of them are made: whoever ends it before gets none.
    func write(
        _ annotation: Annotation, request: AnnotationRequest, engine: Engine, fixesOrder: Bool, holdsFlagged: Bool
    ) async throws -> Summary {
        var summary = Summary()
        summary.places = places
        var edited: Data?
        if let package = annotation.material.package, deck != nil {
            let source = try engine.url(of: package)
            let check = AccessibilityCheck(engine: engine)
            let orders = fixesOrder ? try await check.betterOrders(in: source) : [:]
            let edits = WriteBack.edits(
                annotation.deck, of: annotation.material.deck, orders: orders,
                holdsFlagged: holdsFlagged)
            let made = try DeckEditor.edit(
                try ZipArchive(contentsOf: source), edits,
                language: request.style.language ?? annotation.material.deck.language)
            edited = made.bytes
            summary.notes = made.notes
            let after = try engine.store(made.bytes, mediaType: package.mediaType)
            summary.score = (
                try await check.report(on: source).score, try await check.report(on: engine.url(of: after)).score
            )
        }
        let fields = try json.map { _ in try FieldsFile(annotation.deck).json() }
        var page: String?
        if report != nil {
            page = ReviewReport.html(
                annotation.deck, pictures: try await pictures(annotation, engine), score: summary.score)
        }
        try Task.checkCancellation()
        try checkEarlier()
        if let edited { try deck?.write(edited) }
        if let fields { try json?.write(fields) }
        if let page { try report?.write(Data(page.utf8)) }
        return summary
    }

    private func pictures(_ annotation: Annotation, _ engine: Engine) async throws -> [Int: Data] {
        try await withThrowingTaskGroup(of: (Int, Data).self) { group in
            for index in annotation.deck.slides.indices {
                group.addTask {
                    (index + 1, try Data(contentsOf: engine.url(of: try await annotation.photos.photo(of: index))))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }
}

/// What was written, in a few lines.
struct AnnotationTotals {
    private let fields: [FieldResult]
    private let slides: Int

    init(_ deck: AnnotatedDeck) {
        fields = deck.slides.flatMap(\.fields)
        slides = deck.slides.count
    }

    func lines(_ summary: AnnotationOutputs.Summary, elapsed: Duration) -> [String] {
        let failed = fields.count { $0.value == nil }
        let flagged = fields.count { !$0.flags.isEmpty }
        let reused = fields.count(where: \.provenance.wasReused)
        let calls = fields.reduce(0) { $0 + ($1.provenance.wasReused ? 0 : $1.provenance.calls) }
        var line =
            "\(summary.places.joined(separator: ", ")): \(slides) slide\(slides == 1 ? "" : "s"), \(fields.count - failed) fields"
        if reused > 0 { line += " (\(reused) from before)" }
        if calls > 0 { line += ", \(calls) calls" }
        line += String(format: ", in %.1f s", elapsed / .seconds(1))
        var lines = [line]
        if flagged > 0 { lines.append("\(flagged) fields want a look: see --report.") }
        if let score = summary.score {
            lines.append("Accessibility: \(score.before) before, \(score.after) now (of 100).")
        }
        for result in fields {
            guard case .failed(let failure) = result.outcome else { continue }
            lines.append("FAILED: \(result.field.rawValue): \(failure.message)")
            break
        }
        if failed > 1 { lines.append("\(failed) fields failed in all. Run it again: what is written is kept.") }
        return lines
    }
}
