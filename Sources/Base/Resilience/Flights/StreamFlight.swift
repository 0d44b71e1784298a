public import Synchronization

/// Lets identical requests for a stream that come at the same time share one producer: ``SingleFlight`` for streams.
///
/// Those who come while the stream is being made read it from the first element, then follow live. When it has ended,
/// the next caller begins a new one. See ``SharedStream`` for what holds for each stream.
///
///     let flights = StreamFlight<ContentDigest, Token>()
///     let result = flights.stream(for: digest) { sink in
///         for try await token in upstream { try sink.send(token, bytes: token.utf8.count) }
///     }
///     for try await token in result.value { … }
public final class StreamFlight<Key: Hashable & Sendable, Element: Sendable>: Sendable {
    /// The most bytes that are kept of one stream.
    public let mostBytes: Int
    @usableFromInline let streams = Mutex<[Key: SharedStream<Element>]>([:])

    @inlinable
    public init(mostBytes: Int = 16 << 20) {
        self.mostBytes = mostBytes
    }

    /// How many streams are being made.
    @inlinable
    public var count: Int { streams.withLock { $0.count } }

    /// How many follow the stream of `key`.
    @inlinable
    public func followers(of key: Key) -> Int {
        streams.withLock { $0[key] }?.followerCount ?? 0
    }

    /// The stream of `key`: the one under way, or a new one.
    ///
    /// - Parameters:
    ///   - executor: where the producer runs, as by `Task(executorPreference:)`.
    ///   - produce: makes the stream; it ends when this returns, and fails when this throws.
    @inlinable
    public func stream(
        for key: Key, executor: (any TaskExecutor)? = nil,
        producing produce: @escaping @Sendable (StreamSink<Element>) async throws -> Void
    ) -> FlightResult<StreamFollower<Element>> {
        let (stream, isLeader) = streams.withLock { streams in
            if let stream = streams[key], stream.join() { return (stream, false) }
            let stream = SharedStream<Element>(mostBytes: mostBytes)
            _ = stream.join()
            streams[key] = stream
            return (stream, true)
        }
        let membership = SharedStream.Membership(stream) { [self] in forget(stream, of: key) }
        if isLeader {
            stream.run(executor: executor, onEnd: { [self] in forget(stream, of: key) }, produce)
        }
        return FlightResult(value: StreamFollower(membership: membership), isLeader: isLeader)
    }

    @inlinable
    func forget(_ stream: SharedStream<Element>, of key: Key) {
        streams.withLock { streams in
            if streams[key] === stream { streams[key] = nil }
        }
    }
}
