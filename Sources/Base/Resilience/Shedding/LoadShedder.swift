/// Refuses work early when more comes than can be done, the least urgent first, so that what is accepted is done in
/// time.
///
/// Overload is seen as in CoDel (Nichols and Jacobson, RFC 8289): by the *least* time that anything waited in an
/// interval. How much is then refused follows DAGOR (Zhou et al., "Overload control for scaling WeChat
/// microservices", 2018): what was done in the last interval is what can be done in the next, and is given to the
/// priorities from the highest down; the one at the edge gets a part. As soon as the queue has once been short, a
/// quarter more is admitted each interval, and all when that is more than what comes. An empty queue for a second
/// ends everything.
///
/// A pure value: time comes in as an argument. Refusals of a fraction are spread evenly, without randomness.
///
///     if case .refuse(let pause) = shedder.admit(priority: 5, queued: queue.count, at: now) { … }
///     queue.append(request)
///     …                                                     // its turn has come
///     shedder.begin(waited: now - request.arrival, queued: queue.count, at: now)
public struct LoadShedder: Sendable {
    public let policy: SheddingPolicy
    /// 9 is the most urgent.
    public static let priorities = 0...9

    private var interval: Interval?
    /// What is admitted of each priority, 0...1.
    private var admission = [Double](repeating: 1, count: 10)
    /// What refusals of a fraction have left over.
    private var credit = [Double](repeating: 0, count: 10)
    /// Requests that came in an interval, by priority, averaged.
    private var arrivals = [Double](repeating: 0, count: 10)
    /// Requests that were begun in an overloaded interval, averaged; `nil` before the first.
    private var throughput: Double?
    /// How many are admitted in an interval; `nil`: all.
    private var allowance: Double?
    /// When the queue was last seen with something in it.
    private var lastQueue: ContinuousClock.Instant?

    private struct Interval {
        var start: ContinuousClock.Instant
        var arrivals = [Int](repeating: 0, count: 10)
        var begun = 0
        var leastWait: Duration?
        var sawQueue = false
    }

    /// How fast the admission opens and averages follow, per interval.
    private static let opening = 1.25
    private static let averaging = 0.3
    private static let calm = Duration.seconds(1)

    public init(policy: SheddingPolicy = SheddingPolicy()) {
        self.policy = policy
    }

    /// Whether anything is refused at present because of time in the queue. A queue that serves its newest first
    /// while this holds keeps more promises: the oldest are those whose askers are about to leave.
    public var isOverloaded: Bool { allowance != nil }

    /// A request comes.
    ///
    /// - Parameters:
    ///   - priority: 0...9, 9 is the most urgent. Others are brought to the nearest.
    ///   - queued: how many wait now.
    public mutating func admit(
        priority: Int, queued: Int, at now: ContinuousClock.Instant
    ) -> SheddingDecision {
        let priority = min(max(priority, 0), 9)
        closeInterval(at: now)
        // An empty queue for so long: whatever there was is over.
        if queued <= 0, allowance != nil, lastQueue.map({ $0.duration(to: now) >= Self.calm }) ?? true { open() }
        interval?.arrivals[priority] += 1
        if queued <= 0 { noteWait(.zero) } else { noteQueue(at: now) }

        let room = policy.longestQueue - policy.longestQueue * (9 - priority) / 18
        guard queued < max(room, 1) else { return .refuse(retryAfter: pause(queued: queued, at: now)) }
        guard allowance != nil else { return .accept }
        credit[priority] += admission[priority]
        guard credit[priority] >= 1 else { return .refuse(retryAfter: pause(queued: queued, at: now)) }
        credit[priority] -= 1
        return .accept
    }

    /// A request's turn has come.
    ///
    /// - Parameters:
    ///   - waited: how long it was in the queue.
    ///   - queued: how many still wait.
    /// - Returns: `refuse` when it waited longer than ``SheddingPolicy/longestWait``: take the next one.
    public mutating func begin(
        waited: Duration, queued: Int, at now: ContinuousClock.Instant
    ) -> SheddingDecision {
        closeInterval(at: now)
        noteWait(waited)
        if queued > 0 { noteQueue(at: now) }
        guard waited <= policy.longestWait else { return .refuse(retryAfter: pause(queued: queued, at: now)) }
        interval?.begun += 1
        return .accept
    }

    private mutating func noteQueue(at now: ContinuousClock.Instant) {
        interval?.sawQueue = true
        lastQueue = now
    }

    private mutating func noteWait(_ waited: Duration) {
        let least = interval?.leastWait ?? waited
        interval?.leastWait = min(least, waited)
    }

    /// The time that the present queue takes, at least as long as the admission needs to change, at most 30 s.
    private func pause(queued: Int, at now: ContinuousClock.Instant) -> Duration {
        let least = max(policy.interval, .seconds(1))
        guard let throughput, throughput > 0 else { return least }
        let coming = arrivals.reduce(0, +) / throughput
        let intervals = min(max(Double(queued), 0) / throughput, 1e4)
        return min(max(policy.interval * intervals, least * min(max(coming, 1), 30)), .seconds(30))
    }
}

extension LoadShedder {
    /// Sets the admission anew when the interval is over.
    private mutating func closeInterval(at now: ContinuousClock.Instant) {
        guard let ended = interval else {
            interval = Interval(start: now)
            return
        }
        let elapsed = ended.start.duration(to: now)
        guard elapsed >= policy.interval else { return }
        interval = Interval(start: now)
        let length = max(elapsed / policy.interval, 1)
        for priority in arrivals.indices {
            let rate = Double(ended.arrivals[priority]) / length
            arrivals[priority] += Self.averaging * (rate - arrivals[priority])
        }

        if let wait = ended.leastWait ?? (ended.sawQueue ? policy.target * 2 : nil), wait > policy.target {
            let rate = Double(ended.begun) / length
            throughput = throughput.map { $0 + Self.averaging * (rate - $0) } ?? rate
            let surplus = (wait - policy.target / 2) / (policy.interval * 4)
            allowance = (throughput ?? rate) * (1 - min(surplus, 0.5))
        } else if let allowance {
            self.allowance = max(allowance, 1) * Self.opening
        }
        divide()
    }

    /// Gives the allowance to the priorities from the highest down.
    private mutating func divide() {
        guard var left = allowance else { return }
        let coming = arrivals.reduce(0, +)
        guard left < coming else {
            // More than comes is admitted; all of it once there is some room to spare.
            if left > coming * Self.opening { return open() }
            for priority in admission.indices { admission[priority] = 1 }
            return
        }
        for priority in admission.indices.reversed() {
            let share = arrivals[priority] > 0 ? min(left / arrivals[priority], 1) : (left > 0 ? 1 : 0)
            admission[priority] = share
            left = max(left - arrivals[priority], 0)
        }
    }

    private mutating func open() {
        allowance = nil
        throughput = nil
        for priority in admission.indices {
            admission[priority] = 1
            credit[priority] = 0
        }
    }
}
