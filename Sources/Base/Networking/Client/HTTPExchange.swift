public import HTTPMessages

/// An answer whose head is there, and whose body can be read as it comes.
///
///     let exchange = try await client.send(request)
///     while let piece = try await exchange.next() { … }      // throws .truncated when the body was cut short
///
/// Read it to its end, or say `abandon()`; letting go of it does the same. One task reads it at a time.
public final class HTTPExchange: Sendable {
    public let head: HTTPResponseHead
    /// Length of the body, where the head tells it.
    public let contentLength: Int?
    /// Whether the connection was open before the call.
    public let reusedConnection: Bool
    /// From sending the request to having the head of the answer.
    public let timeToHead: Duration

    private let call: ClientCall
    private let connection: ClientConnection

    init(
        head: HTTPResponseHead, contentLength: Int?, reusedConnection: Bool, timeToHead: Duration, call: ClientCall,
        connection: ClientConnection
    ) {
        self.head = head
        self.contentLength = contentLength
        self.reusedConnection = reusedConnection
        self.timeToHead = timeToHead
        self.call = call
        self.connection = connection
    }

    deinit {
        if !call.isOver { connection.abandon(call, patience: .zero) }
    }

    /// What has come of the body since the last piece; waits when nothing has. `nil`: the body has ended properly.
    ///
    /// A body that ends before its `Content-Length` or its last chunk throws `.truncated`. A body with neither ends
    /// with the connection (as in HTTP/1.0): there the end of the connection is the proper end, and a cut cannot be
    /// told from it, except on TLS.
    public func next() async throws(TransportError) -> [UInt8]? {
        while true {
            switch call.take() {
            case .bytes(let bytes, let resumeReading):
                if resumeReading { connection.resumeReading(for: call) }
                return bytes
            case .end:
                return nil
            case .failure(let error):
                throw error
            case .wait(let resumeReading):
                if resumeReading { connection.resumeReading(for: call) }
                await call.untilReady(on: connection)
            case .tooLarge:
                throw TransportError(.tooLarge, origin: call.origin)
            }
        }
    }

    /// The rest of the body in one piece. A larger one throws `.tooLarge` and costs the connection.
    public func collect(upTo limit: Int) async throws(TransportError) -> [UInt8] {
        if let contentLength, contentLength > limit, !call.isOver { throw refuse("\(contentLength) bytes") }
        while true {
            switch call.takeWhole(upTo: limit) {
            case .bytes(let bytes, _):
                return bytes
            case .end:
                return []
            case .failure(let error):
                throw error
            case .wait(let resumeReading):
                if resumeReading { connection.resumeReading(for: call) }
                await call.untilReady(on: connection)
            case .tooLarge:
                throw refuse("more than \(limit) bytes")
            }
        }
    }

    /// Gives the answer up. The connection is closed, so that the server stops; but when less than 64 KiB are to
    /// come, or when `patience` is given, the rest is read and the connection kept.
    /// - Parameter patience: how long to wait for the end of a body of unknown length.
    public func abandon(patience: Duration = .zero) {
        connection.abandon(call, patience: patience)
    }

    private func refuse(_ size: String) -> TransportError {
        abandon()
        return TransportError(.tooLarge, origin: call.origin, detail: size)
    }
}
