/// A request to send: where, what, and the whole body.
public struct HTTPRequest: Hashable, Sendable {
    public var method: String
    public var origin: Origin
    /// Path and query as they go on the wire (RFC 9112, 3.2.1): "/v1/models?limit=3".
    public var target: String
    /// Without `Host`, `Content-Length` and `Connection`, which the client adds.
    public var headers: HeaderFields
    public var body: [UInt8]

    public init(
        method: String = "POST", origin: Origin, target: String, headers: HeaderFields = HeaderFields(),
        body: [UInt8] = []
    ) {
        self.method = method
        self.origin = origin
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// What an answer begins with.
public struct HTTPResponseHead: Hashable, Sendable {
    public var status: Int
    public var headers: HeaderFields

    public init(status: Int, headers: HeaderFields = HeaderFields()) {
        self.status = status
        self.headers = headers
    }
}

/// A whole answer.
public struct HTTPResponse: Hashable, Sendable {
    public var head: HTTPResponseHead
    public var body: [UInt8]

    public init(status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        self.head = HTTPResponseHead(status: status, headers: headers)
        self.body = body
    }
}

/// A request that a server received, with its whole body.
public struct ReceivedRequest: Hashable, Sendable {
    public var method: String
    /// The path without the query, as it came (not percent-decoded).
    public var path: String
    /// What followed "?", as it came.
    public var query: String?
    public var headers: HeaderFields
    public var body: [UInt8]
    /// The address of the other side, "127.0.0.1:52110", where it is known.
    public var peer: String?

    public init(
        method: String, path: String, query: String? = nil, headers: HeaderFields = HeaderFields(), body: [UInt8] = [],
        peer: String? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.peer = peer
    }
}
