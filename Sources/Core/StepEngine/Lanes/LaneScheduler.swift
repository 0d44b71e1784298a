/// Decides which waiting step may run. It has no clock and no lock: time comes in, decisions go out.
///
/// Within the free places of each lane the most urgent goes first: its priority plus what it gained by waiting, then
/// the order of arrival. A step that does not fit into what is left of the memory budget holds back the steps behind it
/// that need memory too (so that small ones cannot starve it), but not those that need none. One that needs more than
/// the whole budget runs alone.
struct LaneScheduler {
    typealias Ticket = Int

    struct Waiting {
        var ticket: Ticket
        var lane: Lane
        var priority: StepPriority
        var memory: Int
        var since: ContinuousClock.Instant
    }

    /// Steps that differ in their arrival only: the first of them is always the most urgent, so that only the heads
    /// of queues have to be compared.
    private struct QueueName: Hashable {
        var lane: Lane
        var priority: StepPriority
        var needsMemory: Bool
    }

    private let plan: LanePlan
    private var queues: [QueueName: TicketQueue] = [:]
    private var waiting: [Ticket: Waiting] = [:]
    private var running: [Ticket: (lane: Lane, memory: Int)] = [:]
    private var occupied: [Lane: Int] = [:]
    private var memoryInUse = 0

    init(plan: LanePlan) {
        self.plan = plan
    }

    /// Puts a step into the queue of its lane. ``admit(at:)`` says when it may go.
    mutating func enqueue(_ step: Waiting) {
        waiting[step.ticket] = step
        queues[name(of: step), default: TicketQueue()].insert(step.ticket)
    }

    /// Takes a step out of the queue, when it is still there.
    mutating func withdraw(_ ticket: Ticket) -> Bool {
        guard let step = waiting.removeValue(forKey: ticket) else { return false }
        queues[name(of: step)]?.remove(ticket)
        return true
    }

    func isRunning(_ ticket: Ticket) -> Bool { running[ticket] != nil }

    /// Gives back the place and the memory of a step that has ended (or that waits for another step).
    mutating func leave(_ ticket: Ticket) {
        guard let ended = running.removeValue(forKey: ticket) else { return }
        occupied[ended.lane, default: 1] -= 1
        memoryInUse -= ended.memory
    }

    /// The steps that may run now, most urgent first. They count as running from here on.
    mutating func admit(at now: ContinuousClock.Instant) -> [Ticket] {
        var admitted: [Ticket] = []
        while let next = mostUrgentThatFits(at: now) {
            _ = withdraw(next.ticket)
            occupied[next.lane, default: 0] += 1
            memoryInUse += next.memory
            running[next.ticket] = (next.lane, next.memory)
            admitted.append(next.ticket)
        }
        return admitted
    }

    private func mostUrgentThatFits(at now: ContinuousClock.Instant) -> Waiting? {
        let heads = queues.values.compactMap { $0.first.flatMap { waiting[$0] } }
            .filter { occupied[$0.lane, default: 0] < plan.width(of: $0.lane) }
        let order = heads.sorted { left, right in
            let (leftUrgency, rightUrgency) = (urgency(left, at: now), urgency(right, at: now))
            return leftUrgency != rightUrgency ? leftUrgency > rightUrgency : left.ticket < right.ticket
        }
        var memoryIsSpokenFor = false
        for step in order {
            if step.memory == 0 { return step }
            let fits = memoryInUse == 0 || memoryInUse + step.memory <= plan.memoryBudget
            if fits && !memoryIsSpokenFor { return step }
            memoryIsSpokenFor = true
        }
        return nil
    }

    private func urgency(_ step: Waiting, at now: ContinuousClock.Instant) -> Int {
        step.priority.level + Int((now - step.since) / plan.ageing)
    }

    private func name(of step: Waiting) -> QueueName {
        QueueName(lane: step.lane, priority: step.priority, needsMemory: step.memory > 0)
    }
}

/// Tickets in the order of arrival, which is the order of their numbers. Taking the first is cheap.
private struct TicketQueue {
    private var tickets: [Int] = []
    private var start = 0

    var first: Int? { start < tickets.count ? tickets[start] : nil }

    mutating func insert(_ ticket: Int) {
        tickets.insert(ticket, at: position(of: ticket))
    }

    mutating func remove(_ ticket: Int) {
        let index = position(of: ticket)
        guard index < tickets.count, tickets[index] == ticket else { return }
        if index == start {
            start += 1
            if start > 64 && start * 2 > tickets.count {
                tickets.removeFirst(start)
                start = 0
            }
        } else {
            tickets.remove(at: index)
        }
    }

    /// Binary search: the first place whose ticket is not smaller.
    private func position(of ticket: Int) -> Int {
        var (low, high) = (start, tickets.count)
        while low < high {
            let middle = (low + high) / 2
            if tickets[middle] < ticket { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
