/// One way to fail.
public struct Fault: Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// The connection is reset and the port closed for `duration`, so that the next connections are refused. As
        /// the only fault of a rule with nothing but times, the port is closed all that time.
        case refused
        /// The connection is reset: before any byte, or after `afterTokens`.
        case reset
        /// Nothing comes, or nothing more after `afterTokens`, for `duration` (an hour).
        case hang
        /// The answer comes whole but slowly: a piece each `duration` (a second).
        case drip
        /// The answer has this `status`.
        case status
        /// The body, or the piece after `afterTokens`, is broken JSON.
        case malformed
        /// A status of 200 and nothing.
        case empty
        /// A status of 200, and in it an error of `status`; in a stream after `afterTokens`.
        case error
        /// The stream stops after `afterTokens`, with or without the proper end of a chunked body (`isTerminated`). A
        /// body that is not streamed stops halfway.
        case cut
        case wrongModel = "wrong-model"
        /// The right answer with the content type of a web page.
        case wrongContentType = "wrong-content-type"
        case noChoices = "no-choices"
        /// A proper answer of words that nobody asked for.
        case nonsense
    }

    public var kind: Kind
    public var status: Int
    public var afterTokens: Int?
    public var isTerminated: Bool
    public var duration: Seconds?
    /// How a status tells when to come back, which is `wait`.
    public var retryAfter: RetryAfterForm
    public var wait: Seconds
    /// Seconds before anything is sent.
    public var delay: Seconds

    public init(
        _ kind: Kind, status: Int = 500, afterTokens: Int? = nil, isTerminated: Bool = false, duration: Seconds? = nil,
        retryAfter: RetryAfterForm = .none, wait: Seconds = 1, delay: Seconds = 0
    ) {
        self.kind = kind
        self.status = status
        self.afterTokens = afterTokens
        self.isTerminated = isTerminated
        self.duration = duration
        self.retryAfter = retryAfter
        self.wait = wait
        self.delay = delay
    }

    public static func status(
        _ status: Int, retryAfter: RetryAfterForm = .none, wait: Seconds = 1
    ) -> Fault {
        Fault(.status, status: status, retryAfter: retryAfter, wait: wait)
    }

    public static func cut(afterTokens tokens: Int, isTerminated: Bool = false) -> Fault {
        Fault(.cut, afterTokens: tokens, isTerminated: isTerminated)
    }

    /// What the log says.
    var word: String { kind == .status ? String(status) : kind.rawValue }
}

extension Fault: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, status, duration, wait, delay
        case afterTokens = "after_tokens"
        case isTerminated = "terminated"
        case retryAfter = "retry_after"
    }

    /// A status, the name of a kind, or an object with more of it.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.singleValueContainer() {
            if let status = try? container.decode(Int.self) {
                self.init(.status, status: try Self.checked(status, in: container))
                return
            }
            if let word = try? container.decode(String.self) {
                self.init(try Self.kind(word, in: container))
                return
            }
        }
        let members = try ScenarioMembers<CodingKeys>(decoder)
        let status: Int? = try members[.status]
        guard let word: String = try members[.kind] ?? status.map({ _ in "status" }), let kind = Kind(rawValue: word)
        else { throw members.problem("'kind' is one of \(Self.kinds)") }
        guard (400...599).contains(status ?? 500) else { throw members.problem("a status is from 400 to 599") }
        self.init(
            kind, status: status ?? (kind == .error ? 503 : 500), afterTokens: try members[.afterTokens],
            isTerminated: try members.value(.isTerminated, or: false), duration: try members[.duration],
            retryAfter: try members.value(.retryAfter, or: .none), wait: try members.value(.wait, or: 1),
            delay: try members.value(.delay, or: 0))
    }

    private static var kinds: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func checked(_ status: Int, in container: any SingleValueDecodingContainer) throws -> Int {
        guard (400...599).contains(status) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a status is from 400 to 599")
        }
        return status
    }

    private static func kind(_ word: String, in container: any SingleValueDecodingContainer) throws -> Kind {
        guard let kind = Kind(rawValue: word) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(word)' is no fault; faults: a status, or \(kinds)")
        }
        return kind
    }
}
