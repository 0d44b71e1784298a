/// An eviction policy over keys: gives each key that the policy knows a slot, and takes it back when it is forgotten.
///
/// A key stays here for as long as the policy remembers it, which can be longer than the entry is kept: an adaptive
/// policy remembers a few times as many keys as there are entries.
///
///     var eviction = KeyedEviction<String>(policy: LRU(capacity: 2))
///     eviction.recordInsertion("a", weight: 1)   // []
///     eviction.recordInsertion("b", weight: 1)   // []
///     eviction.recordHit("a")                    // the slot of "a"
///     eviction.recordInsertion("c", weight: 1)   // ["b"]
public struct KeyedEviction<Key: Hashable & Sendable>: Sendable {
    @usableFromInline var slots: [Key: Int] = [:]
    /// The key of each slot; `nil` where the slot is free.
    @usableFromInline var keys: [Key?] = []
    @usableFromInline var free: [Int] = []
    @usableFromInline var policy: any EvictionPolicy
    @usableFromInline var changes = EvictionChanges()
    @usableFromInline var kept = 0

    @inlinable
    public init(policy: any EvictionPolicy) {
        self.policy = policy
    }

    /// How many entries are kept.
    @inlinable
    public var count: Int { kept }

    /// How many keys the policy knows: those kept, and those it would recognise.
    @inlinable
    public var rememberedCount: Int { slots.count }

    @inlinable
    public var weight: Int { policy.weight }

    @inlinable
    public var capacity: Int { policy.capacity }

    @inlinable
    public func contains(_ key: Key) -> Bool {
        guard let slot = slots[key] else { return false }
        return policy.contains(slot)
    }

    /// An entry was asked for. Returns its slot if it is kept; otherwise nothing changes.
    @inlinable
    @discardableResult
    public mutating func recordHit(_ key: Key) -> Int? {
        guard let slot = slots[key], policy.contains(slot) else { return nil }
        policy.recordHit(slot, into: &changes)
        if !changes.isEmpty { settle { _, _ in } }
        return slot
    }

    /// Puts an entry in; returns the keys that were evicted for it. The key itself is among them if the entry is heavier
    /// than the capacity.
    @inlinable
    @discardableResult
    public mutating func recordInsertion(_ key: Key, weight: Int) -> [Key] {
        var victims: [Key] = []
        recordInsertion(key, weight: weight) { _, victim in victims.append(victim) }
        return victims
    }

    /// Puts an entry in, naming each that is evicted for it with the slot it had.
    ///
    /// - Returns: the slot of the entry, or `nil` if it is heavier than the capacity and so not kept.
    @inlinable
    @discardableResult
    public mutating func recordInsertion(_ key: Key, weight: Int, evicting: (Int, Key) -> Void) -> Int? {
        let slot = slots[key] ?? makeSlot(for: key)
        let wasKept = policy.contains(slot)
        policy.recordInsertion(slot, weight: weight, into: &changes)
        let isKept = policy.contains(slot)
        kept += (isKept ? 1 : 0) - (wasKept ? 1 : 0)
        // The newcomer itself is not counted among those that had been kept.
        kept -= changes.victims.count - (isKept ? 0 : 1)
        settle(evicting: evicting)
        return isKept ? slot : nil
    }

    /// Takes an entry out; returns the slot it had if it was kept.
    @inlinable
    @discardableResult
    public mutating func remove(_ key: Key) -> Int? {
        guard let slot = slots[key] else { return nil }
        let wasKept = policy.contains(slot)
        policy.remove(slot)
        release(slot)
        if wasKept { kept -= 1 }
        return wasKept ? slot : nil
    }
}

extension KeyedEviction {
    @inlinable
    mutating func makeSlot(for key: Key) -> Int {
        let slot = free.popLast() ?? keys.count
        if slot == keys.count { keys.append(key) } else { keys[slot] = key }
        slots[key] = slot
        return slot
    }

    @inlinable
    mutating func release(_ slot: Int) {
        guard let key = keys[slot] else { return }
        slots[key] = nil
        keys[slot] = nil
        free.append(slot)
    }

    /// Tells of the victims, and takes back the slots that nobody knows any more.
    @inlinable
    mutating func settle(evicting: (Int, Key) -> Void) {
        for slot in changes.victims {
            if let key = keys[slot] { evicting(slot, key) }
            if !policy.remembers(slot) { release(slot) }
        }
        for slot in changes.forgotten where !policy.remembers(slot) { release(slot) }
        changes.reset()
    }
}
