import Annotations
import Foundation
import Synchronization

/// Tells people or programs how far the fields of a deck are. The bar never goes back.
final class AnnotationReporter: Sendable {
    enum Style: Sendable {
        case people, events, quiet
    }

    private let style: Style
    private let console: Console
    private let notes: [String]
    private let progress: Mutex<AnnotationProgress>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameters:
    ///   - hasModel: whether a model writes.
    ///   - notes: told to people as soon as the deck turned out to be one.
    init(
        style: Style, console: Console, hasModel: Bool, notes: [String] = [],
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.style = style
        self.console = console
        self.notes = notes
        self.now = now
        progress = Mutex(AnnotationProgress(hasModel: hasModel))
    }

    func hear(_ event: AnnotationEvent) {
        if case .deckRead = event, style == .people {
            for note in notes { console.note(note) }
        }
        let now = now()
        progress.withLock { progress in
            progress.note(event, at: now)
            // Within the lock, so that no line tells less than the one before it.
            if style == .events { console.print(JSONLine.of(AnnotationLine(event, progress, at: now))) }
        }
    }

    /// Draws the bar until the task is cancelled, when there is anybody to see it.
    func drawBar() async {
        guard style == .people, console.isTerminal else { return }
        while !Task.isCancelled {
            console.show(bar: line)
            try? await Task.sleep(for: .milliseconds(120))
        }
        console.show(bar: "")
    }

    func clear() {
        console.show(bar: "")
    }

    private var line: String {
        let progress = progress.withLock { $0 }
        guard progress.fields > 0 else { return "reading the deck" }
        let share = Double(progress.done) / Double(progress.fields)
        let cells = console.width < 90 ? 6 : 24
        let full = Int((share * Double(cells)).rounded(.down))
        var line = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
        line += String(format: " %3d %%  ", Int(share * 100))
        line += "\(progress.done) of \(progress.fields) fields"
        if console.width >= 72 { line += ", \(progress.slidesDone) of \(progress.slides) slides" }
        if progress.done < progress.fields, let remaining = progress.remaining(at: now()) {
            let left = Int((remaining / .seconds(1)).rounded(.up))
            line += left >= 90 ? ", about \((left + 30) / 60) min left" : ", about \(max(1, left)) s left"
        }
        if progress.failed > 0 { line += ", \(progress.failed) failed" }
        return String(line.prefix(max(20, console.width - 1)))
    }
}

/// An event as one line of JSON.
private struct AnnotationLine: Encodable {
    var event: String
    var slides: Int?
    var fields: Int?
    var slide: Int?
    var field: SlideField?
    var outcome: String?
    var writer: String?
    var reused: Bool?
    var flags: Int?
    var seconds: Double?
    /// Fields that have ended, of how many, and when the rest will have; missing while nobody can know.
    var done: Int?
    var of: Int?
    var etaSeconds: Double?
    var tally: AnnotationTally?

    init(_ event: AnnotationEvent, _ progress: AnnotationProgress, at now: ContinuousClock.Instant) {
        switch event {
        case .deckRead(let slides, let fields):
            self.event = "deckRead"
            (self.slides, self.fields) = (slides, fields)
        case .fieldBegan(let slide, let field):
            self.event = "fieldBegan"
            (self.slide, self.field) = (slide, field)
        case .fieldFinished(let slide, let result):
            self.event = "fieldFinished"
            (self.slide, field) = (slide, result.field)
            outcome = result.value == nil ? "failed" : "written"
            writer = result.provenance.writer.rawValue
            reused = result.provenance.wasReused
            flags = result.flags.count
            seconds = result.provenance.seconds
            (done, of) = (progress.done, progress.fields)
            etaSeconds = progress.remaining(at: now).map { (($0 / .seconds(1)) * 10).rounded() / 10 }
        case .fieldCancelled(let slide, let field):
            self.event = "fieldCancelled"
            (self.slide, self.field) = (slide, field)
        case .slideFinished(let slide):
            self.event = "slideFinished"
            self.slide = slide.number
        case .ended(let tally):
            self.event = "ended"
            self.tally = tally
        }
    }
}
