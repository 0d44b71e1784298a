import Resilience
import Synchronization
import TestKit
import Testing

private struct Broken: Error, Equatable {}

@Suite("Stream flight", .timeLimit(.minutes(2)))
struct StreamFlightTests {
    private let flights = StreamFlight<String, Int>(mostBytes: 1_000)
    private let gate = WorkGate()

    /// Joins a stream of 0...9 that stops after 4 until the gate opens.
    private func join() -> FlightResult<StreamFollower<Int>> {
        flights.stream(for: "a") { [gate] sink in
            for number in 0..<5 { try sink.send(number) }
            try await gate.pass()
            for number in 5..<10 { try sink.send(number) }
        }
    }

    private func all(_ follower: StreamFollower<Int>) -> Task<[Int], any Error> {
        Task {
            var seen: [Int] = []
            for try await number in follower { seen.append(number) }
            return seen
        }
    }

    @Test("a thousand equal requests are one producer, and each sees everything from the start")
    func thousand() async throws {
        let readers = (0..<1_000).map { _ in all(join().value) }
        #expect(flights.followers(of: "a") == 1_000)
        gate.open()
        for reader in readers { #expect(try await reader.value == Array(0..<10)) }
        #expect(gate.runs == 1 && flights.count == 0)
    }

    @Test("the last one is served when the first 999 have left in the middle, the leader among them")
    func firstLeave() async throws {
        let readers = (0..<1_000).map { _ in all(join().value) }
        await until { gate.runs == 1 }
        for reader in readers.dropLast() { reader.cancel() }
        for reader in readers.dropLast() { _ = await reader.result }
        await until { flights.followers(of: "a") == 1 }
        #expect(gate.cancelled == 0)
        gate.open()
        #expect(try await readers[999].value == Array(0..<10))
        #expect(gate.runs == 1 && gate.cancelled == 0)
    }

    @Test("who comes late reads what there was, then follows live")
    func late() async throws {
        let leader = join()
        #expect(leader.isLeader)
        await until { gate.runs == 1 }
        let late = join()
        #expect(!late.isLeader)
        var iterator = late.value.makeAsyncIterator()
        for number in 0..<5 { #expect(try await iterator.next() == number) }
        gate.open()
        for number in 5..<10 { #expect(try await iterator.next() == number) }
        #expect(try await iterator.next() == nil)
        #expect(try await iterator.next() == nil)
        #expect(try await all(leader.value).value == Array(0..<10))
    }

    @Test("a follower that does not read hinders nobody, and can read everything after the end")
    func slowFollower() async throws {
        let (quick, slow) = (join().value, join().value)
        gate.open()
        #expect(try await all(quick).value == Array(0..<10))
        await until { flights.count == 0 }
        #expect(try await all(slow).value == Array(0..<10))
    }

    @Test("a follower that is released leaves; the last cancels the producer")
    func release() async throws {
        var followers = [join().value, join().value]
        await until { gate.runs == 1 }
        followers.removeFirst()
        #expect(flights.followers(of: "a") == 1)
        for try await number in followers[0] where number == 3 { break }
        #expect(flights.followers(of: "a") == 1 && gate.cancelled == 0)
        followers.removeFirst()
        await until { gate.cancelled == 1 }
        #expect(flights.count == 0)
    }

    @Test("leaving in so many words is leaving once")
    func leave() async throws {
        let (one, two) = (join().value, join().value)
        await until { gate.runs == 1 }
        one.leave()
        one.leave()
        #expect(flights.followers(of: "a") == 1)
        gate.open()
        #expect(try await all(two).value == Array(0..<10))
    }

    @Test("when the last waiting reader is cancelled, so is the producer, and the next request begins anew")
    func lastLeaves() async throws {
        let readers = (0..<3).map { _ in all(join().value) }
        await until { gate.runs == 1 }
        for reader in readers { reader.cancel() }
        await until { gate.cancelled == 1 }
        let next = flights.stream(for: "a") { sink in try sink.send(99) }
        #expect(next.isLeader)
        #expect(try await all(next.value).value == [99])
    }

    @Test("a failure comes after what there was, to everybody, and is not remembered")
    func failure() async throws {
        let join = { [gate, flights] in
            flights.stream(for: "a") { sink in
                try sink.send(1)
                try await gate.pass()
                throw Broken()
            }
        }
        let followers = [join().value, join().value]
        gate.open()
        for follower in followers {
            var iterator = follower.makeAsyncIterator()
            #expect(try await iterator.next() == 1)
            await #expect(throws: Broken()) { try await iterator.next() }
        }
        #expect(join().isLeader)
    }

    @Test("a stream that outgrows the limit ends with an explicit error, for all")
    func limit() async throws {
        let result = flights.stream(for: "a") { [gate] sink in
            try await gate.pass()
            for number in 0..<100 { try sink.send(number, bytes: 300) }
        }
        let other = flights.stream(for: "a") { _ in }
        #expect(!other.isLeader)
        gate.open()
        for follower in [result.value, other.value] {
            var seen: [Int] = []
            await #expect(throws: FlightFailure.streamTooLarge(limit: 1_000)) {
                for try await number in follower { seen.append(number) }
            }
            #expect(seen == [0, 1, 2])
        }
        #expect(FlightFailure.streamTooLarge(limit: 5).code == "flight.too-large")
    }

    @Test("a size that overflows is too large, not a crash")
    func overflow() async throws {
        let (_, follower) = SharedStream<Int>.start(mostBytes: .max) { sink in
            try sink.send(1, bytes: .max)
            try sink.send(2, bytes: .max)
        }
        await #expect(throws: FlightFailure.self) { for try await _ in follower {} }
    }

    @Test("a stream of its own can be followed until it ends")
    func standalone() async throws {
        let (stream, first) = SharedStream<Int>.start { [gate] sink in
            try sink.send(1)
            try await gate.pass()
        }
        let second = try #require(stream.follow())
        #expect(stream.followerCount == 2)
        gate.open()
        #expect(try await all(first).value == [1])
        #expect(try await all(second).value == [1])
        #expect(stream.follow() == nil)
    }

    @Test("the producer runs where the executor says")
    func executor() async throws {
        let executor = CountingExecutor()
        let result = flights.stream(for: "a", executor: executor) { sink in try sink.send(1) }
        #expect(try await all(result.value).value == [1])
        #expect(executor.jobs.load(ordering: .sequentiallyConsistent) > 0)
    }

    @Test("any mixture of reading and leaving shows each reader a prefix, and all to those who stay", arguments: 0..<8)
    func mixture(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let flights = StreamFlight<Int, Int>()
        let tasks = (0..<200).map { number in
            let follower = flights.stream(for: number % 3) { sink in
                for element in 0..<50 {
                    try sink.send(element)
                    if element % 5 == 0 { await Task.yield() }
                }
            }.value
            let most = Int.random(in: 0..<120, using: &random)
            return Task {
                var seen: [Int] = []
                for try await element in follower {
                    if seen.count == most { break }
                    seen.append(element)
                    if (element + number) % 7 == 0 { await Task.yield() }
                }
                return (seen, most)
            }
        }
        let cancelled = tasks.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
        for index in cancelled { tasks[index].cancel() }
        for (index, task) in tasks.enumerated() {
            switch await task.result {
            case .success(let (seen, most)): #expect(seen == Array(0..<min(most, 50)))
            case .failure(let error): #expect(error is CancellationError && cancelled.contains(index))
            }
        }
        await until { flights.count == 0 }
    }
}
