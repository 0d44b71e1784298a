import Resilience
import Synchronization
import TestKit
import Testing

/// Holds work back until the test opens it, and notes who came and who was cancelled.
final class WorkGate: Sendable {
    private let stream = AsyncStream.makeStream(of: Void.self)
    private let runsCount = Atomic(0)
    private let cancellations = Atomic(0)

    var runs: Int { runsCount.load(ordering: .sequentiallyConsistent) }
    var cancelled: Int { cancellations.load(ordering: .sequentiallyConsistent) }

    func open() { stream.continuation.finish() }

    func pass() async throws {
        runsCount.add(1, ordering: .sequentiallyConsistent)
        for await _ in stream.stream {}
        if Task.isCancelled {
            cancellations.add(1, ordering: .sequentiallyConsistent)
            throw CancellationError()
        }
    }
}

/// Lets other tasks run until the condition holds; the suite's time limit ends it when it never does.
func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

private struct Failed: Error, Equatable {}

@Suite("Single flight", .timeLimit(.minutes(2)))
struct SingleFlightTests {
    private let flights = SingleFlight<String, Int>()
    private let gate = WorkGate()

    private func caller(_ key: String = "a") -> Task<FlightResult<Int>, any Error> {
        Task {
            try await flights.value(for: key) {
                try await gate.pass()
                return 42
            }
        }
    }

    @Test("a thousand equal requests are one piece of work")
    func thousand() async throws {
        let callers = (0..<1_000).map { _ in caller() }
        await until { flights.callers(of: "a") == 1_000 }
        gate.open()
        var leaders = 0
        for caller in callers {
            let result = try await caller.value
            #expect(result.value == 42)
            if result.isLeader { leaders += 1 }
        }
        #expect(leaders == 1 && gate.runs == 1 && flights.count == 0)
    }

    @Test("the last one is served when the first 999 have left, the leader among them")
    func firstLeave() async throws {
        var callers = [caller()]
        await until { flights.callers(of: "a") == 1 }
        callers += (1..<1_000).map { _ in caller() }
        await until { flights.callers(of: "a") == 1_000 }
        for caller in callers.dropLast() { caller.cancel() }
        for caller in callers.dropLast() {
            await #expect(throws: CancellationError.self) { try await caller.value }
        }
        #expect(flights.callers(of: "a") == 1 && gate.cancelled == 0)
        gate.open()
        let result = try await callers[999].value
        #expect(result.value == 42 && !result.isLeader)
        #expect(gate.runs == 1 && gate.cancelled == 0)
    }

    @Test("the last to leave cancels the work, and who comes after begins anew")
    func lastLeaves() async throws {
        let callers = (0..<3).map { _ in caller() }
        await until { flights.callers(of: "a") == 3 && gate.runs == 1 }
        for caller in callers { caller.cancel() }
        await until { gate.cancelled == 1 }
        #expect(flights.count == 0)
        let next = try await flights.value(for: "a") { 7 }
        #expect(next.value == 7 && next.isLeader)
    }

    @Test("different keys do not share")
    func keys() async throws {
        let callers = [caller("a"), caller("b")]
        await until { gate.runs == 2 }
        #expect(flights.count == 2)
        gate.open()
        for caller in callers { #expect(try await caller.value.isLeader) }
    }

    @Test("a failure is shared, and not remembered")
    func failures() async throws {
        let callers = (0..<10).map { _ in
            Task { () -> Int in
                try await flights.value(for: "a") {
                    try await gate.pass()
                    throw Failed()
                }.value
            }
        }
        await until { flights.callers(of: "a") == 10 }
        gate.open()
        for caller in callers { await #expect(throws: Failed()) { try await caller.value } }
        #expect(gate.runs == 1)
        let next = try await flights.value(for: "a") { 1 }
        #expect(next.value == 1 && next.isLeader)
    }

    @Test("who is cancelled before the call does not begin any work")
    func cancelledBefore() async throws {
        let task = Task {
            await until { Task.isCancelled }
            return try await flights.value(for: "a") {
                try await gate.pass()
                return 1
            }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(gate.runs == 0 && flights.count == 0)
    }

    @Test("the work runs where the executor says, and keeps the leader's task-local values")
    func inheritance() async throws {
        let executor = CountingExecutor()
        let result = try await Trace.$name.withValue("request 7") {
            try await SingleFlight<Int, String>().value(for: 1, executor: executor) { Trace.name }
        }
        #expect(result.value == "request 7")
        #expect(executor.jobs.load(ordering: .sequentiallyConsistent) > 0)
    }

    @Test("any mixture of joining and leaving ends every call, and all work", arguments: 0..<8)
    func mixture(seed: UInt64) async {
        let flights = SingleFlight<Int, Int>()
        let running = RunningKeys()
        var random = SeededGenerator(seed: seed)
        let tasks = (0..<300).map { number in
            let key = number % 7
            let pauses = Int.random(in: 0..<20, using: &random)
            return Task {
                try await flights.value(for: key) {
                    running.begin(key)
                    defer { running.end(key) }
                    for _ in 0..<pauses { await Task.yield() }
                    if Task.isCancelled { throw CancellationError() }
                    return key
                }.value
            }
        }
        for task in tasks where Int.random(in: 0..<3, using: &random) == 0 {
            task.cancel()
            if Int.random(in: 0..<4, using: &random) == 0 { await Task.yield() }
        }
        for (number, task) in tasks.enumerated() {
            switch await task.result {
            case .success(let value): #expect(value == number % 7)
            case .failure(let error): #expect(error is CancellationError)
            }
        }
        await until { flights.count == 0 }
        await until { running.isEmpty }
    }
}

private final class RunningKeys: Sendable {
    private let counts = Mutex<[Int: Int]>([:])

    var isEmpty: Bool { counts.withLock { $0.values.allSatisfy { $0 == 0 } } }

    func begin(_ key: Int) { counts.withLock { $0[key, default: 0] += 1 } }
    func end(_ key: Int) { counts.withLock { $0[key, default: 0] -= 1 } }
}

enum Trace {
    @TaskLocal static var name = "none"
}

/// Runs jobs on the global pool, and counts them.
final class CountingExecutor: TaskExecutor {
    let jobs = Atomic(0)

    func enqueue(_ job: consuming ExecutorJob) {
        jobs.add(1, ordering: .sequentiallyConsistent)
        let job = UnownedJob(job)
        Task.detached { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
