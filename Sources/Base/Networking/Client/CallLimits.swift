/// How long each part of one call may take. Nothing is unlimited by default but the whole.
public struct CallLimits: Hashable, Sendable {
    /// Until there is a connection, waiting for a place in the pool and the TLS handshake included.
    public var connect: Duration
    /// From sending the request until the whole head of the answer (heads of 1xx answers do not count).
    public var head: Duration
    /// Between pieces of the body. Time in which the reader does not ask for more is not counted.
    public var idle: Duration
    /// When the whole call must be over, waiting for a connection included.
    public var deadline: ContinuousClock.Instant?

    public init(
        connect: Duration = .seconds(10), head: Duration = .seconds(60), idle: Duration = .seconds(60),
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.connect = connect
        self.head = head
        self.idle = idle
        self.deadline = deadline
    }
}
