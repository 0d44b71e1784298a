public import Synchronization

/// Values in memory, up to a total weight. Safe to use from any thread; never waits for anything but its own lock, which
/// is held for well under a microsecond.
///
///     let memory = MemoryTier<String, Data>(capacity: 64 << 20)
///     memory.insert(thumbnail, for: "kyoto/1", weight: thumbnail.count)
///     memory.value(for: "kyoto/1")   // the thumbnail, until something better needs the room
///
/// A hit hashes the key once and allocates nothing.
public final class MemoryTier<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    @usableFromInline let state: Mutex<State>
    @usableFromInline let capacity: Int
    @usableFromInline let kind: EvictionPolicyKind

    /// - Parameters:
    ///   - capacity: the greatest total weight of the values, in the unit of the weights (bytes, or 1 for each).
    ///   - policy: decides what goes when room is needed.
    public init(capacity: Int, policy: EvictionPolicyKind = .adaptive) {
        self.capacity = capacity
        kind = policy
        state = Mutex(State(policy: policy.makePolicy(capacity: capacity)))
    }

    /// The value, if it is there. Counts as a hit or a miss.
    @inlinable
    public func value(for key: Key) -> Value? {
        state.withLock { state in
            guard let slot = state.eviction.recordHit(key) else {
                state.statistics.misses += 1
                return nil
            }
            state.statistics.hits += 1
            return state.values[slot]
        }
    }

    /// Keeps a value, in place of an older one of the same key, and gives up others to make room.
    ///
    /// - Parameter weight: what it weighs; below 1 counts as 1.
    /// - Returns: whether it is kept: not if it is heavier than the capacity.
    @inlinable
    @discardableResult
    public func insert(_ value: Value, for key: Key, weight: Int) -> Bool {
        // Values leave the lock before they are let go: the end of a value may be long, or ask this very cache.
        let (isKept, dropped) = state.withLock { $0.insert(value, for: key, weight: weight) }
        withExtendedLifetime(dropped) {}
        return isKept
    }

    /// Takes a value out.
    @inlinable
    @discardableResult
    public func remove(_ key: Key) -> Value? {
        state.withLock { state in
            guard let slot = state.eviction.remove(key) else { return nil }
            return state.values[slot].take()
        }
    }

    /// Takes all values out, and forgets what was learnt about keys. The counts of hits and misses go on.
    public func removeAll() {
        var fresh = State(policy: kind.makePolicy(capacity: capacity))
        let old = state.withLock { state in
            fresh.statistics = state.statistics
            let old = state
            state = fresh
            return old
        }
        withExtendedLifetime(old) {}
    }

    /// What happened so far, and what is there.
    public var statistics: MemoryStatistics {
        state.withLock { state in
            var statistics = state.statistics
            statistics.entries = state.eviction.count
            statistics.weight = state.eviction.weight
            statistics.capacity = state.eviction.capacity
            return statistics
        }
    }
}

extension MemoryTier {
    @usableFromInline
    struct State: Sendable {
        @usableFromInline var eviction: KeyedEviction<Key>
        /// The value of each slot; `nil` where nothing is kept.
        @usableFromInline var values: [Value?] = []
        @usableFromInline var statistics = MemoryStatistics()

        init(policy: any EvictionPolicy) {
            eviction = KeyedEviction(policy: policy)
        }

        /// Returns whether the value is kept, and the values that are no longer.
        @inlinable
        mutating func insert(_ value: Value, for key: Key, weight: Int) -> (isKept: Bool, dropped: [Value]) {
            var dropped: [Value] = []
            statistics.insertions += 1
            // `eviction` and `values` are separate places: the one decides while the other gives up what it names.
            let slot = eviction.recordInsertion(key, weight: weight) { slot, victim in
                if slot < values.count, let value = values[slot].take() { dropped.append(value) }
                if victim != key { statistics.evictions += 1 }
            }
            guard let slot else {
                statistics.refusals += 1
                return (false, dropped)
            }
            while values.count <= slot { values.append(nil) }
            if let old = values[slot] { dropped.append(old) }
            values[slot] = value
            return (true, dropped)
        }
    }
}
