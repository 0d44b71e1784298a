/// Imitates whichever of LIRS, S3-FIFO and LRU has missed least of late.
///
/// Each expert runs on every request, over a cache of its own without values. Where they disagree about a request, those
/// that missed get a bad mark, and old marks fade. When room is needed, the cache gives up the entry that the leading
/// expert would have given up long ago: so its content drifts towards the leader's, one miss at a time, and a change of
/// leader costs little. The idea is from R. Subramanian, Y. Smaragdakis and G. Loh, "Adaptive caches: effective shaping
/// of cache behavior to workloads", MICRO 2006, who show that such a cache misses at most about twice as often as the
/// better of its two experts, whatever the requests, and in practice as often.
///
/// Why these three: LIRS withstands loops and scans, S3-FIFO suits the many keys of web traffic that are asked for once,
/// and LRU is what must not be lost against. There are two constants: the horizon below, and the first leader (LIRS,
/// which behaves like LRU as long as nothing has to be evicted, and learns most from the first requests).
package struct AdaptivePolicy: EvictionPolicy {
    package let capacity: Int
    package private(set) var weight = 0

    private enum Leader {
        case lirs, s3fifo, lru
    }

    private var lirs: Expert<LIRS>
    private var s3fifo: Expert<S3FIFO>
    private var lru: Expert<LRU>
    private var leader = Leader.lirs
    /// The weight of each entry that is kept; zero for the rest.
    private var residents = SlotTable<Int>()
    /// The weight at which the experts know each entry.
    private var weights = SlotTable<Int>()
    private var residentCount = 0
    /// What the last request changed in the experts' caches; a field so that its memory is reused.
    private var advice = EvictionChanges()

    package init(capacity: Int) {
        self.capacity = capacity.asCapacity
        lirs = Expert(capacity: capacity)
        s3fifo = Expert(capacity: capacity)
        lru = Expert(capacity: capacity)
    }

    package func contains(_ slot: Slot) -> Bool { residents[slot] > 0 }

    package func remembers(_ slot: Slot) -> Bool {
        contains(slot) || lirs.remembers(slot) || s3fifo.remembers(slot) || lru.remembers(slot)
    }

    package mutating func recordHit(_ slot: Slot, into changes: inout EvictionChanges) {
        let known = residents[slot]
        guard known > 0 else { return }
        consult(slot, weight: known, into: &changes)
    }

    package mutating func recordInsertion(_ slot: Slot, weight added: Int, into changes: inout EvictionChanges) {
        let added = max(1, added)
        // An entry that comes back with another weight is another entry: no expert may keep it at its old weight.
        if contains(slot) || weights[slot] != added { remove(slot) }
        guard added <= capacity else { return changes.victims.append(slot) }
        weights[slot] = added
        consult(slot, weight: added, into: &changes)
        // The leader keeps the newcomer within the same capacity, so as long as there is too much, some of it is stray.
        while weight > capacity - added, let victim = oldestStray {
            evict(victim)
            changes.victims.append(victim)
        }
        residents[slot] = added
        residentCount += 1
        weight += added
    }

    package mutating func remove(_ slot: Slot) {
        if contains(slot) { evict(slot) }
        lirs.remove(slot)
        s3fifo.remove(slot)
        lru.remove(slot)
    }
}

extension AdaptivePolicy {
    private var oldestStray: Slot? {
        switch leader {
        case .lirs: lirs.oldestStray
        case .s3fifo: s3fifo.oldestStray
        case .lru: lru.oldestStray
        }
    }

    private mutating func evict(_ slot: Slot) {
        weight -= residents[slot]
        residents[slot] = 0
        residentCount -= 1
        lirs.residentEvicted(slot)
        s3fifo.residentEvicted(slot)
        lru.residentEvicted(slot)
    }

    /// Puts a request to all experts, and marks them if they disagree.
    private mutating func consult(_ slot: Slot, weight: Int, into changes: inout EvictionChanges) {
        advice.reset()
        let lirsHit = lirs.observe(slot, weight: weight, residents: residents, changes: &advice)
        let s3fifoHit = s3fifo.observe(slot, weight: weight, residents: residents, changes: &advice)
        let lruHit = lru.observe(slot, weight: weight, residents: residents, changes: &advice)
        // What an expert evicts without remembering may be known to nobody now.
        changes.forgotten.append(contentsOf: advice.victims)
        changes.forgotten.append(contentsOf: advice.forgotten)
        guard lirsHit != s3fifoHit || s3fifoHit != lruHit else { return }

        // Marks fade over two cachefuls of disagreements: long enough that a single burst does not decide, short enough
        // to follow a change of pattern. The value matters little: from half to eight cachefuls, the share of the gap to
        // the optimum that docs/design/eviction.md reports differs by 0.01. Tiny caches look at 32 at least.
        let fading = 1 - 1 / Double(max(32, 2 * residentCount))
        lirs.judge(hit: lirsHit, fading: fading)
        s3fifo.judge(hit: s3fifoHit, fading: fading)
        lru.judge(hit: lruHit, fading: fading)
        follow()
    }

    /// Changes leader only for a better one: equals would take turns and undo each other's work.
    private mutating func follow() {
        var best =
            switch leader {
            case .lirs: lirs.misses
            case .s3fifo: s3fifo.misses
            case .lru: lru.misses
            }
        if lirs.misses < best { (best, leader) = (lirs.misses, .lirs) }
        if s3fifo.misses < best { (best, leader) = (s3fifo.misses, .s3fifo) }
        if lru.misses < best { (best, leader) = (lru.misses, .lru) }
    }
}
