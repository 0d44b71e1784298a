import Resilience
import Synchronization
import TestKit
import Testing

private struct Refused: Error, Equatable {
    var name: String
}

/// A call that waits until the test answers it, and notes its cancellation.
private final class Answer: Sendable {
    private let stream = AsyncStream.makeStream(of: Result<String, Refused>.self)
    let began = AsyncStream.makeStream(of: Void.self)
    private let cancellations = Atomic(0)
    private let begun = Atomic(0)

    var wasCancelled: Bool { cancellations.load(ordering: .sequentiallyConsistent) > 0 }
    var calls: Int { begun.load(ordering: .sequentiallyConsistent) }

    func give(_ result: Result<String, Refused>) { stream.continuation.yield(result) }

    func call() async throws -> String {
        begun.add(1, ordering: .sequentiallyConsistent)
        began.continuation.yield()
        for await result in stream.stream { return try result.get() }
        cancellations.add(1, ordering: .sequentiallyConsistent)
        throw CancellationError()
    }

    func waitUntilBegun() async {
        for await _ in began.stream { return }
    }
}

@Suite("A hedged call")
struct HedgedTests {
    private let time = ManualTime()
    private let primary = Answer()
    private let backup = Answer()

    private func start(
        after delay: Duration? = .seconds(1), mayHedge: Bool = true
    ) -> Task<HedgeOutcome<String>, any Error> {
        Task {
            try await hedged(
                after: delay, time: time.source, primary: { try await primary.call() },
                backup: { try await backup.call() }, mayHedge: { mayHedge })
        }
    }

    @Test("without a delay is the primary alone")
    func withoutDelay() async throws {
        primary.give(.success("one"))
        let outcome = try await start(after: nil).value
        #expect(outcome.value == "one" && outcome.winner == .primary && !outcome.didHedge)
        #expect(time.sleepers == 0)
    }

    @Test("is not hedged when the primary answers before the delay")
    func quickPrimary() async throws {
        let call = start()
        await time.waitForSleepers(1)
        primary.give(.success("one"))
        let outcome = try await call.value
        #expect(outcome.winner == .primary && !outcome.didHedge)
        #expect(backup.calls == 0)
        #expect(time.sleepers == 0)
    }

    @Test("takes the backup's answer when that comes first, and cancels the primary")
    func backupWins() async throws {
        let call = start()
        await time.waitForSleepers(1)
        time.advance(by: .seconds(1))
        await backup.waitUntilBegun()
        backup.give(.success("two"))
        let outcome = try await call.value
        #expect(outcome.value == "two" && outcome.winner == .backup && outcome.didHedge)
        #expect(outcome.loserFailure == nil)
        #expect(primary.wasCancelled)
    }

    @Test("takes the primary's answer when that still comes first, and cancels the backup")
    func primaryWins() async throws {
        let call = start()
        await time.waitForSleepers(1)
        time.advance(by: .seconds(1))
        await backup.waitUntilBegun()
        primary.give(.success("one"))
        let outcome = try await call.value
        #expect(outcome.value == "one" && outcome.winner == .primary && outcome.didHedge)
        #expect(backup.wasCancelled)
    }

    @Test("fails at once when the primary fails before the delay")
    func primaryFailsEarly() async throws {
        let call = start()
        await time.waitForSleepers(1)
        primary.give(.failure(Refused(name: "one")))
        await #expect(throws: Refused(name: "one")) { try await call.value }
        #expect(backup.calls == 0)
    }

    @Test("awaits the other when one fails after the hedge began", arguments: [true, false])
    func oneFailsLate(isPrimary: Bool) async throws {
        let (loser, winner) = isPrimary ? (primary, backup) : (backup, primary)
        let call = start()
        await time.waitForSleepers(1)
        time.advance(by: .seconds(1))
        await backup.waitUntilBegun()
        loser.give(.failure(Refused(name: "loser")))
        for _ in 0..<100 { await Task.yield() }
        winner.give(.success("winner"))
        let outcome = try await call.value
        #expect(outcome.value == "winner" && outcome.winner == (isPrimary ? .backup : .primary))
        #expect(outcome.didHedge && outcome.loserFailure as? Refused == Refused(name: "loser"))
    }

    @Test("fails with the last error when both fail")
    func bothFail() async throws {
        let call = start()
        await time.waitForSleepers(1)
        time.advance(by: .seconds(1))
        await backup.waitUntilBegun()
        primary.give(.failure(Refused(name: "one")))
        for _ in 0..<100 { await Task.yield() }
        backup.give(.failure(Refused(name: "two")))
        let result = await call.result
        #expect(throws: Refused.self) { try result.get() }
        #expect(!primary.wasCancelled)
    }

    @Test("is not hedged when the budget says no, and still waits for the primary")
    func notAllowed() async throws {
        let call = start(mayHedge: false)
        await time.waitForSleepers(1)
        time.advance(by: .seconds(1))
        for _ in 0..<100 { await Task.yield() }
        primary.give(.success("one"))
        let outcome = try await call.value
        #expect(outcome.winner == .primary && !outcome.didHedge)
        #expect(backup.calls == 0)
    }

    @Test("cancelling the caller cancels both")
    func cancellation() async throws {
        let call = start()
        await time.waitForSleepers(1)
        time.advance(by: .seconds(1))
        await backup.waitUntilBegun()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(primary.wasCancelled && backup.wasCancelled)
    }
}
