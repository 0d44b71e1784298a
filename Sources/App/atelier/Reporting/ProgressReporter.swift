import Foundation
import StepEngine
import Synchronization

/// Tells people or programs what the engine does, as it does it.
final class ProgressReporter: StepObserver {
    enum Style: Sendable {
        case people, json, quiet
    }

    private struct State {
        var estimate: ProgressEstimate
        var made: [StepKind: Int] = [:]
        var reused: [StepKind: Int] = [:]
        var reported: Set<StepKind> = []
        var lastFraction = -1.0
        var explanations: [String] = []
    }

    private let style: Style
    private let console: Console
    private let state: Mutex<State>

    init(style: Style, console: Console, parallelism: Int) {
        self.style = style
        self.console = console
        state = Mutex(State(estimate: ProgressEstimate(durations: [:], parallelism: parallelism)))
    }

    /// Says what is to come. Until then nothing is known about how far the work is.
    func expect(_ demands: [(kind: StepKind, count: Int)], durations: [String: Double], parallelism: Int) {
        state.withLock { state in
            state.estimate = ProgressEstimate(durations: durations, parallelism: parallelism)
            for demand in demands where demand.count > 0 { state.estimate.expect(demand.kind, demand.count) }
        }
    }

    func observe(_ event: StepEvent) {
        let now = ContinuousClock.now
        let (line, progress): (String?, JSONProgress?) = state.withLock { state in
            state.estimate.note(event, at: now)
            switch event.happening {
            case .didRun(let seconds, let reason):
                state.made[event.kind, default: 0] += 1
                let subject = event.subject.map { " (\($0))" } ?? ""
                state.explanations.append(
                    "\(event.kind)\(subject): \(reason), \(String(format: "%.2f", seconds)) s")
            case .didReuse:
                state.reused[event.kind, default: 0] += 1
            default:
                break
            }
            return (completion(of: event.kind, &state), jsonProgress(&state, now))
        }
        switch style {
        case .people:
            if let line, !console.isTerminal { console.note(line) }
        case .json:
            if let json = JSONEvent(event) { console.print(json.line) }
            if let progress { console.print(progress.line) }
        case .quiet:
            break
        }
    }

    /// Draws the bar until the task is cancelled, when there is anybody to see it.
    func drawBar() async {
        guard style == .people, console.isTerminal else { return }
        while !Task.isCancelled {
            let line = state.withLock { bar($0.estimate, .now) }
            console.show(bar: line)
            try? await Task.sleep(for: .milliseconds(120))
        }
        console.show(bar: "")
    }

    /// How many steps were made, and how many were there already.
    var totals: (made: Int, reused: Int) {
        state.withLock { ($0.made.values.reduce(0, +), $0.reused.values.reduce(0, +)) }
    }

    /// Why each step ran.
    var explanations: [String] { state.withLock { $0.explanations } }

    /// A line when all steps of a kind are done.
    private func completion(of kind: StepKind, _ state: inout State) -> String? {
        guard !state.reported.contains(kind),
            let count = state.estimate.counts.first(where: { $0.kind == kind }), count.finished == count.expected
        else { return nil }
        state.reported.insert(kind)
        let reused = min(state.reused[kind, default: 0], count.expected)
        let note = reused == 0 ? "" : ", \(reused) of them kept from before"
        return "\(Stage(kind).done): \(count.expected)\(note)"
    }

    private func jsonProgress(_ state: inout State, _ now: ContinuousClock.Instant) -> JSONProgress? {
        guard style == .json, !state.estimate.counts.isEmpty else { return nil }
        let fraction = state.estimate.fraction
        guard fraction >= state.lastFraction + 0.01 || (fraction == 1 && state.lastFraction < 1) else { return nil }
        state.lastFraction = fraction
        return JSONProgress(fraction: fraction, remaining: state.estimate.remaining(at: now))
    }

    private func bar(_ estimate: ProgressEstimate, _ now: ContinuousClock.Instant) -> String {
        let doing = estimate.runningKinds.map { Stage($0).doing }.joined(separator: ", ")
        guard !estimate.counts.isEmpty else { return doing.isEmpty ? "reading the deck" : doing }
        let cells = 24
        let full = Int((estimate.fraction * Double(cells)).rounded(.down))
        let seconds = Int((Double(estimate.remaining(at: now).components.seconds)).rounded(.up))
        let time = seconds >= 90 ? "about \((seconds + 30) / 60) min left" : "about \(max(1, seconds)) s left"
        let line =
            String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
            + String(format: " %3d %%  ", Int(estimate.fraction * 100)) + time + (doing.isEmpty ? "" : "  " + doing)
        return String(line.prefix(max(20, console.width - 1)))
    }
}
