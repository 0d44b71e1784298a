import Synchronization

/// Lets calls through to an endpoint as its limits allow, and makes the others wait: those of higher priority first,
/// and of one priority in the order in which they came.
///
///     let gate = AdmissionGate(concurrency: AdaptiveLimit(), rate: RateLimit(learned: LearnedRate()))
///     let grant = try await gate.acquire(cost: CallCost(tokens: 900), deadline: deadline)
///     …                                                         // call
///     grant.release(.success, latency: elapsed, actualTokens: 812)
///
/// A call that finds room does not suspend. Nothing runs in the background while nobody waits; while somebody waits
/// for a rate or a deadline, one task sleeps until the earliest such instant.
public final class AdmissionGate: Sendable {
    private struct State {
        var queue: AdmissionQueue
        var continuations: [UInt64: CheckedContinuation<ContinuousClock.Instant, any Error>] = [:]
        var timer: (wakeTime: ContinuousClock.Instant, task: Task<Void, Never>)?
    }

    private let state: Mutex<State>
    private let time: TimeSource

    /// - Parameter mostWaiting: how many calls may wait before further ones are turned away.
    public init(
        concurrency: AdaptiveLimit = AdaptiveLimit(), rate: RateLimit = RateLimit(), mostWaiting: Int = 10_000,
        time: TimeSource = .system
    ) {
        let queue = AdmissionQueue(concurrency: concurrency, rate: rate, mostWaiting: mostWaiting)
        state = Mutex(State(queue: queue))
        self.time = time
    }

    deinit {
        state.withLock { $0.timer?.task.cancel() }
    }

    /// What reports show.
    public struct Snapshot: Sendable, Hashable {
        public var limit: Int
        public var inFlight: Int
        public var waiting: Int
        /// The calls per second that were learned or told; `nil` while no limit is known.
        public var learnedRate: Double?
    }

    public var snapshot: Snapshot {
        state.withLock {
            Snapshot(
                limit: $0.queue.concurrency.limit, inFlight: $0.queue.concurrency.inFlight,
                waiting: $0.queue.waiting, learnedRate: $0.queue.rate.learned?.rate)
        }
    }

    /// Lets the call through if that is possible at once.
    public func tryAcquire(cost: CallCost = CallCost()) -> Grant? {
        let now = time.now()
        guard state.withLock({ $0.queue.tryBegin(cost, at: now) }) else { return nil }
        return Grant(gate: self, cost: cost, admitted: now)
    }

    /// Waits until the call may go ahead. It stays on the caller's executor, so that finding room costs no hop.
    ///
    /// - Throws: ``AdmissionFailure``, as soon as it is certain that the deadline cannot be kept, or when too many
    ///   wait; `CancellationError` when the task is cancelled while it waits.
    nonisolated(nonsending) public func acquire(
        cost: CallCost = CallCost(), priority: Int = 0, deadline: ContinuousClock.Instant? = nil
    ) async throws -> Grant {
        if let grant = tryAcquire(cost: cost) { return grant }
        try Task.checkCancellation()
        let ticket = Mutex<UInt64?>(nil)
        let admitted = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let number = enqueue(cost, priority: priority, deadline: deadline, continuation)
                ticket.withLock { $0 = number }
                // The handler below finds no ticket when it runs before this point.
                if Task.isCancelled, let number { leave(number) }
            }
        } onCancel: {
            if let number = ticket.withLock({ $0 }) { leave(number) }
        }
        return Grant(gate: self, cost: cost, admitted: admitted)
    }

    /// Changes the limits, as a new configuration or a header of the endpoint demands, and lets through whom the new
    /// ones allow.
    public func updateRate(_ change: (inout RateLimit) -> Void) {
        settle { change(&$0.rate) }
    }

    fileprivate func finish(
        _ outcome: Grant.Outcome, latency: Duration?, actualTokens: Double?, cost: CallCost,
        admitted: ContinuousClock.Instant
    ) {
        let now = time.now()
        settle(at: now) { queue in
            if outcome == .unused { queue.rate.refund(cost) }
            if let actualTokens, outcome != .unused {
                queue.rate.correct(estimated: cost.tokens, actual: actualTokens, at: now)
            }
            if outcome == .throttled { queue.rate.learned?.recordThrottle(admitted: admitted, at: now) }
            let load: AdaptiveLimit.Outcome =
                switch outcome {
                case .success: .success(latency: latency ?? (now - admitted))
                case .refused: .refused
                case .throttled, .overloaded: .overloaded
                case .failed, .cancelled, .unused: .ignored
                }
            queue.concurrency.end(load, started: admitted, at: now)
        }
    }

    private func enqueue(
        _ cost: CallCost, priority: Int, deadline: ContinuousClock.Instant?,
        _ continuation: CheckedContinuation<ContinuousClock.Instant, any Error>
    ) -> UInt64? {
        let now = time.now()
        let answer = state.withLock { state in
            let answer = state.queue.enqueue(cost, priority: priority, deadline: deadline, at: now)
            if case .success(let number) = answer { state.continuations[number] = continuation }
            return answer
        }
        switch answer {
        case .success(let number):
            settle(at: now) { _ in }
            return number
        case .failure(let failure):
            continuation.resume(throwing: failure)
            return nil
        }
    }

    private func leave(_ number: UInt64) {
        let continuation = state.withLock { state in
            state.queue.remove(number) ? state.continuations.removeValue(forKey: number) : nil
        }
        guard let continuation else { return }
        continuation.resume(throwing: CancellationError())
        settle { _ in }
    }

    private func settle(_ change: (inout AdmissionQueue) -> Void) {
        settle(at: time.now(), change)
    }

    /// Applies a change, tells everyone whose wait is over, and sets the timer for the others.
    private func settle(at now: ContinuousClock.Instant, _ change: (inout AdmissionQueue) -> Void) {
        typealias Answer = (CheckedContinuation<ContinuousClock.Instant, any Error>, AdmissionQueue.Verdict)
        let answers: [Answer] = state.withLock { state in
            change(&state.queue)
            if state.queue.waiting == 0, state.timer == nil { return [] }
            let (verdicts, wakeTime) = state.queue.advance(to: now)
            setTimer(for: wakeTime, in: &state)
            return verdicts.compactMap { number, verdict in
                state.continuations.removeValue(forKey: number).map { ($0, verdict) }
            }
        }
        for (continuation, verdict) in answers {
            switch verdict {
            case .granted: continuation.resume(returning: now)
            case .failed(let failure): continuation.resume(throwing: failure)
            }
        }
    }

    /// Keeps one task asleep until `wakeTime`, and none when there is nothing to wait for.
    ///
    /// The task is not a child of a waiting one, since it serves whoever is first when it wakes. It does not
    /// outlive the wait: it ends when it fires, and is cancelled when nobody needs it or the gate is gone.
    private func setTimer(for wakeTime: ContinuousClock.Instant?, in state: inout State) {
        guard state.timer?.wakeTime != wakeTime else { return }
        state.timer?.task.cancel()
        state.timer = wakeTime.map { wakeTime in
            let task = Task { [weak self, time] in
                do { try await time.sleep(wakeTime) } catch { return }
                self?.timerFired(wakeTime)
            }
            return (wakeTime, task)
        }
    }

    private func timerFired(_ wakeTime: ContinuousClock.Instant) {
        state.withLock { if $0.timer?.wakeTime == wakeTime { $0.timer = nil } }
        settle { _ in }
    }
}

/// The right to make one call, given by an ``AdmissionGate``. It occupies a place until it is released.
public final class Grant: Sendable {
    /// What became of the call.
    public enum Outcome: Sendable, Hashable {
        case success
        /// The endpoint threw the call back because of its rate (HTTP 429).
        case throttled
        /// The endpoint said at once that it has too much to do (HTTP 503, 529).
        case refused
        /// The endpoint had too much to do, and did not say so at once: a timeout.
        case overloaded
        /// The call failed for a reason that has nothing to do with load.
        case failed
        case cancelled
        /// The call was never sent: its cost is given back.
        case unused
    }

    /// When the call was let through.
    public let admitted: ContinuousClock.Instant
    /// What it was charged.
    public let cost: CallCost
    private let gate: AdmissionGate
    private let isReleased = Atomic(false)

    fileprivate init(gate: AdmissionGate, cost: CallCost, admitted: ContinuousClock.Instant) {
        self.gate = gate
        self.cost = cost
        self.admitted = admitted
    }

    /// Frees the place. Only the first release counts; a grant that is dropped is released as cancelled.
    ///
    /// - Parameters:
    ///   - latency: how long the endpoint took, when that is not the time since the grant: for a stream, the time to
    ///     its first piece says more about load than the whole.
    ///   - actualTokens: what the call really used, to replace the estimate.
    public func release(_ outcome: Outcome, latency: Duration? = nil, actualTokens: Double? = nil) {
        guard !isReleased.exchange(true, ordering: .acquiringAndReleasing) else { return }
        gate.finish(outcome, latency: latency, actualTokens: actualTokens, cost: cost, admitted: admitted)
    }

    deinit {
        release(.cancelled)
    }
}
