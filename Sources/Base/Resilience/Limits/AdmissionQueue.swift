/// The decisions of an ``AdmissionGate``, without its lock, its timer and its waiting tasks: who goes ahead, who
/// waits, who has waited too long, and when to look again.
struct AdmissionQueue: Sendable {
    struct Waiter: Sendable {
        let number: UInt64
        let cost: CallCost
        let priority: Int
        let deadline: ContinuousClock.Instant?
    }

    enum Verdict: Sendable, Equatable {
        case granted
        case failed(AdmissionFailure)
    }

    var concurrency: AdaptiveLimit
    var rate: RateLimit
    let mostWaiting: Int
    private var waiters: [UInt64: Waiter] = [:]
    private var nextNumber: UInt64 = 0
    // The heaps may name waiters that have left; those are skipped when their turn comes.
    private var order = PriorityHeap<Waiter> { ($1.priority, $0.number) < ($0.priority, $1.number) }
    private var deadlines = PriorityHeap<(instant: ContinuousClock.Instant, number: UInt64)> { $0.instant < $1.instant }

    init(concurrency: AdaptiveLimit, rate: RateLimit, mostWaiting: Int) {
        self.concurrency = concurrency
        self.rate = rate
        self.mostWaiting = mostWaiting
    }

    var waiting: Int { waiters.count }

    /// Lets a call through at once if nobody waits before it and every limit allows it.
    mutating func tryBegin(_ cost: CallCost, at now: ContinuousClock.Instant) -> Bool {
        guard waiters.isEmpty, concurrency.hasRoom, rate.decide(cost, at: now) == .allowed else { return false }
        return concurrency.tryBegin()
    }

    /// Puts a call into the queue and gives its number there, or says why it need not wait.
    mutating func enqueue(
        _ cost: CallCost, priority: Int, deadline: ContinuousClock.Instant?, at now: ContinuousClock.Instant
    ) -> Result<UInt64, AdmissionFailure> {
        if let deadline, rate.earliest(for: cost, at: now) >= deadline { return .failure(.deadline) }
        guard waiters.count < mostWaiting else { return .failure(.full(waiting: waiters.count)) }
        nextNumber += 1
        let waiter = Waiter(number: nextNumber, cost: cost, priority: priority, deadline: deadline)
        waiters[waiter.number] = waiter
        order.insert(waiter)
        if let deadline { deadlines.insert((deadline, waiter.number)) }
        return .success(waiter.number)
    }

    /// Takes a call out of the queue; `false` when it is not there any more.
    mutating func remove(_ number: UInt64) -> Bool {
        guard waiters.removeValue(forKey: number) != nil else { return false }
        let limit = 2 * waiters.count + 64
        if order.count > limit { order.keep { waiters[$0.number] != nil } }
        if deadlines.count > limit { deadlines.keep { waiters[$0.number] != nil } }
        return true
    }

    /// Decides about all whose turn has come, and gives the instant at which to ask again, unless something happens
    /// before; `nil` when only the end of a call can change anything.
    mutating func advance(
        to now: ContinuousClock.Instant
    ) -> (verdicts: [(UInt64, Verdict)], wakeTime: ContinuousClock.Instant?) {
        var verdicts: [(UInt64, Verdict)] = []
        while let next = deadlines.first, next.instant <= now {
            deadlines.removeFirst()
            if waiters.removeValue(forKey: next.number) != nil { verdicts.append((next.number, .failed(.deadline))) }
        }
        var wakeTime: ContinuousClock.Instant?
        while let head = order.first {
            guard waiters[head.number] != nil else {
                order.removeFirst()
                continue
            }
            guard concurrency.hasRoom else { break }
            if case .wait(let instant) = rate.decide(head.cost, at: now) {
                guard let deadline = head.deadline, instant >= deadline else {
                    wakeTime = instant
                    break
                }
                verdicts.append((head.number, .failed(.deadline)))
            } else {
                _ = concurrency.tryBegin()
                verdicts.append((head.number, .granted))
            }
            order.removeFirst()
            waiters[head.number] = nil
        }
        while let next = deadlines.first, waiters[next.number] == nil { deadlines.removeFirst() }
        if let next = deadlines.first { wakeTime = min(wakeTime ?? next.instant, next.instant) }
        return (verdicts, wakeTime)
    }
}
