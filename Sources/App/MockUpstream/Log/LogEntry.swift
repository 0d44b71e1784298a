/// What the mock knows of one call that it received.
public struct LogEntry: Codable, Hashable, Sendable {
    public enum End: String, Codable, Hashable, Sendable {
        /// The answer is still on its way.
        case running
        /// All of the answer was sent.
        case complete
        /// The mock ended the answer before its end.
        case cut
        /// The mock reset the connection.
        case reset
        /// The client left before it had the whole answer.
        case clientGone = "client-gone"
    }

    /// Counts the calls from 1, also those whose entries are no longer kept.
    public var number: Int
    /// Seconds since the mock was made.
    public var arrived: Double
    /// Seconds until the answer ended.
    public var took: Double?
    public var method: String
    public var path: String
    public var model: String?
    /// The first eight digits of the SHA-256 of the caller's key. The key itself is kept nowhere.
    public var key: String?
    public var isStreaming: Bool
    /// SHA-256 of the body.
    public var body: String
    /// The fault that was decided: "none", "throttled", a status, or the name of a kind.
    public var decision: String
    /// The rule that decided it.
    public var rule: String?
    public var tokensSent: Int
    public var end: End
}

/// The number of calls, also of those whose entries are no longer kept.
public struct LogTotals: Codable, Hashable, Sendable {
    public var calls = 0
    public var running = 0
    public var tokensSent = 0
    public var decisions: [String: Int] = [:]
    public var ends: [String: Int] = [:]
}
