/// Evicts what was not used for longest.
package struct LRU: EvictionPolicy {
    package let capacity: Int
    package private(set) var weight = 0

    private var order = SlotList()
    private var weights = SlotTable<Int>()

    package init(capacity: Int) {
        self.capacity = capacity.asCapacity
    }

    package func contains(_ slot: Slot) -> Bool { order.contains(slot) }

    package func remembers(_ slot: Slot) -> Bool { order.contains(slot) }

    package mutating func recordHit(_ slot: Slot, into changes: inout EvictionChanges) {
        if order.contains(slot) { order.moveFirst(slot) }
    }

    package mutating func recordInsertion(_ slot: Slot, weight added: Int, into changes: inout EvictionChanges) {
        remove(slot)
        let added = max(1, added)
        guard added <= capacity else { return changes.victims.append(slot) }
        while weight > capacity - added, let victim = order.popLast() {
            weight -= weights[victim]
            changes.victims.append(victim)
        }
        order.insertFirst(slot)
        weights[slot] = added
        weight += added
    }

    package mutating func remove(_ slot: Slot) {
        guard order.contains(slot) else { return }
        order.remove(slot)
        weight -= weights[slot]
    }
}
