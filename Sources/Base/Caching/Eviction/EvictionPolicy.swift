/// The number of an entry. Policies decide about numbers, so that a key is hashed once however many of them look at it,
/// and so that their lists are arrays. ``KeyedEviction`` gives each key its slot. Small, dense and reused.
public typealias Slot = Int

/// Decides what a cache of limited weight keeps. A pure state machine: no keys, no values, no clock, no lock.
///
/// Every entry has a weight, in whatever unit the capacity is in: 1 to count entries, or bytes. A weight below 1
/// counts as 1. Every operation takes constant time (amortised).
public protocol EvictionPolicy: Sendable {
    /// - Parameter capacity: the greatest total weight of what is kept. Below 1, nothing is.
    init(capacity: Int)

    var capacity: Int { get }

    /// The total weight of what is kept; never above `capacity`.
    var weight: Int { get }

    /// Whether the entry is kept.
    func contains(_ slot: Slot) -> Bool

    /// Whether the policy knows anything of the slot. A policy may remember entries that it does not keep any more, to
    /// recognise them when they return. A slot may be given to another key only when this is false.
    func remembers(_ slot: Slot) -> Bool

    /// A kept entry was asked for. Calling it for any other slot changes nothing.
    mutating func recordHit(_ slot: Slot, into changes: inout EvictionChanges)

    /// An entry that was not there is put in, and others go to make room. An entry heavier than the capacity is not
    /// kept, and is its own victim. If it is kept already, it is weighed anew.
    mutating func recordInsertion(_ slot: Slot, weight: Int, into changes: inout EvictionChanges)

    /// Takes an entry out and forgets it.
    mutating func remove(_ slot: Slot)
}

/// What an operation changed. The caller empties it and hands it in again, so that operations allocate nothing.
public struct EvictionChanges: Sendable {
    /// Entries that were kept and are no longer, oldest decision first.
    public var victims: [Slot] = []
    /// Entries, not kept for a while, that were forgotten as well. Ask ``EvictionPolicy/remembers(_:)`` before reusing
    /// the slot: it may have come back since.
    public var forgotten: [Slot] = []

    @inlinable
    public init() {}

    @inlinable
    public var isEmpty: Bool { victims.isEmpty && forgotten.isEmpty }

    @inlinable
    public mutating func reset() {
        victims.removeAll(keepingCapacity: true)
        forgotten.removeAll(keepingCapacity: true)
    }
}

/// The policies to choose from.
public enum EvictionPolicyKind: String, Sendable, CaseIterable {
    /// Imitates the best of the three others. The default: see ``AdaptivePolicy``.
    case adaptive
    case lru
    case s3fifo
    case lirs

    public func makePolicy(capacity: Int) -> any EvictionPolicy {
        switch self {
        case .adaptive: AdaptivePolicy(capacity: capacity)
        case .lru: LRU(capacity: capacity)
        case .s3fifo: S3FIFO(capacity: capacity)
        case .lirs: LIRS(capacity: capacity)
        }
    }
}

extension Int {
    /// A capacity that sums of a few weights cannot overflow.
    var asCapacity: Int { Swift.min(Swift.max(self, 0), Int.max / 8) }
}
