import Synchronization

/// Lets steps through as the ``LaneScheduler`` decides.
final class LaneGate: Sendable {
    private struct State {
        var scheduler: LaneScheduler
        var nextTicket = 0
        var continuations: [LaneScheduler.Ticket: CheckedContinuation<Bool, Never>] = [:]
        /// Withdrawn before they began to wait.
        var withdrawn: Set<LaneScheduler.Ticket> = []
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> ContinuousClock.Instant

    init(plan: LanePlan, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        state = Mutex(State(scheduler: LaneScheduler(plan: plan)))
        self.now = now
    }

    func newTicket() -> LaneScheduler.Ticket {
        state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
    }

    /// Waits for a place in the lane.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first; then no place is taken.
    func enter(_ ticket: LaneScheduler.Ticket, lane: Lane, priority: StepPriority, memory: Int) async throws {
        if lane == .coordination { return }
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isWithdrawn = state.withLock { state in
                    if state.withdrawn.remove(ticket) != nil { return true }
                    state.continuations[ticket] = continuation
                    state.scheduler.enqueue(
                        .init(ticket: ticket, lane: lane, priority: priority, memory: memory, since: now()))
                    return false
                }
                if isWithdrawn { continuation.resume(returning: false) } else { letThrough() }
            }
        } onCancel: {
            withdraw(ticket)
        }
        guard isAdmitted else { throw CancellationError() }
    }

    func leave(_ ticket: LaneScheduler.Ticket) {
        state.withLock { $0.scheduler.leave(ticket) }
        letThrough()
    }

    private func withdraw(_ ticket: LaneScheduler.Ticket) {
        let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
            if state.scheduler.withdraw(ticket) { return state.continuations.removeValue(forKey: ticket) }
            // Not queued: either admitted already, or not yet arrived at the queue.
            if !state.scheduler.isRunning(ticket) { state.withdrawn.insert(ticket) }
            return nil
        }
        continuation?.resume(returning: false)
        // What was behind it in the queue may fit now.
        letThrough()
    }

    private func letThrough() {
        let time = now()
        let ready = state.withLock { state in
            state.scheduler.admit(at: time).compactMap { state.continuations.removeValue(forKey: $0) }
        }
        for continuation in ready { continuation.resume(returning: true) }
    }
}
