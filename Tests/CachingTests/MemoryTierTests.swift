import Caching
import Synchronization
import TestKit
import Testing

@Suite struct MemoryTierTests {
    @Test("gives back what was put in", arguments: EvictionPolicyKind.allCases)
    func givesBackWhatWasPutIn(kind: EvictionPolicyKind) {
        let tier = MemoryTier<String, [UInt8]>(capacity: 100, policy: kind)
        #expect(tier.value(for: "a") == nil)
        #expect(tier.insert([1, 2, 3], for: "a", weight: 3))
        #expect(tier.value(for: "a") == [1, 2, 3])
        #expect(tier.insert([4], for: "a", weight: 1))
        #expect(tier.value(for: "a") == [4])
        #expect(tier.remove("a") == [4])
        #expect(tier.remove("a") == nil)
        #expect(tier.value(for: "a") == nil)
    }

    @Test("counts what happens")
    func countsWhatHappens() {
        let tier = MemoryTier<Int, String>(capacity: 10, policy: .lru)
        for key in 0..<4 { tier.insert("\(key)", for: key, weight: 4) }  // 0 and 1 go
        _ = tier.value(for: 0)
        _ = tier.value(for: 2)
        _ = tier.value(for: 3)
        #expect(!tier.insert("heavy", for: 5, weight: 11))
        var expected = MemoryStatistics()
        expected.hits = 2
        expected.misses = 1
        expected.insertions = 5
        expected.evictions = 2
        expected.refusals = 1
        expected.entries = 2
        expected.weight = 8
        expected.capacity = 10
        #expect(tier.statistics == expected)
        #expect(abs(tier.statistics.hitRatio - 2.0 / 3) < 1e-9)

        tier.removeAll()
        expected.entries = 0
        expected.weight = 0
        #expect(tier.statistics == expected)
        #expect(tier.value(for: 2) == nil)
        #expect(tier.insert("again", for: 2, weight: 10))
    }

    @Test("an older value goes when a new one of its key is too heavy", arguments: EvictionPolicyKind.allCases)
    func anOlderValueGoes(kind: EvictionPolicyKind) {
        let tier = MemoryTier<Int, String>(capacity: 10, policy: kind)
        tier.insert("old", for: 1, weight: 5)
        #expect(!tier.insert("new", for: 1, weight: 50))
        #expect(tier.value(for: 1) == nil)
        #expect(tier.statistics.entries == 0)
    }

    @Test("never confuses keys or outgrows its capacity", arguments: EvictionPolicyKind.allCases, [1, 30, 200])
    func neverConfusesKeys(kind: EvictionPolicyKind, capacity: Int) {
        let tier = MemoryTier<Int, Int>(capacity: capacity, policy: kind)
        var random = SeededGenerator(seed: 9)
        var latest: [Int: Int] = [:]
        for step in 0..<8000 {
            let key = Int.random(in: 0..<120, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: if let value = tier.remove(key) { #expect(value == latest[key]) }
            case 1...3:
                latest[key] = step
                tier.insert(step, for: key, weight: Int.random(in: 0...9, using: &random))
            default: if let value = tier.value(for: key) { #expect(value == latest[key]) }
            }
            #expect(tier.statistics.weight <= capacity)
        }
        #expect(tier.statistics.entries > 0)
    }

    @Test("lets go of every value that it does not hold", arguments: EvictionPolicyKind.allCases)
    func letsGoOfValues(kind: EvictionPolicyKind) {
        let living = LivingCount()
        do {
            let tier = MemoryTier<Int, Living>(capacity: 20, policy: kind)
            for key in 0..<500 { tier.insert(Living(living), for: key % 77, weight: 1 + key % 3) }
            #expect(living.count.withLock { $0 } == tier.statistics.entries)
            tier.removeAll()
            #expect(living.count.withLock { $0 } == 0)
            tier.insert(Living(living), for: 1, weight: 1)
        }
        #expect(living.count.withLock { $0 } == 0)
    }

    @Test("a value may ask the cache at its very end", .timeLimit(.minutes(1)))
    func aValueMayAskTheCacheAtItsEnd() {
        let tier = MemoryTier<Int, Curious>(capacity: 2)
        for key in 0..<20 { tier.insert(Curious { _ = tier.statistics }, for: key % 5, weight: 1) }
        _ = tier.remove(4)
        tier.removeAll()
        #expect(tier.statistics.entries == 0)
    }

    @Test("many tasks at once see values of their own keys only, and every request is counted")
    func manyTasksAtOnce() async {
        let tier = MemoryTier<Int, Int>(capacity: 64)
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var random = SeededGenerator(seed: UInt64(worker))
                    var confused = 0
                    for _ in 0..<2000 {
                        let key = Int.random(in: 0..<200, using: &random)
                        if let value = tier.value(for: key) {
                            confused += value == key * 7 ? 0 : 1
                        } else {
                            tier.insert(key * 7, for: key, weight: 1)
                        }
                    }
                    return confused
                }
            }
            for await confused in group { #expect(confused == 0) }
        }
        #expect(tier.statistics.hits + tier.statistics.misses == 16_000)
        #expect(tier.statistics.insertions == tier.statistics.misses)
        #expect(tier.statistics.entries == 64)
    }
}

private final class LivingCount: Sendable {
    let count = Mutex(0)
}

/// Counts itself while it lives.
private final class Living: Sendable {
    private let living: LivingCount

    init(_ living: LivingCount) {
        self.living = living
        living.count.withLock { $0 += 1 }
    }

    deinit {
        living.count.withLock { $0 -= 1 }
    }
}

/// Does something when it ends.
private final class Curious: Sendable {
    private let atEnd: @Sendable () -> Void

    init(_ atEnd: @escaping @Sendable () -> Void) {
        self.atEnd = atEnd
    }

    deinit {
        atEnd()
    }
}
