import Resilience
import Synchronization
import TestKit
import Testing

@Suite("Manual time")
struct ManualTimeTests {
    @Test("wakes sleepers in the order of their instants, each at its own")
    func wakesInOrder() async throws {
        let time = ManualTime()
        let source = time.source
        try await withThrowingTaskGroup(of: Int.self) { group in
            for seconds in [3, 1, 2] {
                group.addTask {
                    try await source.sleep(time.start + .seconds(seconds))
                    return seconds
                }
            }
            await time.waitForSleepers(3)
            var woken: [Int] = []
            for _ in 1...3 {
                time.advance(by: .seconds(1))
                woken.append(try await group.next() ?? 0)
            }
            #expect(woken == [1, 2, 3])
        }
        #expect(time.now == time.start + .seconds(3))
    }

    @Test("does not let a sleeper lie whose instant has come")
    func returnsAtOnce() async throws {
        let time = ManualTime()
        time.advance(by: .seconds(5))
        try await time.source.sleep(time.start + .seconds(5))
        #expect(time.sleepers == 0)
    }

    @Test("wakes a cancelled sleeper with a cancellation error, before or after it lay down")
    func cancellation() async throws {
        let time = ManualTime()
        let sleeper = Task { try await time.source.sleep(time.start + .seconds(1)) }
        await time.waitForSleepers(1)
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await time.source.sleep(time.start + .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await early.value }
        #expect(time.sleepers == 0)
    }
}
