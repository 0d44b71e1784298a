import Resilience
import Synchronization
import TestKit
import Testing

@Suite("Admission gate")
struct AdmissionGateTests {
    let time = ManualTime()

    func gate(_ places: Int = 1, rate: RateLimit = RateLimit(), mostWaiting: Int = 100) -> AdmissionGate {
        AdmissionGate(
            concurrency: AdaptiveLimit(policy: .fixed(places)), rate: rate, mostWaiting: mostWaiting,
            time: time.source)
    }

    /// Waits, without a clock, until so many calls wait at the gate.
    func waiting(_ count: Int, at gate: AdmissionGate) async {
        while gate.snapshot.waiting != count { await Task.yield() }
    }

    @Test("lets calls through while there is room, and frees a place once only")
    func room() throws {
        let gate = gate(2)
        let first = try #require(gate.tryAcquire())
        let second = try #require(gate.tryAcquire())
        #expect(gate.tryAcquire() == nil)
        first.release(.success)
        first.release(.success)
        #expect(gate.counts == [1, 0])
        second.release(.failed)
        #expect(gate.snapshot.inFlight == 0)
    }

    @Test("a grant that is dropped frees its place")
    func dropped() {
        let gate = gate()
        for _ in 1...10 { _ = gate.tryAcquire() }
        #expect(gate.tryAcquire() != nil)
    }

    @Test("serves higher priorities first, and first come first within one")
    func order() async throws {
        let gate = gate()
        let held = try #require(gate.tryAcquire())
        let served = Log<String>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            let names = ["low-1": 0, "high-1": 5, "low-2": 0, "high-2": 5, "middle": 3]
            for (count, name) in ["low-1", "high-1", "low-2", "high-2", "middle"].enumerated() {
                group.addTask {
                    let grant = try await gate.acquire(priority: names[name] ?? 0)
                    served.add(name)
                    grant.release(.success)
                }
                await waiting(count + 1, at: gate)
            }
            held.release(.success)
            try await group.waitForAll()
        }
        #expect(served.entries == ["high-1", "high-2", "middle", "low-1", "low-2"])
        #expect(gate.counts == [0, 0])
    }

    @Test("wakes waiters when the rate allows them, one task sleeping for all")
    func rate() async throws {
        let gate = gate(10, rate: RateLimit(requests: [GCRA(rate: 1, per: .seconds(1), burst: 1)]))
        _ = try #require(gate.tryAcquire())
        let admitted = Log<Duration>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for count in 1...3 {
                group.addTask {
                    let grant = try await gate.acquire()
                    admitted.add(grant.admitted - time.start)
                }
                await waiting(count, at: gate)
            }
            for left in [2, 1, 0] {
                await time.waitForSleepers(1)
                #expect(time.sleepers == 1)
                time.advance(by: .seconds(1))
                await waiting(left, at: gate)
            }
            try await group.waitForAll()
        }
        #expect(admitted.entries == [.seconds(1), .seconds(2), .seconds(3)])
        #expect(time.sleepers == 0, "nothing runs when nobody waits")
    }

    @Test("says at once that a deadline cannot be kept, and when one passes in the queue")
    func deadline() async throws {
        let limited = gate(10, rate: RateLimit(requests: [GCRA(rate: 1, per: .seconds(10), burst: 1)]))
        _ = try #require(limited.tryAcquire())
        await #expect(throws: AdmissionFailure.deadline) {
            try await limited.acquire(deadline: time.start + .seconds(5))
        }

        let busy = gate()
        let held = try #require(busy.tryAcquire())
        let waiter = Task { try await busy.acquire(deadline: time.start + .seconds(5)) }
        await waiting(1, at: busy)
        await time.waitForSleepers(1)
        time.advance(by: .seconds(5))
        await #expect(throws: AdmissionFailure.deadline) { try await waiter.value }
        #expect(busy.snapshot.waiting == 0)
        held.release(.success)
        #expect(busy.tryAcquire() != nil)
    }

    @Test("a cancelled waiter leaves the queue, and those behind it go ahead")
    func cancellation() async throws {
        let gate = gate()
        let held = try #require(gate.tryAcquire())
        let cancelled = Task { try await gate.acquire(priority: 9) }
        await waiting(1, at: gate)
        let other = Task { try await gate.acquire().release(.success) }
        await waiting(2, at: gate)
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        held.release(.success)
        try await other.value
        let early = Task {
            let held = gate.tryAcquire()
            withUnsafeCurrentTask { $0?.cancel() }
            defer { held?.release(.success) }
            _ = try await gate.acquire()
        }
        await #expect(throws: CancellationError.self) { try await early.value }
        #expect(gate.counts == [0, 0])
    }

    @Test("turns calls away when too many wait")
    func full() async throws {
        let gate = gate(mostWaiting: 1)
        let held = try #require(gate.tryAcquire())
        let waiter = Task { try await gate.acquire() }
        await waiting(1, at: gate)
        await #expect(throws: AdmissionFailure.full(waiting: 1)) { try await gate.acquire() }
        held.release(.success)
        try await waiter.value.release(.success)
    }

    @Test("corrects the estimate of tokens, and gives back the cost of a call that was not made")
    func tokens() throws {
        let gate = gate(10, rate: RateLimit(tokens: [GCRA(rate: 100, per: .seconds(1))]))
        let cost = CallCost(tokens: 100)
        let unused = try #require(gate.tryAcquire(cost: cost))
        #expect(gate.tryAcquire(cost: cost) == nil)
        unused.release(.unused)
        let used = try #require(gate.tryAcquire(cost: cost))
        used.release(.success, actualTokens: 40)
        #expect(gate.tryAcquire(cost: CallCost(tokens: 61)) == nil)
        #expect(gate.tryAcquire(cost: CallCost(tokens: 60)) != nil)
    }

    @Test("learns from throttled calls, and changed limits let waiters through at once")
    func learning() async throws {
        let gate = gate(10, rate: RateLimit(learned: LearnedRate()))
        try #require(gate.tryAcquire()).release(.throttled)
        #expect(gate.snapshot.learnedRate != nil)
        let waiter = Task { try await gate.acquire() }
        await waiting(1, at: gate)
        gate.updateRate { $0.learned = nil }
        try await waiter.value.release(.success)
        while time.sleepers > 0 { await Task.yield() }
    }

    @Test("holds its limits and loses no call under a storm of calls, cancellations and deadlines", arguments: 0..<4)
    func storm(seed: UInt64) async throws {
        let gate = AdmissionGate(concurrency: AdaptiveLimit(policy: .fixed(5)), time: time.source)
        let crowd = Crowd()
        var generator = SeededGenerator(seed: seed)
        let ended = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<400 {
                let priority = Int.random(in: 0...3, using: &generator)
                let isCancelled = Int.random(in: 0..<5, using: &generator) == 0
                let yields = Int.random(in: 0...5, using: &generator)
                group.addTask {
                    let call = Task {
                        let grant = try await gate.acquire(
                            priority: priority, deadline: priority == 3 ? time.start + .seconds(60) : nil)
                        crowd.enter()
                        for _ in 0..<yields { await Task.yield() }
                        crowd.leave()
                        grant.release(.success)
                    }
                    if isCancelled { call.cancel() }
                    switch await call.result {
                    case .success: return 1
                    case .failure(let error):
                        if error is CancellationError, isCancelled { return 1 }
                        throw error
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(ended == 400)
        #expect(crowd.largest <= 5)
        #expect(gate.counts == [0, 0])
    }
}

extension AdmissionGate {
    /// The calls under way, and those that wait.
    fileprivate var counts: [Int] { [snapshot.inFlight, snapshot.waiting] }
}

private final class Log<Entry: Sendable>: Sendable {
    private let list = Mutex<[Entry]>([])
    var entries: [Entry] { list.withLock { $0 } }
    func add(_ entry: Entry) { list.withLock { $0.append(entry) } }
}

/// Counts who is in at once.
private final class Crowd: Sendable {
    private let counts = Mutex((present: 0, largest: 0))
    var largest: Int { counts.withLock { $0.largest } }

    func enter() {
        counts.withLock {
            $0.present += 1
            $0.largest = max($0.largest, $0.present)
        }
    }

    func leave() { counts.withLock { $0.present -= 1 } }
}
