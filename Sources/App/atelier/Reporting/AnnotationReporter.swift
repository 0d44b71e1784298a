import Annotations
import Foundation
import Synchronization

/// Tells people or programs how far the fields of a deck are. The bar never goes back.
final class AnnotationReporter: Sendable {
    enum Style: Sendable {
        case people, events, quiet
    }

    private struct State {
        var expected = 0
        var finished = 0
        var failed = 0
        var slides = 0
        var slidesFinished = 0
        var began: ContinuousClock.Instant?
    }

    private let style: Style
    private let console: Console
    private let state = Mutex(State())

    init(style: Style, console: Console) {
        self.style = style
        self.console = console
    }

    func hear(_ event: AnnotationEvent) {
        if style == .events { console.print(JSONLine.of(AnnotationLine(event))) }
        state.withLock { state in
            switch event {
            case .deckRead(let slides, let fields):
                (state.slides, state.expected) = (slides, fields)
                state.began = .now
            case .fieldBegan: break
            case .fieldFinished(_, let result):
                state.finished += 1
                if case .failed = result.outcome { state.failed += 1 }
            case .slideFinished: state.slidesFinished += 1
            }
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
        let state = state.withLock { $0 }
        guard let began = state.began, state.expected > 0 else { return "reading the deck" }
        let share = Double(state.finished) / Double(state.expected)
        let full = Int((share * 24).rounded(.down))
        var line = String(repeating: "█", count: full) + String(repeating: "░", count: 24 - full)
        line += String(format: " %3d %%  ", Int(share * 100))
        line += "\(state.finished) of \(state.expected) fields, \(state.slidesFinished) of \(state.slides) slides"
        if state.finished > 0, state.finished < state.expected {
            let elapsed = (ContinuousClock.now - began) / .seconds(1)
            let left = Int((elapsed / share * (1 - share)).rounded(.up))
            line += left >= 90 ? ", about \((left + 30) / 60) min left" : ", about \(max(1, left)) s left"
        }
        if state.failed > 0 { line += ", \(state.failed) failed" }
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

    init(_ event: AnnotationEvent) {
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
        case .slideFinished(let slide):
            self.event = "slideFinished"
            self.slide = slide.number
        }
    }
}
