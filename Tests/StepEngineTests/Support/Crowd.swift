import StepEngine
import Synchronization

/// How many are inside at once.
final class Counter: Sendable {
    @TaskLocal static var current = Counter()
    private let state = Mutex((inside: 0, peak: 0))

    func enter() { state.withLock { $0 = ($0.inside + 1, max($0.peak, $0.inside + 1)) } }
    func leave() { state.withLock { $0.inside -= 1 } }
    var peak: Int { state.withLock { $0.peak } }
}

struct Crowd: Step {
    static let kind: StepKind = "test.crowd"
    static let lane = Lane.cpu
    var number: Int

    func run(in context: StepContext) async throws -> Int {
        Counter.current.enter()
        defer { Counter.current.leave() }
        for _ in 0..<5 { await Task.yield() }
        return number
    }
}
