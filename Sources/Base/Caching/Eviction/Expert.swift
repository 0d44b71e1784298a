/// A policy run for advice only: it decides for a cache of its own that holds no values, and is judged by its misses.
struct Expert<Policy: EvictionPolicy>: Sendable {
    private var policy: Policy
    /// Entries that the real cache keeps and the expert would not; the longest such is the last.
    private var strays = SlotList()
    /// Misses of late, where the experts did not agree.
    private(set) var misses = 0.0

    init(capacity: Int) {
        policy = Policy(capacity: capacity)
    }

    /// What the real cache would give up, if it followed this expert.
    var oldestStray: Slot? { strays.last }

    func remembers(_ slot: Slot) -> Bool { policy.remembers(slot) }

    /// Lets the expert's own cache live through a request, and tells whether it had the entry.
    ///
    /// - Parameter residents: the weights of what the real cache keeps; zero for the rest.
    mutating func observe(
        _ slot: Slot, weight: Int, residents: borrowing SlotTable<Int>, changes: inout EvictionChanges
    ) -> Bool {
        guard !policy.contains(slot) else {
            policy.recordHit(slot, into: &changes)
            return true
        }
        if strays.contains(slot) { strays.remove(slot) }
        let known = changes.victims.count
        policy.recordInsertion(slot, weight: weight, into: &changes)
        for index in known..<changes.victims.count {
            let victim = changes.victims[index]
            if residents[victim] > 0 { strays.insertFirst(victim) }
        }
        return false
    }

    /// The real cache gave the entry up.
    mutating func residentEvicted(_ slot: Slot) {
        if strays.contains(slot) { strays.remove(slot) }
    }

    mutating func remove(_ slot: Slot) {
        policy.remove(slot)
        residentEvicted(slot)
    }

    /// Counts a disagreement between experts, and lets older ones fade.
    mutating func judge(hit: Bool, fading: Double) {
        misses = misses * fading + (hit ? 0 : 1)
    }
}
