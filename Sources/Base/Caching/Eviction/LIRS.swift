/// Keeps the entries with the shortest time between their last two uses, however long ago the last one was. Where LRU
/// loses everything to a scan or a loop, LIRS keeps a part and hits on it.
///
/// S. Jiang and X. Zhang, "LIRS: an efficient low inter-reference recency set replacement policy", SIGMETRICS 2002.
/// Their names: the *LIR* entries (low inter-reference recency) are safe; *HIR* entries (high) wait in a small queue for
/// a second use. The stack holds entries by their last use, down to the oldest LIR entry, and among them HIR entries
/// that were evicted: a second use while still in the stack proves a short interval.
package struct LIRS: EvictionPolicy {
    private enum State {
        static let unknown: UInt8 = 0
        static let low: UInt8 = 1
        static let high: UInt8 = 2
        static let ghost: UInt8 = 3
    }

    package let capacity: Int
    package var weight: Int { lowWeight + highWeight }

    /// The paper gives HIR entries 1 % and takes it for enough in large caches of pages; 5 % loses little there and
    /// leaves newcomers of small caches the time to be asked for again.
    private let lowTarget: Int
    /// The paper does not bound the memory of evicted keys; as much as the cache holds is nearly as good.
    private var ghostLimit: Int { capacity }

    private var stack = SlotList()
    private var queue = SlotList()
    private var ghosts = SlotList()
    private var states = SlotTable<UInt8>()
    private var weights = SlotTable<Int>()
    private var lowWeight = 0
    private var highWeight = 0
    private var ghostWeight = 0

    package init(capacity: Int) {
        self.capacity = capacity.asCapacity
        lowTarget = self.capacity - max(1, self.capacity / 20)
    }

    package func contains(_ slot: Slot) -> Bool {
        let state = states[slot]
        return state == State.low || state == State.high
    }

    package func remembers(_ slot: Slot) -> Bool { states[slot] != State.unknown }

    package mutating func recordHit(_ slot: Slot, into changes: inout EvictionChanges) {
        switch states[slot] {
        case State.low:
            let wasOldest = stack.last == slot
            stack.moveFirst(slot)
            if wasOldest { prune(into: &changes) }
        case State.high where stack.contains(slot):
            queue.remove(slot)
            highWeight -= weights[slot]
            stack.moveFirst(slot)
            makeLow(slot, into: &changes)
        case State.high:
            stack.insertFirst(slot)
            queue.moveFirst(slot)
        default: break
        }
    }

    package mutating func recordInsertion(_ slot: Slot, weight added: Int, into changes: inout EvictionChanges) {
        let added = max(1, added)
        if contains(slot) || added > capacity { remove(slot) }
        guard added <= capacity else { return changes.victims.append(slot) }
        while weight > capacity - added { evictOne(into: &changes) }
        // Making room may have forgotten this very slot.
        if states[slot] == State.ghost {
            ghosts.remove(slot)
            ghostWeight -= weights[slot]
            stack.moveFirst(slot)
            weights[slot] = added
            makeLow(slot, into: &changes)
            return
        }
        weights[slot] = added
        stack.insertFirst(slot)
        if lowWeight <= lowTarget - added {
            states[slot] = State.low
            lowWeight += added
        } else {
            states[slot] = State.high
            highWeight += added
            queue.insertFirst(slot)
        }
    }

    package mutating func remove(_ slot: Slot) {
        switch states[slot] {
        case State.low: lowWeight -= weights[slot]
        case State.high:
            queue.remove(slot)
            highWeight -= weights[slot]
        case State.ghost:
            ghosts.remove(slot)
            ghostWeight -= weights[slot]
        default: return
        }
        // The oldest of the stack may be no LIR entry now: the next pruning sees to it.
        if stack.contains(slot) { stack.remove(slot) }
        states[slot] = State.unknown
    }
}

extension LIRS {
    /// Makes the first of the stack a LIR entry, and the oldest ones HIR again as long as there are too many.
    private mutating func makeLow(_ slot: Slot, into changes: inout EvictionChanges) {
        states[slot] = State.low
        lowWeight += weights[slot]
        while lowWeight > lowTarget { demoteOldest(into: &changes) }
    }

    private mutating func demoteOldest(into changes: inout EvictionChanges) {
        prune(into: &changes)
        guard let slot = stack.popLast() else { return }
        states[slot] = State.high
        lowWeight -= weights[slot]
        highWeight += weights[slot]
        queue.insertFirst(slot)
        prune(into: &changes)
    }

    private mutating func evictOne(into changes: inout EvictionChanges) {
        if highWeight == 0 { demoteOldest(into: &changes) }
        guard let slot = queue.popLast() else { return }
        highWeight -= weights[slot]
        changes.victims.append(slot)
        guard stack.contains(slot) else {
            states[slot] = State.unknown
            return
        }
        states[slot] = State.ghost
        ghosts.insertFirst(slot)
        ghostWeight += weights[slot]
        while ghostWeight > ghostLimit, let oldest = ghosts.popLast() {
            ghostWeight -= weights[oldest]
            stack.remove(oldest)
            states[oldest] = State.unknown
            changes.forgotten.append(oldest)
        }
    }

    /// Drops from the old end of the stack whatever is older than the oldest LIR entry.
    private mutating func prune(into changes: inout EvictionChanges) {
        while let slot = stack.last, states[slot] != State.low {
            stack.remove(slot)
            guard states[slot] == State.ghost else { continue }
            ghosts.remove(slot)
            ghostWeight -= weights[slot]
            states[slot] = State.unknown
            changes.forgotten.append(slot)
        }
    }
}
