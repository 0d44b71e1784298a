import Caching
import TestKit
import Testing

/// What each policy is for.
@Suite struct EvictionBehaviourTests {
    @Test("LRU does what a plain list does", arguments: 1...6)
    func lruDoesWhatAListDoes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let capacity = Int.random(in: 1...30, using: &random)
        var eviction = KeyedEviction<Int>(policy: LRU(capacity: capacity))
        var list: [(key: Int, weight: Int)] = []  // the least recent first
        for _ in 0..<2000 {
            let key = Int.random(in: 0..<40, using: &random)
            if let place = list.firstIndex(where: { $0.key == key }) {
                #expect(eviction.recordHit(key) != nil)
                list.append(list.remove(at: place))
            } else {
                #expect(eviction.recordHit(key) == nil)
                let weight = Int.random(in: 1...min(capacity, 4), using: &random)
                var victims: [Int] = []
                while list.map(\.weight).reduce(0, +) + weight > capacity { victims.append(list.removeFirst().key) }
                list.append((key, weight))
                #expect(eviction.recordInsertion(key, weight: weight) == victims)
            }
        }
    }

    @Test("keeps popular keys through a scan", arguments: [EvictionPolicyKind.s3fifo, .lirs, .adaptive])
    func keepsPopularKeysThroughAScan(kind: EvictionPolicyKind) {
        func survivors(_ kind: EvictionPolicyKind) -> Int {
            var eviction = KeyedEviction<Int>(policy: kind.makePolicy(capacity: 100))
            var stranger = 1000
            func ask(_ key: Int) {
                if eviction.recordHit(key) == nil { eviction.recordInsertion(key, weight: 1) }
            }
            for _ in 0..<10 {
                for key in 0..<50 { ask(key) }
                for _ in 0..<20 {
                    ask(stranger)
                    stranger += 1
                }
            }
            for _ in 0..<1000 {
                ask(stranger)
                stranger += 1
            }
            return (0..<50).count { eviction.contains($0) }
        }
        #expect(survivors(kind) >= 48)
        #expect(survivors(.lru) == 0)
    }

    @Test("S3-FIFO takes a key that returns soon into its main queue")
    func s3fifoRecognisesGhosts() {
        var eviction = KeyedEviction<Int>(policy: S3FIFO(capacity: 10))
        for key in 0..<11 { eviction.recordInsertion(key, weight: 1) }
        #expect(!eviction.contains(0))
        eviction.recordInsertion(0, weight: 1)
        // Twice as many newcomers as there are places pass through the small queue, and do not touch it.
        for key in 100..<120 { eviction.recordInsertion(key, weight: 1) }
        #expect(eviction.contains(0))
        #expect((1..<11).allSatisfy { !eviction.contains($0) })
    }

    @Test("LIRS hits on most of a loop that is a little too long, where LRU never does")
    func lirsHitsOnALoop() {
        let loop = GeneratedTrace.loop.requests(20_000, capacity: 100, seed: 1)
        #expect(hitRatio(loop, policy: .lru, capacity: 100) == 0)
        #expect(hitRatio(loop, policy: .lirs, capacity: 100) > 0.7)
        #expect(hitRatio(loop, policy: .adaptive, capacity: 100) > 0.7)
    }

    @Test("adaptive is never worse than LRU", arguments: GeneratedTrace.allCases, [20, 100, 500])
    func adaptiveIsNeverWorseThanLRU(trace: GeneratedTrace, capacity: Int) {
        let requests = trace.requests(30_000, capacity: capacity, seed: 11)
        let lru = hitRatio(requests, policy: .lru, capacity: capacity)
        let adaptive = hitRatio(requests, policy: .adaptive, capacity: capacity)
        #expect(adaptive >= lru - 0.01, "\(trace) at \(capacity): \(adaptive) against \(lru)")
    }

    @Test("adaptive follows a change of pattern")
    func adaptiveFollowsAChange() {
        let requests = GeneratedTrace.changing.requests(60_000, capacity: 200, seed: 3)
        let adaptive = hitRatio(requests, policy: .adaptive, capacity: 200)
        let others = [EvictionPolicyKind.lru, .s3fifo, .lirs].map { hitRatio(requests, policy: $0, capacity: 200) }
        #expect(adaptive >= (others.max() ?? 1) - 0.01)
    }
}
