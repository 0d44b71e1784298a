public import HTTPMessages
public import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP/1.1 server (RFC 9110, RFC 9112) on SwiftNIO, whose handlers are plain `async` functions.
///
///     let server = HTTPServer(configuration: .init(port: 8080), group: group)
///     try await server.run(onListening: { port in print("listening on", port) }) { request, writer in
///         try? await writer.send(HTTPResponse(status: 200, body: Array("hello, \(request.path)".utf8)))
///     }
///
/// A connection is one task, which runs on the connection's own event loop and answers its requests one after the
/// other, also those that are sent before the answers to others (pipelining). A handler comes with the whole body. One
/// that returns without having answered gives 500; one that returns in the middle of an answer cuts the connection,
/// so that the client knows.
///
/// **A client that leaves cancels the handler's task**, at once: nobody pays for an answer that nobody waits for. A
/// client that closes only its sending side looks the same from here (the two differ only once something is sent),
/// and is treated alike, as in other servers: the task is cancelled, but what the handler sends nevertheless is
/// delivered. So `printf 'GET /health …' | nc -N` gets its answer, since such a handler has nothing to
/// cancel, while a model call needs a client that stays.
///
/// What a request may cost is bounded by ``Configuration``. Requests whose length is ambiguous, and whatever
/// else is not HTTP, are answered 400 and their connection closed.
public struct HTTPServer: Sendable {
    /// Puts an answer of the server's own, which no handler has seen, into a form that its clients understand.
    public typealias RefusalForm = @Sendable (_ status: Int, _ sentence: String) -> HTTPResponse

    public let configuration: Configuration
    private let group: any EventLoopGroup
    private let refusalForm: RefusalForm

    /// - Parameter refusalForm: one sentence of plain text where nothing else is asked for.
    public init(
        configuration: Configuration = Configuration(), group: any EventLoopGroup,
        refusalForm: @escaping RefusalForm = HTTPServer.plainRefusal
    ) {
        self.configuration = configuration
        self.group = group
        self.refusalForm = refusalForm
    }

    public static let plainRefusal: RefusalForm = { status, sentence in
        HTTPResponse(
            status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array((sentence + "\n").utf8))
    }

    /// Serves until the task is cancelled. Then it stops listening, closes the connections that are idle, gives the
    /// requests that run `graceTime` to finish, and cancels those that did not. When it returns, every connection is
    /// closed and every handler has returned.
    ///
    /// - Parameter onListening: called once with the port, beside the serving; it is cancelled with it.
    /// - Throws: ``NetworkingError`` when the address cannot be listened on.
    public func run(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in },
        handler: @escaping @Sendable (ReceivedRequest, ResponseWriter) async -> Void
    ) async throws(NetworkingError) {
        let (arrivals, door) = AsyncStream<ServerConnection>.makeStream()
        let roster = ConnectionRoster(limit: configuration.maximumConnections)
        let listener = try await listen(roster: roster, door: door)
        listener.closeFuture.whenComplete { _ in door.finish() }
        // A task of its own, since those who are being served must not be cancelled together with the one who
        // serves. It is waited for below, so it does not outlive this call.
        let serving = Task(executorPreference: EventLoopExecutor(listener.eventLoop)) {
            await serve(arrivals, roster: roster, on: listener.eventLoop, handler: handler)
        }
        async let announcement: Void = onListening(listener.localAddress?.port ?? configuration.port)
        await withTaskCancellationHandler {
            await serving.value
        } onCancel: {
            listener.close(promise: nil)
        }
        await announcement
    }

    private func serve(
        _ arrivals: AsyncStream<ServerConnection>, roster: ConnectionRoster, on loop: any EventLoop,
        handler: @escaping @Sendable (ReceivedRequest, ResponseWriter) async -> Void
    ) async {
        let grace = TimeAmount(min(configuration.graceTime, .seconds(1 << 30)))
        let timer = await withDiscardingTaskGroup(returning: Scheduled<Void>.self) { group in
            for await connection in arrivals {
                group.addTask(executorPreference: connection.locals.executor) { await connection.run(handler) }
            }
            roster.drain()
            return loop.scheduleTask(in: grace) { roster.terminateAll() }
        }
        timer.cancel()
    }

    private func listen(
        roster: ConnectionRoster, door: AsyncStream<ServerConnection>.Continuation
    ) async throws(NetworkingError) -> any Channel {
        let (host, port) = (configuration.host, configuration.port)
        guard (0...65535).contains(port) else { throw .portOutOfRange(port) }
        let entries = group.makeIterator().map { (ObjectIdentifier($0), LoopLocals($0)) }
        let locals = Dictionary(entries) { first, _ in first }
        let (configuration, refusalForm) = (configuration, refusalForm)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: configuration.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: 16)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // The parser turns a read into requests that wait: one read at a time bounds them.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let loop = channel.eventLoop
                    let connection = ServerConnection(
                        channel: channel, locals: locals[ObjectIdentifier(loop)] ?? LoopLocals(loop),
                        configuration: configuration, refusalForm: refusalForm, roster: roster)
                    try connection.install(door: door)
                }
            }
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch {
            throw .listening(on: port, host: host, error)
        }
    }
}

extension ServerConnection {
    /// Enters the roster and the channel's pipeline, and asks to be run.
    fileprivate func install(door: AsyncStream<ServerConnection>.Continuation) throws {
        let admission = roster.admit(self)
        guard admission != .close else { throw ChannelError.ioOnClosedChannel }
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = configuration.maximumHeadBytes
        limits.maxHeaderListSize = configuration.maximumHeadBytes
        let parser = ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits))
        try channel.pipeline.syncOperations.addHandlers([parser, self])
        isRefused = admission == .refuse
        if case .terminated = door.yield(self) {
            roster.remove(self)
            throw ChannelError.ioOnClosedChannel
        }
    }
}
