public import Synchronization

/// One piece of work of a ``SingleFlight`` and those who wait for it. The leader is a member from the start.
@usableFromInline
final class ValueFlight<Value: Sendable>: Sendable {
    @inlinable static var leader: Int { 0 }

    @usableFromInline
    enum Phase: Sendable {
        case running
        case done(Result<Value, any Error>)
        /// Everybody has left: the task is cancelled, and nobody may join any more.
        case abandoned
    }

    @usableFromInline
    enum Seat: Sendable {
        /// Has joined, and is about to wait.
        case taken
        case waiting(UnsafeContinuation<Value, any Error>)
    }

    @usableFromInline
    struct State: Sendable {
        @usableFromInline var phase: Phase
        @usableFromInline var seats: [Int: Seat]
        @usableFromInline var nextMember: Int
        @usableFromInline var task: Task<Void, Never>?

        // Values given at the declaration would be made by generic code of this module, not by the caller's.
        @inlinable
        init() {
            phase = .running
            seats = [leader: .taken]
            nextMember = leader + 1
            task = nil
        }
    }

    @usableFromInline let state: Mutex<State>

    @inlinable
    init() {
        state = Mutex(State())
    }

    @inlinable
    var memberCount: Int { state.withLock { $0.seats.count } }

    /// Becomes one of those who wait; `nil` when the work has ended or was given up.
    @inlinable
    func join() -> Int? {
        state.withLock { state in
            guard case .running = state.phase else { return nil }
            defer { state.nextMember += 1 }
            state.seats[state.nextMember] = .taken
            return state.nextMember
        }
    }

    /// Takes over the task that does the work, to cancel it when nobody waits any more.
    @inlinable
    func own(_ task: Task<Void, Never>) {
        let isAbandoned = state.withLock { state in
            switch state.phase {
            case .running: state.task = task
            case .done: break
            case .abandoned: return true
            }
            return false
        }
        if isAbandoned { task.cancel() }
    }

    /// Resumes the continuation when the work has ended, or at once when it has already or the member has left.
    @inlinable
    func park(_ continuation: UnsafeContinuation<Value, any Error>, as member: Int) {
        let answer: Result<Value, any Error>? = state.withLock { state in
            if case .done(let result) = state.phase { return result }
            guard state.seats[member] != nil else { return .failure(CancellationError()) }
            state.seats[member] = .waiting(continuation)
            return nil
        }
        if let answer { continuation.resume(with: answer) }
    }

    /// Ends the work for everybody who waits.
    @inlinable
    func finish(_ result: Result<Value, any Error>) {
        let seats = state.withLock { state in
            let seats = state.seats
            state.phase = .done(result)
            state.seats = [:]
            state.task = nil
            return seats
        }
        for case .waiting(let continuation) in seats.values { continuation.resume(with: result) }
    }

    /// Stops waiting. The last to leave cancels the work.
    ///
    /// - Returns: whether this was the last.
    @inlinable
    func leave(_ member: Int) -> Bool {
        let (seat, task, isLast): (Seat?, Task<Void, Never>?, Bool) = state.withLock { state in
            guard case .running = state.phase, let seat = state.seats.removeValue(forKey: member) else {
                return (nil, nil, false)
            }
            guard state.seats.isEmpty else { return (seat, nil, false) }
            state.phase = .abandoned
            return (seat, state.task.take(), true)
        }
        task?.cancel()
        if case .waiting(let continuation) = seat { continuation.resume(throwing: CancellationError()) }
        return isLast
    }
}
