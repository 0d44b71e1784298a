public import Essentials
public import HTTPMessages

/// Why a call brought no (whole) answer, before any status of HTTP is considered.
public struct TransportError: DescribedFailure, Hashable {
    public enum Kind: Hashable, Sendable {
        /// Nobody listens at the address.
        case refused
        /// There is no way to the address.
        case unreachable
        /// The name has no address.
        case dns
        /// The address, or one of those of the name, is none that this client may connect to.
        case forbiddenAddress
        /// The TLS handshake failed, or a record could not be read.
        case tls
        /// No connection was ready within `CallLimits.connect`.
        case connectTimeout
        /// The head of the answer did not come within `CallLimits.head`.
        case headTimeout
        /// The body paused for longer than `CallLimits.idle`.
        case idleTimeout
        /// `CallLimits.deadline` passed.
        case deadline
        /// The other side reset the connection.
        case reset
        /// The connection was closed before any byte of an answer. With `reused` the server most likely closed a
        /// kept connection while the request was under way: it may be sent again at once.
        case closedBeforeAnswer(reused: Bool)
        /// The answer began, but the connection ended before it was whole.
        case truncated
        /// What came is not HTTP/1.1.
        case malformed
        /// The head, or a body that was to be collected, is larger than allowed.
        case tooLarge
        /// The pool is at its limits, and no connection became free in time (or too many calls wait already).
        case noConnection
        /// The task that waited was cancelled.
        case cancelled
        /// The client was shut down.
        case shutDown
        /// The request cannot be written as HTTP/1.1: a line break in a field, for instance.
        case invalidRequest
    }

    public var kind: Kind
    public var origin: Origin
    /// What the layer below said, where it adds something.
    public var detail: String?

    public init(_ kind: Kind, origin: Origin, detail: String? = nil) {
        self.kind = kind
        self.origin = origin
        self.detail = detail
    }

    public var code: String { "transport.\(kind.word)" }

    public var message: String {
        let sentence = kind.sentence(about: origin.description)
        guard let detail else { return sentence + "." }
        return "\(sentence) (\(detail))."
    }

    public var remedy: String? { kind.remedy }

    public var category: FailureCategory { kind == .invalidRequest ? .badInput : .failed }
}

extension TransportError.Kind {
    /// The stable word of the kind, as `code` and logs show it.
    public var word: String {
        switch self {
        case .refused: "refused"
        case .unreachable: "unreachable"
        case .dns: "dns"
        case .forbiddenAddress: "forbidden-address"
        case .tls: "tls"
        case .connectTimeout: "connect-timeout"
        case .headTimeout: "head-timeout"
        case .idleTimeout: "idle-timeout"
        case .deadline: "deadline"
        case .reset: "reset"
        case .closedBeforeAnswer: "closed-before-answer"
        case .truncated: "truncated"
        case .malformed: "malformed"
        case .tooLarge: "too-large"
        case .noConnection: "no-connection"
        case .cancelled: "cancelled"
        case .shutDown: "shut-down"
        case .invalidRequest: "invalid-request"
        }
    }

    fileprivate func sentence(about origin: String) -> String {
        switch self {
        case .refused: "\(origin) refused the connection"
        case .unreachable: "\(origin) cannot be reached"
        case .dns: "The name in \(origin) has no address"
        case .forbiddenAddress: "\(origin) leads to an address that may not be connected to"
        case .tls: "The TLS connection to \(origin) failed"
        case .connectTimeout: "\(origin) took too long to connect"
        case .headTimeout: "\(origin) took too long to begin its answer"
        case .idleTimeout: "\(origin) paused for too long within its answer"
        case .deadline: "The call to \(origin) did not end in time"
        case .reset: "\(origin) reset the connection"
        case .closedBeforeAnswer(reused: true): "\(origin) closed a kept connection before answering"
        case .closedBeforeAnswer(reused: false): "\(origin) closed the connection before answering"
        case .truncated: "The answer of \(origin) was cut short"
        case .malformed: "The answer of \(origin) is not HTTP/1.1"
        case .tooLarge: "The answer of \(origin) is larger than allowed"
        case .noConnection: "No connection to \(origin) became free"
        case .cancelled: "The call to \(origin) was cancelled"
        case .shutDown: "The client was shut down during a call to \(origin)"
        case .invalidRequest: "The request to \(origin) cannot be sent"
        }
    }

    fileprivate var remedy: String? {
        switch self {
        case .refused: "Check that the service runs and that the port is right."
        case .unreachable: "Check the network between here and there."
        case .dns: "Check the spelling of the host and the DNS of this machine."
        case .forbiddenAddress: "Give an address of the network that is allowed here."
        case .tls: "Check the certificate's names, dates and issuer."
        case .connectTimeout, .headTimeout, .idleTimeout, .deadline: "Try again, or allow more time."
        case .reset, .closedBeforeAnswer, .truncated: "Try again."
        case .malformed: "Check that the address is that of an HTTP service."
        case .tooLarge: "Raise the limit if such answers are expected."
        case .noConnection: "Raise the connection limits, or send fewer calls at a time."
        case .invalidRequest: "Remove line breaks and control characters from the request."
        case .cancelled, .shutDown: nil
        }
    }
}
