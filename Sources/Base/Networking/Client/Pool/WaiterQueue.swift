/// Calls that wait for a connection, first come, first served. Leaving from the middle is cheap, so that thousands
/// of calls may be cancelled together.
struct WaiterQueue: Sendable {
    struct Waiter: Hashable, Sendable {
        var id: UInt64
        /// The event loop that the call runs on, if it is one of ours.
        var loop: Int?
    }

    private var order: [Waiter] = []
    private var head = 0
    private var present: Set<UInt64> = []

    var count: Int { present.count }

    var ids: [UInt64] { order[head...].map(\.id).filter(present.contains) }

    /// Who has waited longest.
    var first: Waiter? {
        mutating get {
            while head < order.count, !present.contains(order[head].id) { head += 1 }
            tidy()
            return head < order.count ? order[head] : nil
        }
    }

    mutating func append(_ waiter: Waiter) {
        order.append(waiter)
        present.insert(waiter.id)
    }

    mutating func popFirst() -> Waiter? {
        guard let waiter = first else { return nil }
        present.remove(waiter.id)
        head += 1
        return waiter
    }

    /// Whether it was waiting.
    mutating func remove(_ id: UInt64) -> Bool {
        present.remove(id) != nil
    }

    private mutating func tidy() {
        guard head > 64, head * 2 > order.count else { return }
        order.removeFirst(head)
        head = 0
    }
}
