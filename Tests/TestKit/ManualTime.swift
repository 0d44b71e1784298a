package import Resilience
import Synchronization

/// A clock that stands still until a test moves it, and knows who sleeps by it.
///
///     let time = ManualTime()
///     async let answer = fetch(using: time.source)   // sleeps for 10 s somewhere inside
///     await time.waitForSleepers(1)
///     time.advance(by: .seconds(10))                 // the sleeper wakes; nobody waited for real
package final class ManualTime: Sendable {
    /// The instant at which the clock stood when it was made.
    package let start: ContinuousClock.Instant
    private let state: Mutex<State>

    private struct Sleeper {
        let number: Int
        let wakeTime: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: ContinuousClock.Instant
        var sleepers: [Sleeper] = []
        var watchers: [Watcher] = []
        var nextNumber = 0
        /// Sleepers whose task was cancelled before they lay down.
        var cancelledEarly: Set<Int> = []
    }

    package init(start: ContinuousClock.Instant = .now) {
        self.start = start
        state = Mutex(State(now: start))
    }

    package var now: ContinuousClock.Instant { state.withLock { $0.now } }

    /// How many tasks sleep by this clock.
    package var sleepers: Int { state.withLock { $0.sleepers.count } }

    /// The instants for which the sleepers wait, earliest first.
    package var wakeTimes: [ContinuousClock.Instant] { state.withLock { $0.sleepers.map(\.wakeTime).sorted() } }

    /// What to hand to the code under test.
    package var source: TimeSource {
        TimeSource(now: { self.now }, sleep: { try await self.sleep(until: $0) })
    }

    /// Moves the clock and wakes whose time has come, earliest first, each at its own instant; among equals, who
    /// lay down first wakes first.
    package func advance(by duration: Duration) {
        let target = now + duration
        while let sleeper = takeNext(until: target) { sleeper.continuation.resume() }
        state.withLock { $0.now = max($0.now, target) }
    }

    /// Suspends until at least `count` tasks sleep by this clock.
    package func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    private func takeNext(until target: ContinuousClock.Instant) -> Sleeper? {
        state.withLock { state in
            let order = state.sleepers.indices.min {
                let (one, other) = (state.sleepers[$0], state.sleepers[$1])
                return (one.wakeTime, one.number) < (other.wakeTime, other.number)
            }
            guard let order, state.sleepers[order].wakeTime <= target else { return nil }
            state.now = max(state.now, state.sleepers[order].wakeTime)
            return state.sleepers.remove(at: order)
        }
    }

    private func sleep(until wakeTime: ContinuousClock.Instant) async throws {
        let number = state.withLock { state in
            defer { state.nextNumber += 1 }
            return state.nextNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                lieDown(Sleeper(number: number, wakeTime: wakeTime, continuation: continuation))
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func lieDown(_ sleeper: Sleeper) {
        enum Answer {
            case sleeps(wake: [Watcher])
            case isAwake, isCancelled
        }
        let answer: Answer = state.withLock { state in
            if state.cancelledEarly.remove(sleeper.number) != nil { return .isCancelled }
            if sleeper.wakeTime <= state.now { return .isAwake }
            state.sleepers.append(sleeper)
            let count = state.sleepers.count
            let satisfied = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return .sleeps(wake: satisfied)
        }
        switch answer {
        case .sleeps(let watchers): for watcher in watchers { watcher.continuation.resume() }
        case .isAwake: sleeper.continuation.resume()
        case .isCancelled: sleeper.continuation.resume(throwing: CancellationError())
        }
    }

    private func cancel(_ number: Int) {
        let sleeper: Sleeper? = state.withLock { state in
            guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
                state.cancelledEarly.insert(number)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
