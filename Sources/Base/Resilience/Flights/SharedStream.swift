public import Synchronization

/// A stream that one producer makes and any number of followers read, each from the first element and at its own pace.
///
/// All elements are kept until the last follower has gone, up to a limit in bytes; beyond it the stream ends with
/// ``FlightFailure/streamTooLarge(limit:)`` for everybody, never silently. The producer does not wait for followers. It
/// runs in a task that belongs to the stream, and is cancelled when the last follower leaves before the end.
///
///     let (stream, first) = SharedStream.start { sink in
///         for try await token in upstream { try sink.send(token, bytes: token.utf8.count) }
///     }
///     let second = stream.follow()              // nil when the stream has ended
///     for try await token in first { … }
///
/// The producer ends the stream by returning, or makes it fail by throwing.
public final class SharedStream<Element: Sendable>: Sendable {
    /// The most bytes that are kept.
    public let mostBytes: Int
    @usableFromInline let state: Mutex<State>

    @usableFromInline
    enum End: Sendable {
        case finished
        case failed(any Error)
        /// The last follower has left before the end.
        case abandoned
    }

    @usableFromInline
    struct Waiter: Sendable {
        @usableFromInline var id: Int
        @usableFromInline var position: Int
        @usableFromInline var continuation: CheckedContinuation<Element?, any Error>

        @inlinable
        init(id: Int, position: Int, continuation: CheckedContinuation<Element?, any Error>) {
            self.id = id
            self.position = position
            self.continuation = continuation
        }
    }

    @usableFromInline
    struct State: Sendable {
        @usableFromInline var elements: [Element] = []
        @usableFromInline var bytes = 0
        @usableFromInline var end: End?
        @usableFromInline var followers = 0
        @usableFromInline var waiting: [Waiter] = []
        /// Waits that have begun and whose continuation is not stored yet.
        @usableFromInline var arriving: Set<Int> = []
        @usableFromInline var nextWait = 0
        @usableFromInline var task: Task<Void, Never>?

        @inlinable
        init() {}
    }

    @inlinable
    init(mostBytes: Int) {
        self.mostBytes = mostBytes
        state = Mutex(State())
    }

    /// Starts a producer, with one follower from the start.
    ///
    /// - Parameters:
    ///   - mostBytes: the limit on what is kept.
    ///   - executor: where the producer runs, as by `Task(executorPreference:)`.
    @inlinable
    public static func start(
        mostBytes: Int = 16 << 20, executor: (any TaskExecutor)? = nil,
        producing produce: @escaping @Sendable (StreamSink<Element>) async throws -> Void
    ) -> (stream: SharedStream, follower: StreamFollower<Element>) {
        let stream = SharedStream(mostBytes: mostBytes)
        let membership = Membership(stream, onAbandoned: {})
        stream.state.withLock { $0.followers = 1 }
        stream.run(executor: executor, onEnd: {}, produce)
        return (stream, StreamFollower(membership: membership))
    }

    /// Joins from the first element on; `nil` when the stream has ended or been given up.
    @inlinable
    public func follow() -> StreamFollower<Element>? {
        join() ? StreamFollower(membership: Membership(self, onAbandoned: {})) : nil
    }

    /// How many follow the stream.
    @inlinable
    public var followerCount: Int { state.withLock { $0.followers } }

    @inlinable
    func join() -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            state.followers += 1
            return true
        }
    }

    /// - Parameter onEnd: called before the followers hear of the end.
    @inlinable
    func run(
        executor: (any TaskExecutor)?, onEnd: @escaping @Sendable () -> Void,
        _ produce: @escaping @Sendable (StreamSink<Element>) async throws -> Void
    ) {
        let task = Task(executorPreference: executor) {
            let end: End
            do {
                try await produce(StreamSink(stream: self))
                end = .finished
            } catch {
                end = .failed(error)
            }
            onEnd()
            self.finish(end)
        }
        let isAbandoned = state.withLock { state in
            switch state.end {
            case nil: state.task = task
            case .abandoned: return true
            case .finished, .failed: break
            }
            return false
        }
        if isAbandoned { task.cancel() }
    }

    /// A follower goes.
    ///
    /// - Returns: whether it was the last of a stream that has not ended: then the producer is cancelled.
    @inlinable
    func leave() -> Bool {
        let (isAbandoned, task): (Bool, Task<Void, Never>?) = state.withLock { state in
            state.followers -= 1
            guard state.followers == 0, state.end == nil else { return (false, nil) }
            state.end = .abandoned
            return (true, state.task.take())
        }
        task?.cancel()
        return isAbandoned
    }
}
