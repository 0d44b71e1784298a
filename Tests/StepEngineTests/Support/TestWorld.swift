import Synchronization

/// What the steps of a test share with the test: switches to wait at, and counts of what happened.
///
/// Steps are values and carry no references, so that the world reaches them as a task-local value.
final class TestWorld: Sendable {
    @TaskLocal static var current = TestWorld()

    private struct State {
        var counts: [String: Int] = [:]
        var open: Set<String> = []
        var waiters: [String: [CheckedContinuation<Void, Never>]] = [:]
    }

    private let state = Mutex(State())

    /// Counts one occurrence of `name`, and opens the switch "`name`".
    func happened(_ name: String) {
        state.withLock { $0.counts[name, default: 0] += 1 }
        open(name)
    }

    func count(_ name: String) -> Int { state.withLock { $0.counts[name, default: 0] } }

    /// Lets everybody pass who waits for `name`, now and later.
    func open(_ name: String) {
        let waiters = state.withLock { state in
            state.open.insert(name)
            return state.waiters.removeValue(forKey: name) ?? []
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits until `name` is open. Does not hear cancellation: the test decides when it goes on.
    func wait(for name: String) async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.open.contains(name) { return true }
                state.waiters[name, default: []].append(continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}
