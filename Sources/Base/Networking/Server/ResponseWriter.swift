public import HTTPMessages
import NIOCore

/// Answers one request: with `send`, or with `begin`, any number of `write`, and `finish`.
///
/// Every method may be called from any task. Called from the handler's own (or its children's), which run on the
/// connection's loop, they cross no thread.
///
/// - Throws: ``NetworkingError`` `answer.peer-gone` when the client has left; the handler's task is cancelled then.
public struct ResponseWriter: Sendable {
    let connection: ServerConnection
    let turn: UInt64

    /// Runs code on the loop of the connection.
    public var executor: EventLoopExecutor { connection.locals.executor }

    /// Sends a whole answer. `Content-Length`, `Date` and `Connection` are added. A body of up to 32 KiB goes out with
    /// its head in one system call, and nothing is waited for; a longer one as fast as the client reads it.
    public func send(_ response: HTTPResponse) async throws(NetworkingError) {
        try await onLoop { () throws(NetworkingError) in
            var left = try connection.send(response, turn)
            while left > 0 {
                try await connection.awaitWritability()
                let size = min(left, ServerConnection.sliceBytes)
                let start = response.body.count - left
                try connection.write(response.body[start..<start + size], turn)
                left -= size
                if left == 0 { try connection.finish(turn) }
            }
        }
    }

    /// Begins an answer whose body follows. It is chunked (to an HTTP/1.0 client: ends with the connection), unless
    /// the head has a `Content-Length`, which then must be met.
    public func begin(_ head: HTTPResponseHead) async throws(NetworkingError) {
        try await onLoop { () throws(NetworkingError) in try connection.begin(head, turn) }
    }

    /// Sends a piece of the body. Returns when the connection takes more: a client that does not read makes its
    /// writer wait.
    public func write(_ bytes: [UInt8]) async throws(NetworkingError) {
        try await onLoop { () throws(NetworkingError) in
            var start = 0
            repeat {
                let end = min(bytes.count, start + ServerConnection.sliceBytes)
                try connection.write(bytes[start..<end], turn)
                start = end
                try await connection.awaitWritability()
            } while start < bytes.count
        }
    }

    /// Sends what was written at once. Otherwise it goes out together with all that is written in the same turn of the
    /// loop: fewer system calls, but the first of many pieces waits for the last.
    public func flush() {
        let (connection, turn) = (connection, turn)
        if connection.loop.inEventLoop {
            connection.flush(turn)
        } else {
            connection.loop.execute { connection.flush(turn) }
        }
    }

    /// Ends the body. Without it the client learns that the answer is cut.
    public func finish() async throws(NetworkingError) {
        try await onLoop { () throws(NetworkingError) in try connection.finish(turn) }
    }

    /// Closes the connection at once and with a reset, which the client sees as an error.
    public func abort() {
        let (connection, turn) = (connection, turn)
        if connection.loop.inEventLoop {
            connection.abort(turn)
        } else {
            connection.loop.execute { connection.abort(turn) }
        }
    }

    /// Sends what was written and closes the connection, in the middle of the answer if it is not finished.
    public func close() {
        let (connection, turn) = (connection, turn)
        if connection.loop.inEventLoop {
            connection.close(turn)
        } else {
            connection.loop.execute { connection.close(turn) }
        }
    }

    private func onLoop(_ body: () async throws(NetworkingError) -> Void) async throws(NetworkingError) {
        if connection.loop.inEventLoop {
            try await body()
        } else {
            try await withTaskExecutorPreference(executor, operation: body)
        }
    }
}
