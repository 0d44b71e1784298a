import Synchronization

/// The task behind one or more flights. It is cancelled when all of them are settled: ended or abandoned. (After the last
/// has ended there is nothing left to cancel.)
///
/// This is the one place in the engine where work is not a child of the task that asked for it: it belongs to all who
/// wait, and any of them may leave first.
final class Launch: Sendable {
    private struct State {
        var living: Int
        var task: Task<Void, Never>?
        var isCancelled = false
    }

    private let state: Mutex<State>

    init(steps: Int) {
        state = Mutex(State(living: steps))
    }

    func addStep() {
        state.withLock { $0.living += 1 }
    }

    func start(_ work: @escaping @Sendable () async -> Void) {
        let task = Task { await work() }
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    func settleOne() {
        let task = state.withLock { state -> Task<Void, Never>? in
            state.living -= 1
            guard state.living <= 0 else { return nil }
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }
}
