import Caching
import TestKit
import Testing

/// One examination for every policy.
@Suite struct EvictionPolicyTests {
    @Test("keeps its promises over random requests", arguments: EvictionPolicyKind.allCases, [1, 2, 7, 40, 300])
    func keepsItsPromises(kind: EvictionPolicyKind, capacity: Int) {
        for seed in 1...4 {
            var examination = Examination(kind: kind, capacity: capacity, seed: UInt64(seed))
            for step in 0..<1500 {
                examination.takeStep()
                if step % 100 == 0 { examination.compareEverything() }
            }
            examination.compareEverything()
        }
    }

    @Test("keeps everything while there is room", arguments: EvictionPolicyKind.allCases)
    func keepsEverythingWhileThereIsRoom(kind: EvictionPolicyKind) {
        var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: 100))
        for key in 0..<50 { #expect(eviction.recordInsertion(key, weight: 2) == []) }
        #expect((0..<50).allSatisfy { eviction.contains($0) })
        #expect(eviction.weight == 100)
        #expect(eviction.count == 50)
    }

    @Test("refuses what is heavier than the capacity", arguments: EvictionPolicyKind.allCases)
    func refusesWhatIsTooHeavy(kind: EvictionPolicyKind) {
        var eviction = KeyedEviction<String>(policy: kind.makePolicy(capacity: 10))
        eviction.recordInsertion("small", weight: 3)
        #expect(eviction.recordInsertion("heavy", weight: 11) == ["heavy"])
        #expect(!eviction.contains("heavy"))
        #expect(eviction.contains("small"))
        #expect(eviction.recordInsertion("heaviest", weight: .max) == ["heaviest"])
        // One that grew too heavy leaves.
        #expect(eviction.recordInsertion("small", weight: 11) == ["small"])
        #expect(eviction.count == 0)
        #expect(eviction.weight == 0)
    }

    @Test("makes room for one that fills the whole capacity", arguments: EvictionPolicyKind.allCases)
    func makesRoomForTheWholeCapacity(kind: EvictionPolicyKind) {
        var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: 20))
        for key in 0..<20 { eviction.recordInsertion(key, weight: 1) }
        #expect(Set(eviction.recordInsertion(99, weight: 20)) == Set(0..<20))
        #expect(eviction.contains(99))
        #expect(eviction.recordInsertion(100, weight: 1) == [99])
    }

    @Test("keeps nothing without capacity", arguments: EvictionPolicyKind.allCases, [0, -5, Int.min])
    func keepsNothingWithoutCapacity(kind: EvictionPolicyKind, capacity: Int) {
        var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: capacity))
        #expect(eviction.recordInsertion(1, weight: 0) == [1])
        #expect(eviction.recordHit(1) == nil)
        #expect(eviction.rememberedCount == 0)
    }

    @Test("counts a weight below one as one, and bears the greatest numbers", arguments: EvictionPolicyKind.allCases)
    func bearsAnyNumber(kind: EvictionPolicyKind) {
        var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: .max))
        eviction.recordInsertion(1, weight: .min)
        eviction.recordInsertion(2, weight: 0)
        #expect(eviction.weight == 2)
        for key in 3..<20 { eviction.recordInsertion(key, weight: eviction.capacity) }
        #expect(eviction.weight <= eviction.capacity)
        #expect(eviction.count == 1)
    }

    @Test("forgets what is removed", arguments: EvictionPolicyKind.allCases)
    func forgetsWhatIsRemoved(kind: EvictionPolicyKind) {
        var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: 4))
        for key in 0..<9 { eviction.recordInsertion(key, weight: 1) }
        for key in 0..<9 { eviction.remove(key) }
        #expect(eviction.count == 0)
        #expect(eviction.weight == 0)
        #expect(eviction.rememberedCount == 0)
        #expect(eviction.remove(3) == nil)
    }

    @Test("remembers a bounded number of keys", arguments: EvictionPolicyKind.allCases, [1, 10, 100])
    func remembersABoundedNumber(kind: EvictionPolicyKind, capacity: Int) {
        var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: capacity))
        for key in GeneratedTrace.scans.requests(20_000, capacity: capacity * 4, seed: 5) {
            if eviction.recordHit(key) == nil { eviction.recordInsertion(key, weight: 1) }
            #expect(eviction.rememberedCount <= 4 * capacity + 4)
        }
        #expect(eviction.count == capacity)
    }
}

/// A policy beside a plain dictionary of what it should hold.
private struct Examination {
    private var eviction: KeyedEviction<Int>
    private var model: [Int: Int] = [:]
    private let capacity: Int
    private var random: SeededGenerator
    private let keys: Range<Int>

    init(kind: EvictionPolicyKind, capacity: Int, seed: UInt64) {
        eviction = KeyedEviction(policy: kind.makePolicy(capacity: capacity))
        self.capacity = capacity
        random = SeededGenerator(seed: seed)
        keys = 0..<(capacity * 2 + 3)
    }

    mutating func takeStep() {
        // The lesser of two: some keys are popular.
        let key = min(Int.random(in: keys, using: &random), Int.random(in: keys, using: &random))
        if Int.random(in: 0..<20, using: &random) == 0 {
            #expect((eviction.remove(key) != nil) == (model.removeValue(forKey: key) != nil))
        } else if Int.random(in: 0..<3, using: &random) > 0, eviction.recordHit(key) != nil {
            #expect(model[key] != nil, "a hit on a key that should not be there")
        } else {
            insert(
                key,
                weight: Int.random(in: 0..<8, using: &random) == 0
                    ? Int.random(in: 0...capacity + 1, using: &random) : Int.random(in: 1...3, using: &random))
        }
        #expect(eviction.weight <= capacity)
        #expect(eviction.weight == model.values.reduce(0, +))
        #expect(eviction.count == model.count)
    }

    private mutating func insert(_ key: Int, weight: Int) {
        let victims = eviction.recordInsertion(key, weight: weight)
        #expect(Set(victims).count == victims.count)
        if max(1, weight) > capacity {
            #expect(victims == [key])
            model[key] = nil
        } else {
            for victim in victims {
                #expect(victim != key)
                #expect(model.removeValue(forKey: victim) != nil, "a victim that was not kept")
            }
            model[key] = max(1, weight)
        }
    }

    func compareEverything() {
        #expect(keys.allSatisfy { eviction.contains($0) == (model[$0] != nil) })
    }
}
