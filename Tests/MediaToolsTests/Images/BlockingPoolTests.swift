import Dispatch
import MediaTools
import Synchronization
import Testing

/// How much runs at a time.
private final class Load: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int { state.withLock { $0.most } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() {
        state.withLock { $0.now -= 1 }
    }
}

@Suite struct BlockingPoolTests {
    @Test("runs everything, never more than its width at a time")
    func width() async throws {
        let pool = BlockingPool(width: 3)
        let load = Load()
        let squares = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await pool.run {
                        load.enter()
                        defer { load.leave() }
                        return number * number
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(squares == (0..<200).reduce(0) { $0 + $1 * $1 })
        #expect((1...3).contains(load.most))
    }

    @Test("passes errors on")
    func errors() async {
        struct Plum: Error {}
        let pool = BlockingPool(width: 1)
        await #expect(throws: Plum.self) { try await pool.run { throw Plum() } }
    }

    @Test("work that waits and is cancelled does not start, and its task need not wait for a thread")
    func cancellation() async throws {
        let pool = BlockingPool(width: 1)
        let gate = DispatchSemaphore(value: 0)
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let busy = Task {
            try await pool.run {
                signal.yield()
                gate.wait()
            }
        }
        for await _ in started { break }
        let ran = Mutex(false)
        let waiting = Task { try await pool.run { ran.withLock { $0 = true } } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        gate.signal()
        try await busy.value
        // Its place in the queue has passed.
        try await pool.run {}
        #expect(!ran.withLock { $0 })
    }

    @Test("ends its threads when it is let go")
    func end() async throws {
        let (ended, signal) = AsyncStream.makeStream(of: Void.self)
        do {
            let pool = BlockingPool(width: 4, atThreadEnd: { signal.yield() })
            try await pool.run {}
        }
        var count = 0
        for await _ in ended {
            count += 1
            if count == 4 { break }
        }
        #expect(count == 4)
    }
}
