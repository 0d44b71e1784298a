import Synchronization

/// Where the producer of a ``SharedStream`` puts what it makes.
public struct StreamSink<Element: Sendable>: Sendable {
    @usableFromInline let stream: SharedStream<Element>

    @inlinable
    init(stream: SharedStream<Element>) {
        self.stream = stream
    }

    /// Appends an element, and wakes those who wait for it. Never waits.
    ///
    /// - Parameter bytes: what it counts towards the stream's limit.
    /// - Throws: ``FlightFailure/streamTooLarge(limit:)`` beyond the limit; `CancellationError` when everybody has
    ///   left. Let it pass: the stream has ended.
    @inlinable
    public func send(_ element: Element, bytes: Int = 1) throws {
        try stream.send(element, bytes: bytes)
    }
}

/// One follower's view of a ``SharedStream``: all elements from the first on. It leaves the stream when it is
/// released, or when a task that awaits an element is cancelled.
public struct StreamFollower<Element: Sendable>: AsyncSequence, Sendable {
    public typealias Failure = any Error
    @usableFromInline let membership: SharedStream<Element>.Membership

    @inlinable
    init(membership: SharedStream<Element>.Membership) {
        self.membership = membership
    }

    /// Leaves before the end, and before it is released. Elements that are there already can still be read.
    @inlinable
    public func leave() {
        membership.leave()
    }

    @inlinable
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(membership: membership)
    }

    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        @usableFromInline let membership: SharedStream<Element>.Membership
        @usableFromInline var position = 0

        @inlinable
        init(membership: SharedStream<Element>.Membership) {
            self.membership = membership
        }

        @inlinable
        public mutating func next() async throws -> Element? {
            try await next(isolation: nil)
        }

        /// The next element; `nil` at the end.
        ///
        /// - Throws: what the producer threw; `CancellationError` when the waiting task was cancelled.
        @inlinable
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            let element = try await awaitElement(at: position, isolation: actor)
            if element != nil { position += 1 }
            return element
        }

        @inlinable
        func awaitElement(at position: Int, isolation actor: isolated (any Actor)?) async throws -> Element? {
            let membership = membership
            let stream = membership.stream
            let id: Int
            switch stream.next(after: position) {
            case .element(let element): return element
            case .end: return nil
            case .failure(let error): throw error
            case .wait(let wait): id = wait
            }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation(isolation: actor) { continuation in
                    stream.park(SharedStream<Element>.Waiter(id: id, position: position, continuation: continuation))
                }
            } onCancel: {
                stream.cancelWait(id)
                membership.leave()
            }
        }
    }
}

extension SharedStream {
    /// Counts as a follower until it is released.
    @usableFromInline
    final class Membership: Sendable {
        @usableFromInline let stream: SharedStream
        private let onAbandoned: @Sendable () -> Void
        private let hasLeft = Atomic(false)

        @usableFromInline
        init(_ stream: SharedStream, onAbandoned: @escaping @Sendable () -> Void) {
            self.stream = stream
            self.onAbandoned = onAbandoned
        }

        @usableFromInline
        func leave() {
            guard !hasLeft.exchange(true, ordering: .relaxed) else { return }
            if stream.leave() { onAbandoned() }
        }

        deinit { leave() }
    }
}
