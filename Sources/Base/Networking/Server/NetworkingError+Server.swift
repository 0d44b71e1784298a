import Essentials
import Foundation
import NIOCore

/// What keeps a server from listening.
extension NetworkingError {
    static func portInUse(_ port: Int, host: String) -> NetworkingError {
        NetworkingError(
            code: "listen.port-in-use", message: "Port \(port) of \(host) is in use by another program.",
            remedy: "Stop that program ('ss -ltnp sport = :\(port)' names it), or choose another port; 0 takes any.",
            category: .usage)
    }

    static func portForbidden(_ port: Int, host: String) -> NetworkingError {
        NetworkingError(
            code: "listen.port-forbidden", message: "This user may not listen on port \(port) of \(host).",
            remedy: "Choose a port from 1024 on, or give the program the right to use low ports "
                + "(CAP_NET_BIND_SERVICE).",
            category: .usage)
    }

    static func portOutOfRange(_ port: Int) -> NetworkingError {
        NetworkingError(
            code: "listen.port-out-of-range", message: "There is no port \(port).",
            remedy: "Ports are 1 to 65535; 0 takes any free one.", category: .usage)
    }

    static func hostUnknown(_ host: String) -> NetworkingError {
        NetworkingError(
            code: "listen.host-unknown", message: "'\(host)' is not an address of this machine.",
            remedy: "Use 127.0.0.1 to be reached from this machine only, 0.0.0.0 or :: from every network.",
            category: .usage)
    }

    static func cannotListen(_ port: Int, host: String, reason: String) -> NetworkingError {
        NetworkingError(
            code: "listen.failed", message: "Cannot listen on port \(port) of \(host): \(reason).",
            remedy: "Check the host and the limit of open files ('ulimit -n').")
    }

    /// What `bind` threw, told apart by its number.
    static func listening(on port: Int, host: String, _ error: any Error) -> NetworkingError {
        guard let error = error as? IOError else {
            return error is SocketAddressError || error is SocketAddressError.UnknownHost
                ? hostUnknown(host) : cannotListen(port, host: host, reason: String(describing: error))
        }
        switch error.errnoCode {
        case EADDRINUSE: return portInUse(port, host: host)
        case EACCES, EPERM: return portForbidden(port, host: host)
        case EADDRNOTAVAIL, EAFNOSUPPORT: return hostUnknown(host)
        default: return cannotListen(port, host: host, reason: String(cString: strerror(error.errnoCode)))
        }
    }
}

/// What keeps an answer from being sent.
extension NetworkingError {
    /// The other side closed the connection, or stopped reading for too long.
    static let peerGone = NetworkingError(
        code: "answer.peer-gone", message: "The client closed the connection before it had the whole answer.")

    static let cancelled = NetworkingError(
        code: "answer.cancelled", message: "Sending the answer was cancelled while the client was not reading.")

    static let answerOver = NetworkingError(
        code: "answer.over", message: "This request has been answered already; nothing can be added to its answer.",
        remedy: "Use 'send' once, or 'begin', 'write' and 'finish' in this order, before the handler returns.")

    static let answerNotBegun = NetworkingError(
        code: "answer.not-begun", message: "The answer's body was written before its head.",
        remedy: "Call 'begin' before 'write' and 'finish'.")

    static func badStatus(_ status: Int) -> NetworkingError {
        NetworkingError(
            code: "answer.bad-status", message: "\(status) is not the status of a final answer.",
            remedy: "Statuses are 200 to 999.")
    }

    static func badField(_ name: String) -> NetworkingError {
        NetworkingError(
            code: "answer.bad-field", message: "The header field \(name.debugDescription) cannot be sent.",
            remedy: "A name is letters, digits and -; a value has no line breaks and no control characters.")
    }

    static func wrongLength(promised: Int, given: Int) -> NetworkingError {
        NetworkingError(
            code: "answer.wrong-length",
            message: "The answer promised \(promised) bytes (Content-Length) and was given \(given).",
            remedy: "Leave Content-Length out to send a body whose length is not known.")
    }
}
