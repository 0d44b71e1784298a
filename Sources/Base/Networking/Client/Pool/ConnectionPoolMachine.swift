import HTTPMessages

/// Decides which call gets which connection, when to open one and when to close one. It has no lock, no socket and
/// no clock: what happened comes in, and what to do goes out as `Order`s.
///
/// Each origin has a pool with a limit of its own, and all share the total; the call that has waited longest is served
/// first. A connection that cannot be opened fails one call (the oldest) when more calls wait than attempts go on,
/// so that a dead origin is reported as fast as it refuses.
struct ConnectionPoolMachine<Connection: Equatable & Sendable>: Sendable {
    struct Limits: Sendable {
        var total: Int
        var perOrigin: Int
        var waiting: Int
    }

    /// A connection to open: for which origin (its slot), on which event loop.
    struct Opening: Hashable, Sendable {
        var slot: Int
        var loop: Int
    }

    enum Order: Equatable, Sendable {
        case serve(UInt64, Connection, reused: Bool)
        /// The attempt to connect that this call waited for failed.
        case fail(UInt64)
        case open(Opening)
        case close(Connection)
    }

    enum Refusal: Equatable, Sendable {
        case tooManyWait
        case shutDown
    }

    private let limits: Limits
    private let loops: Int
    private var pools: [OriginPool<Connection>] = []
    private var slots: [Origin: Int] = [:]
    /// Open or being opened, of all origins.
    private(set) var total = 0
    private var waiting = 0
    private var returns: UInt64 = 0
    private var nextLoop = 0
    private(set) var isShutDown = false

    init(limits: Limits, loops: Int) {
        self.limits = limits
        self.loops = max(1, loops)
    }

    /// The number under which an origin is known. Those that nothing uses are forgotten when there are many.
    mutating func slot(of origin: Origin) -> Int {
        if let slot = slots[origin] { return slot }
        let pool = OriginPool<Connection>(origin: origin, loops: loops)
        if pools.count >= 1024, let deserted = pools.firstIndex(where: \.isDeserted) {
            slots[pools[deserted].origin] = nil
            pools[deserted] = pool
            slots[origin] = deserted
            return deserted
        }
        pools.append(pool)
        slots[origin] = pools.count - 1
        return pools.count - 1
    }

    func origin(of slot: Int) -> Origin { pools[slot].origin }

    func statistics(of origin: Origin) -> PoolStatistics {
        slots[origin].map { pools[$0].statistics } ?? PoolStatistics()
    }

    // MARK: Calls

    /// An idle connection, if there is one. When it belongs to another loop than the call's, one of the call's own
    /// loop is opened beside for the next time.
    mutating func take(_ slot: Int, loop: Int?) -> (connection: Connection, opening: Opening?)? {
        guard !isShutDown, let found = pools[slot].pop(preferring: loop) else { return nil }
        pools[slot].reused += 1
        guard let loop, found.loop != loop, pools[slot].opening == 0, waiting == 0, hasRoom(slot) else {
            return (found.connection, nil)
        }
        return (found.connection, beginOpening(slot, loop: loop))
    }

    /// A call that found no idle connection waits for one.
    mutating func join(_ id: UInt64, slot: Int, loop: Int?) -> (refusal: Refusal?, orders: [Order]) {
        if isShutDown { return (.shutDown, []) }
        if let found = pools[slot].pop(preferring: loop) {
            pools[slot].reused += 1
            return (nil, [.serve(id, found.connection, reused: true)])
        }
        guard pools[slot].waiters.count < limits.waiting else { return (.tooManyWait, []) }
        pools[slot].waiters.append(WaiterQueue.Waiter(id: id, loop: loop))
        waiting += 1
        return (nil, startOpenings(hint: loop))
    }

    /// A call stops waiting: cancelled, or out of time. Whether it was waiting.
    mutating func leave(_ id: UInt64, slot: Int) -> Bool {
        guard pools[slot].waiters.remove(id) else { return false }
        waiting -= 1
        return true
    }

    // MARK: Connections

    /// A connection is ready that was ordered with `open`.
    mutating func opened(_ connection: Connection, slot: Int, loop: Int) -> [Order] {
        pools[slot].opening -= 1
        pools[slot].opened += 1
        pools[slot].openByLoop[loop] += 1
        return place(connection, slot: slot, loop: loop, reused: false)
    }

    mutating func openingFailed(slot: Int) -> [Order] {
        pools[slot].opening -= 1
        pools[slot].failed += 1
        total -= 1
        var orders: [Order] = []
        if pools[slot].wantsOpening, let waiter = pools[slot].waiters.popFirst() {
            waiting -= 1
            orders.append(.fail(waiter.id))
        }
        return orders + startOpenings(hint: nil)
    }

    /// A call is done with a connection that can serve another.
    mutating func released(_ connection: Connection, slot: Int, loop: Int) -> [Order] {
        place(connection, slot: slot, loop: loop, reused: true)
    }

    /// A connection is gone, idle or not; once for each.
    mutating func closed(_ connection: Connection, slot: Int, loop: Int, abandoned: Bool = false) -> [Order] {
        _ = pools[slot].removeIdle(connection, loop: loop)
        pools[slot].openByLoop[loop] -= 1
        if abandoned { pools[slot].abandoned += 1 }
        total -= 1
        return startOpenings(hint: nil)
    }

    /// Takes an idle connection out, to close it. `false`: a call has it already, or is about to.
    mutating func retire(_ connection: Connection, slot: Int, loop: Int) -> Bool {
        guard pools[slot].removeIdle(connection, loop: loop) else { return false }
        pools[slot].openByLoop[loop] -= 1
        total -= 1
        return true
    }

    /// Connections to open so that the origin has `count`, as far as the limits allow.
    mutating func warm(_ slot: Int, upTo count: Int, firstLoop: Int?) -> [Opening] {
        var openings: [Opening] = []
        var loop = firstLoop ?? nextLoop
        while !isShutDown, pools[slot].open + pools[slot].opening < count, hasRoom(slot) {
            openings.append(beginOpening(slot, loop: loop))
            loop = (loop + 1) % loops
        }
        return openings
    }

    /// Nothing is handed out or opened any more, and nobody waits: who did. Connections go as they are closed.
    mutating func shutDown() -> [UInt64] {
        isShutDown = true
        var waiters: [UInt64] = []
        for slot in pools.indices {
            waiters += pools[slot].waiters.ids
            pools[slot].waiters = WaiterQueue()
        }
        waiting = 0
        return waiters
    }

    // MARK: Decisions

    private func hasRoom(_ slot: Int) -> Bool {
        total < limits.total && pools[slot].open + pools[slot].opening < limits.perOrigin
    }

    /// To whoever waits longest, else among the idle.
    private mutating func place(_ connection: Connection, slot: Int, loop: Int, reused: Bool) -> [Order] {
        if isShutDown {
            pools[slot].openByLoop[loop] -= 1
            total -= 1
            return [.close(connection)]
        }
        if let waiter = pools[slot].waiters.popFirst() {
            waiting -= 1
            if reused { pools[slot].reused += 1 }
            return [.serve(waiter.id, connection, reused: reused)]
        }
        returns += 1
        pools[slot].push(connection, loop: loop, since: returns)
        return waiting > 0 ? startOpenings(hint: nil) : []
    }

    /// Opens connections for those who wait, oldest first, as far as the limits allow. At the total limit an idle
    /// connection of another origin makes room.
    private mutating func startOpenings(hint: Int?) -> [Order] {
        guard waiting > 0, !isShutDown else { return [] }
        var orders: [Order] = []
        while let slot = slotToOpenFor() {
            if total >= limits.total {
                guard let connection = dropOldestIdle() else { break }
                orders.append(.close(connection))
            }
            let loop = pools[slot].waiters.count == 1 ? pools[slot].waiters.first?.loop : hint
            orders.append(.open(beginOpening(slot, loop: loop)))
        }
        return orders
    }

    private mutating func slotToOpenFor() -> Int? {
        var best: (slot: Int, id: UInt64)?
        for slot in pools.indices where pools[slot].wantsOpening {
            guard pools[slot].open + pools[slot].opening < limits.perOrigin else { continue }
            guard let id = pools[slot].waiters.first?.id, best.map({ id < $0.id }) ?? true else { continue }
            best = (slot, id)
        }
        return best?.slot
    }

    private mutating func beginOpening(_ slot: Int, loop: Int?) -> Opening {
        nextLoop = (nextLoop + 1) % loops
        pools[slot].opening += 1
        total += 1
        return Opening(slot: slot, loop: loop ?? nextLoop)
    }

    private mutating func dropOldestIdle() -> Connection? {
        let oldest = pools.indices.compactMap { slot in pools[slot].oldestIdle.map { (slot, $0) } }
            .min { $0.1.since < $1.1.since }
        guard let (slot, idle) = oldest else { return nil }
        for loop in 0..<loops where pools[slot].removeIdle(idle.connection, loop: loop) {
            pools[slot].openByLoop[loop] -= 1
            total -= 1
            break
        }
        return idle.connection
    }
}
