/// What the pool of one origin holds now, and what it has done so far.
public struct PoolStatistics: Hashable, Sendable {
    /// Connections that are open, idle ones included.
    public var open = 0
    /// Open connections that no call uses.
    public var idle = 0
    /// Connections that are being opened.
    public var opening = 0
    /// Calls that wait for a connection.
    public var waiting = 0
    /// Connections opened so far.
    public var opened = 0
    /// Calls so far that were given a connection that was open already.
    public var reused = 0
    /// Attempts to open a connection that failed so far.
    public var failed = 0
    /// Answers so far that were given up before their end, at the cost of the connection.
    public var abandoned = 0

    public init() {}
}
