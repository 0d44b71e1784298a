import HTTPMessages

/// How the other side learns where the body of an answer ends (RFC 9112, 6.3).
enum ResponseFraming: Hashable {
    /// There is no body: the request was HEAD, or the status allows none. `length` is what `Content-Length` says.
    case bodiless(length: Int?)
    case counted(Int)
    case chunked
    /// The connection ends with the body (HTTP/1.0).
    case untilClose

    /// - Parameter wholeBody: the size of the body where it is known before the head is sent.
    init(of head: HTTPResponseHead, wholeBody: Int?, for request: RequestTraits) throws(NetworkingError) {
        guard (200...999).contains(head.status) else { throw .badStatus(head.status) }
        let given = head.headers["content-length"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
        if head.status == 204 {
            self = .bodiless(length: nil)
        } else if head.status == 304 {
            self = .bodiless(length: given)
        } else if request.isHead {
            self = .bodiless(length: given ?? wholeBody)
        } else if let length = wholeBody ?? given {
            self = .counted(length)
        } else {
            self = request.isModern ? .chunked : .untilClose
        }
    }

    var hasBody: Bool {
        if case .bodiless = self { return false }
        return true
    }
}
