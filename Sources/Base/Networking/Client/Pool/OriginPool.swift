import HTTPMessages

/// The connections of one origin, counted; the idle ones by event loop, and those who wait.
struct OriginPool<Connection: Equatable & Sendable>: Sendable {
    struct Idle: Sendable {
        var connection: Connection
        /// Grows with every return to the pool: the smallest has been idle for longest.
        var since: UInt64
    }

    let origin: Origin
    /// One stack per event loop: the connection used last is used next, so that those not needed grow old.
    private(set) var idle: [[Idle]]
    private(set) var idleCount = 0
    var openByLoop: [Int]
    var opening = 0
    var waiters = WaiterQueue()
    var opened = 0
    var reused = 0
    var failed = 0
    var abandoned = 0

    init(origin: Origin, loops: Int) {
        self.origin = origin
        idle = Array(repeating: [], count: loops)
        openByLoop = Array(repeating: 0, count: loops)
    }

    var open: Int { openByLoop.reduce(0, +) }

    /// Nothing of it is in use: it may be forgotten.
    var isDeserted: Bool { opening == 0 && waiters.count == 0 && open == 0 }

    /// More calls wait than connections are being opened.
    var wantsOpening: Bool { waiters.count > opening }

    var oldestIdle: Idle? { idle.compactMap(\.first).min { $0.since < $1.since } }

    mutating func push(_ connection: Connection, loop: Int, since: UInt64) {
        idle[loop].append(Idle(connection: connection, since: since))
        idleCount += 1
    }

    /// An idle connection, of this loop if there is one.
    mutating func pop(preferring loop: Int?) -> (connection: Connection, loop: Int)? {
        guard idleCount > 0 else { return nil }
        if let loop, let found = idle[loop].popLast() {
            idleCount -= 1
            return (found.connection, loop)
        }
        for other in idle.indices {
            guard let found = idle[other].popLast() else { continue }
            idleCount -= 1
            return (found.connection, other)
        }
        return nil
    }

    /// Whether it was idle.
    mutating func removeIdle(_ connection: Connection, loop: Int) -> Bool {
        guard let index = idle[loop].firstIndex(where: { $0.connection == connection }) else { return false }
        idle[loop].remove(at: index)
        idleCount -= 1
        return true
    }

    var statistics: PoolStatistics {
        var statistics = PoolStatistics()
        statistics.open = open
        statistics.idle = idleCount
        statistics.opening = opening
        statistics.waiting = waiters.count
        statistics.opened = opened
        statistics.reused = reused
        statistics.failed = failed
        statistics.abandoned = abandoned
        return statistics
    }
}
