package import Decks
package import Foundation
package import StepEngine

/// Checks how accessible a deck is.
///
///     let report = try await AccessibilityCheck(engine: engine).report(on: URL(filePath: "kyoto.pptx"))
///     report.score   // 87
///
/// A slide is drawn only where the file does not tell how its text looks: where the text lies on a picture, a gradient
/// or other shapes, and where the colours in the file promise too little contrast.
package struct AccessibilityCheck: Sendable {
    private let engine: Engine

    /// - Parameter engine: with a `MediaToolbox` among its services.
    package init(engine: Engine) {
        self.engine = engine
    }

    /// - Throws: what ``DeckIntake`` throws for files that are not usable decks; ``AccessibilityError`` `check.pdf` for
    ///   a PDF.
    package func report(on file: URL) async throws -> CheckReport {
        let source = try await source(file)
        let inspected = try await inspect(source)
        var report = CheckReport(
            deck: file.lastPathComponent, slides: inspected.slides.count, findings: RuleBook.findings(in: inspected))
        report.notes = notes(source)
        return report
    }

    /// The orders of shapes that are to be changed, by slide number: what `annotate --fix-order` writes.
    package func betterOrders(in file: URL) async throws -> [Int: [Int]] {
        let source = try await source(file)
        return source.looks.slides.reduce(into: [:]) { $0[$1.number] = ReadingOrder.better(for: $1) }
    }

    // MARK: Taking in

    private struct Source {
        var name: String
        var format: DeckFormat
        var looks: StyledDeck
        /// For each slide how to draw it.
        var drawings: [DrawSlide]
    }

    private func source(_ file: URL) async throws -> Source {
        let name = file.lastPathComponent
        let format = try DeckFormat.detect(file)
        guard format != .pdf else { throw AccessibilityError.portable(name) }
        let material = try await DeckIntake(engine: engine).material(of: file)
        let drawings = material.pictures.compactMap { picture in
            if case .drawing(let drawing) = picture { drawing } else { nil }
        }
        guard let package = drawings.first?.place.value.package else { throw AccessibilityError.portable(name) }
        let looks = try await engine.value(of: ReadStyles(package: package, name: name), subject: name)
        return Source(name: name, format: format, looks: looks, drawings: drawings)
    }

    private func notes(_ source: Source) -> [String] {
        var notes: [String] = []
        if source.format != .presentation {
            notes.append(
                "'\(source.name)' was converted to PPTX by LibreOffice for the check: numbers of shapes are those of "
                    + "the converted deck.")
        }
        let hidden = source.looks.slides.count(where: \.isHidden)
        if hidden > 0 {
            notes.append("\(hidden) hidden \(hidden == 1 ? "slide was" : "slides were") checked too.")
        }
        return notes
    }

    // MARK: Looking

    /// Measures what has to be measured.
    private func inspect(_ source: Source) async throws -> InspectedDeck {
        let looks = source.looks
        let suspects = looks.slides.map { TextPiece.pieces(of: $0).filter(\.isSuspect) }
        let doubtful = looks.slides.indices.filter { !suspects[$0].isEmpty && source.drawings.indices.contains($0) }
        let pages = try await engine.values(
            of: doubtful.map { source.drawings[$0] }, subjects: doubtful.map { "slide \($0 + 1)" })
        let faint = try await withThrowingTaskGroup(of: (Int, [FaintText]).self) { group in
            for (index, page) in zip(doubtful, pages) {
                let pieces = suspects[index]
                let step = MeasureText(page: page, slide: looks.size, probes: pieces.map(TextProbe.init))
                group.addTask { [engine] in
                    let samples = try await engine.value(of: step, subject: "slide \(index + 1)")
                    return (
                        index,
                        zip(pieces, samples).compactMap { piece, sample in
                            sample.flatMap { FaintText(piece, $0) }
                        }
                    )
                }
            }
            return try await group.reduce(into: [Int: [FaintText]]()) { $0[$1.0] = $1.1 }
        }
        return InspectedDeck(
            title: looks.title, sections: looks.sections,
            slides: looks.slides.indices.map { InspectedSlide(looks.slides[$0], faint: faint[$0] ?? []) })
    }
}

extension TextProbe {
    init(_ piece: TextPiece) {
        self.init(frame: piece.frame, text: piece.text, color: piece.color, opacity: piece.opacity)
    }
}
