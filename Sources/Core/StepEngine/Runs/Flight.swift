import Synchronization

/// One run of a step, shared by all who ask for it while it is under way.
///
/// It lives while somebody waits. `onSettled` is called once: when the run has ended, or when the last waiter has left.
final class Flight<Value: Sendable>: Sendable {
    let id: Int
    private let onSettled: @Sendable () -> Void

    private enum Phase {
        case running
        case done(Result<Value, any Error>)
        case abandoned
    }

    private struct State {
        var phase = Phase.running
        var waiters: [Int: CheckedContinuation<Value, any Error>] = [:]
        /// Everybody who has joined and not left, those included whose continuation is not stored yet.
        var members: Set<Int> = []
        var nextMember = 0
    }

    private let state = Mutex(State())

    init(id: Int, onSettled: @escaping @Sendable () -> Void) {
        self.id = id
        self.onSettled = onSettled
    }

    /// Becomes one of those who wait; `nil` when the run was given up already.
    func join() -> Int? {
        state.withLock { state in
            if case .abandoned = state.phase { return nil }
            state.nextMember += 1
            state.members.insert(state.nextMember)
            return state.nextMember
        }
    }

    /// Waits for the value as the member that ``join()`` gave.
    ///
    /// - Throws: the run's error; `CancellationError` when the waiting task is cancelled first.
    func value(as member: Int) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer: Result<Value, any Error>? = state.withLock { state in
                    if case .done(let result) = state.phase { return result }
                    guard state.members.contains(member) else { return .failure(CancellationError()) }
                    state.waiters[member] = continuation
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            leave(member)
        }
    }

    /// Ends the run for everybody who waits.
    func finish(_ result: Result<Value, any Error>) {
        let (waiters, wasRunning) = state.withLock { state in
            let wasRunning = if case .running = state.phase { true } else { false }
            state.phase = .done(result)
            defer { state.waiters = [:] }
            return (state.waiters.values, wasRunning)
        }
        for waiter in waiters { waiter.resume(with: result) }
        if wasRunning { onSettled() }
    }

    /// Stops waiting. The last to leave a run that has not ended gives it up.
    func leave(_ member: Int) {
        let (waiter, isAbandoned): (CheckedContinuation<Value, any Error>?, Bool) = state.withLock { state in
            guard case .running = state.phase, state.members.remove(member) != nil else { return (nil, false) }
            if state.members.isEmpty { state.phase = .abandoned }
            return (state.waiters.removeValue(forKey: member), state.members.isEmpty)
        }
        waiter?.resume(throwing: CancellationError())
        if isAbandoned { onSettled() }
    }
}
