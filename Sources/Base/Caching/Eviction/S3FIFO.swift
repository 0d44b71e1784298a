/// Three queues that never reorder on a hit: newcomers pass through a small one, those asked for again while there move
/// to the main one, and keys that left the small one are remembered for a while, so that they enter the main one
/// directly when they return. Most keys are asked for once, and leave quickly.
///
/// J. Yang, Y. Zhang, Z. Qiu, Y. Yue and R. Vinayak, "FIFO queues are all you need for cache eviction", SOSP 2023. The
/// constants are theirs: a tenth for the small queue, counting to three, remembering as much as the main queue holds.
package struct S3FIFO: EvictionPolicy {
    package let capacity: Int
    package var weight: Int { smallWeight + mainWeight }

    private let smallTarget: Int
    private let mainTarget: Int
    private var small = SlotList()
    private var main = SlotList()
    private var ghosts = SlotList()
    private var smallWeight = 0
    private var mainWeight = 0
    private var ghostWeight = 0
    private var weights = SlotTable<Int>()
    /// Hits since the entry came, or since it was last spared; at most 3.
    private var hits = SlotTable<UInt8>()

    package init(capacity: Int) {
        self.capacity = capacity.asCapacity
        smallTarget = max(1, self.capacity / 10)
        mainTarget = self.capacity - smallTarget
    }

    package func contains(_ slot: Slot) -> Bool { small.contains(slot) || main.contains(slot) }

    package func remembers(_ slot: Slot) -> Bool { contains(slot) || ghosts.contains(slot) }

    package mutating func recordHit(_ slot: Slot, into changes: inout EvictionChanges) {
        let count = hits[slot]
        if count < 3, contains(slot) { hits[slot] = count + 1 }
    }

    package mutating func recordInsertion(_ slot: Slot, weight added: Int, into changes: inout EvictionChanges) {
        // Before room is made: that may push this very slot out of the ghosts.
        let returns = ghosts.contains(slot)
        remove(slot)
        let added = max(1, added)
        guard added <= capacity else { return changes.victims.append(slot) }
        while weight > capacity - added {
            if smallWeight >= smallTarget || mainWeight == 0 {
                evictFromSmall(into: &changes)
            } else {
                evictFromMain(into: &changes)
            }
        }
        weights[slot] = added
        hits[slot] = 0
        if returns {
            main.insertFirst(slot)
            mainWeight += added
        } else {
            small.insertFirst(slot)
            smallWeight += added
        }
    }

    package mutating func remove(_ slot: Slot) {
        if small.contains(slot) {
            small.remove(slot)
            smallWeight -= weights[slot]
        } else if main.contains(slot) {
            main.remove(slot)
            mainWeight -= weights[slot]
        } else if ghosts.contains(slot) {
            ghosts.remove(slot)
            ghostWeight -= weights[slot]
        }
    }

    /// Evicts one entry, moving those asked for at least twice to the main queue on the way.
    private mutating func evictFromSmall(into changes: inout EvictionChanges) {
        while let slot = small.popLast() {
            smallWeight -= weights[slot]
            guard hits[slot] > 1 else {
                changes.victims.append(slot)
                return addGhost(slot, into: &changes)
            }
            hits[slot] = 0
            main.insertFirst(slot)
            mainWeight += weights[slot]
            if mainWeight > mainTarget { return evictFromMain(into: &changes) }
        }
    }

    /// Evicts one entry; those asked for go round once more for each time, so at most three times.
    private mutating func evictFromMain(into changes: inout EvictionChanges) {
        while let slot = main.last {
            if hits[slot] > 0 {
                hits[slot] -= 1
                main.moveFirst(slot)
            } else {
                main.remove(slot)
                mainWeight -= weights[slot]
                return changes.victims.append(slot)
            }
        }
    }

    private mutating func addGhost(_ slot: Slot, into changes: inout EvictionChanges) {
        ghosts.insertFirst(slot)
        ghostWeight += weights[slot]
        while ghostWeight > mainTarget, let oldest = ghosts.popLast() {
            ghostWeight -= weights[oldest]
            changes.forgotten.append(oldest)
        }
    }
}
