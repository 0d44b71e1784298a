import Dispatch
import Foundation
import Synchronization

/// Threads for calls that block or compute for long: Swift's own few threads must never be held up by them.
///
///     let digest = try await pool.run { hash(of: bytes) }
///
/// Work starts in the order in which it came, at most `width` pieces at a time. Work whose task is cancelled while it
/// waits does not start; work that has started runs to its end.
package final class BlockingPool: Sendable {
    package let width: Int
    private let queue = WorkQueue()

    /// - Parameters:
    ///   - width: how many threads there are, at least 1.
    ///   - atThreadEnd: called on each thread when the pool is let go, to free what belongs to the thread.
    package init(width: Int, atThreadEnd: @escaping @Sendable () -> Void = {}) {
        self.width = max(1, width)
        for _ in 0..<self.width {
            Thread.detachNewThread { [queue] in
                while let work = queue.next() { work() }
                atThreadEnd()
            }
        }
    }

    deinit {
        queue.close(readers: width)
    }

    /// Runs `body` on one of the threads.
    /// - Throws: what `body` throws; `CancellationError` when the task is cancelled before `body` starts.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        let claim = Claim()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
                let waits = claim.wait { continuation.resume(throwing: CancellationError()) }
                guard waits else { return continuation.resume(throwing: CancellationError()) }
                queue.add {
                    guard claim.start() else { return }
                    continuation.resume(with: Swift.Result(catching: body))
                }
            }
        } onCancel: {
            claim.cancel()
        }
    }
}

/// Settles whether a piece of work starts or is cancelled first, so that its continuation is resumed once.
private final class Claim: Sendable {
    private enum State {
        case new
        case waiting(onCancel: @Sendable () -> Void)
        /// Started, or cancelled.
        case settled
    }

    private let state = Mutex(State.new)

    /// Whether the work may be queued: not when it was cancelled already.
    func wait(onCancel: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(onCancel: onCancel)
            return true
        }
    }

    func start() -> Bool {
        settle() != nil
    }

    func cancel() {
        settle()?()
    }

    @discardableResult
    private func settle() -> (@Sendable () -> Void)? {
        state.withLock { state in
            defer { state = .settled }
            guard case .waiting(let onCancel) = state else { return nil }
            return onCancel
        }
    }
}

/// Work that waits for a thread, first come, first served.
private final class WorkQueue: Sendable {
    private let waiting = Mutex<[@Sendable () -> Void]>([])
    /// Counts the pieces of work, plus one for each thread that is to end.
    private let count = DispatchSemaphore(value: 0)

    func add(_ work: @escaping @Sendable () -> Void) {
        waiting.withLock { $0.append(work) }
        count.signal()
    }

    /// The next work, waited for; `nil` when the queue is closed and empty.
    func next() -> (@Sendable () -> Void)? {
        count.wait()
        return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    func close(readers: Int) {
        for _ in 0..<readers { count.signal() }
    }
}
