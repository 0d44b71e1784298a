import Networking
import Resilience

extension UpstreamFailure {
    /// What a failure below HTTP means for the call.
    init(_ error: TransportError) {
        switch error.kind {
        case .refused, .unreachable, .dns, .forbiddenAddress, .tls, .reset, .closedBeforeAnswer, .shutDown:
            self.init(.network, code: error.code, message: error.message)
        case .connectTimeout, .headTimeout, .idleTimeout, .deadline:
            self.init(.timeout, code: error.code, message: error.message)
        case .truncated, .malformed, .tooLarge:
            self.init(.malformed, code: error.code, message: error.message)
        case .noConnection: self.init(.overloaded, code: error.code, message: error.message)
        case .cancelled: self.init(.cancelled, code: error.code, message: error.message)
        case .invalidRequest: self.init(.refused, blame: .request, code: error.code, message: error.message)
        }
    }

    /// Whether the answer had not come when the time for it was over.
    var isOutOfTime: Bool {
        let words = [TransportError.Kind.deadline, .headTimeout].map { "transport.\($0.word)" }
        return failureClass == .timeout && code.map(words.contains) ?? false
    }

    /// Whether the lack of room was on this side: no connection was free.
    var isOwn: Bool { code == "transport.\(TransportError.Kind.noConnection.word)" }

    static let cancelled = UpstreamFailure(.cancelled, message: "The caller left.")
}
