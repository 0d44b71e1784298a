import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a scripted server does when a request has come whole (or, for request 0, when a client has connected).
enum Move: Sendable {
    case send(String)
    case sendBytes([UInt8])
    /// Sends the same piece again and again, so long after each other, until the connection ends.
    case drip(String, every: TimeAmount)
    case close
    /// Closes such that the client sees a reset.
    case reset
}

/// Which request of which connection: both count from 1. Request 0 is the connecting itself.
struct Visit: Sendable {
    var connection: Int
    var request: Int
    var text: String

    static func answer(_ body: String, _ fields: String = "") -> Move {
        .send("HTTP/1.1 200 OK\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}

/// What a server does at each visit.
struct Script: Sendable {
    let moves: @Sendable (Visit) -> [Move]

    init(_ moves: @escaping @Sendable (Visit) -> [Move]) {
        self.moves = moves
    }

    /// Takes requests and says nothing.
    static let silent = Script { _ in [] }

    /// The same to every request.
    static func always(_ moves: Move...) -> Script {
        Script { $0.request == 0 ? [] : moves }
    }
}

/// A server on 127.0.0.1 that says, byte for byte, what a test tells it to.
final class ScriptedServer: Sendable {
    fileprivate struct State {
        var connections: [any Channel] = []
        var visits: [Visit] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let port: Int
    private let listener: any Channel
    private let state: StateBox

    final class StateBox: Sendable {
        fileprivate let state = Mutex(State())

        func connected(_ channel: any Channel) -> Int {
            state.withLock {
                $0.connections.append(channel)
                return $0.connections.count
            }
        }

        func visited(_ visit: Visit) {
            let ready = state.withLock { state in
                state.visits.append(visit)
                let count = state.visits.count
                defer { state.waiting.removeAll { $0.count <= count } }
                return state.waiting.filter { $0.count <= count }
            }
            for waiter in ready { waiter.continuation.resume() }
        }
    }

    init(tls: NIOSSLContext? = nil, script: Script) async throws {
        let box = StateBox()
        state = box
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(ScriptedHandler(box: box, script: script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = listener.localAddress?.port ?? 0
    }

    /// Requests received so far, in order.
    var requests: [Visit] { state.state.withLock { $0.visits } }
    var connectionCount: Int { state.state.withLock { $0.connections.count } }

    /// Returns when this many requests have come.
    func untilRequests(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.state.withLock { state in
                if state.visits.count >= count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Returns when a connection, by its number, is closed on the server's side.
    func untilClosed(_ connection: Int) async throws {
        try await state.state.withLock { $0.connections[connection - 1] }.closeFuture.get()
    }

    /// Sends something out of turn.
    func push(_ text: String, to connection: Int) async throws {
        let channel = state.state.withLock { $0.connections[connection - 1] }
        try await channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    func stop() async throws {
        for channel in state.state.withLock({ $0.connections }) { channel.close(promise: nil) }
        try await listener.close().get()
    }
}

/// Gives `body` a server and stops it afterwards.
func withServer<Result>(
    tls: NIOSSLContext? = nil, _ script: Script,
    _ body: (ScriptedServer) async throws -> Result
) async throws -> Result {
    let server = try await ScriptedServer(tls: tls, script: script)
    let result: Result
    do {
        result = try await body(server)
    } catch {
        try await server.stop()
        throw error
    }
    try await server.stop()
    return result
}

private final class ScriptedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let box: ScriptedServer.StateBox
    private let script: Script
    private var connection = 0
    private var request = 0
    private var received = ByteBuffer()

    init(box: ScriptedServer.StateBox, script: Script) {
        self.box = box
        self.script = script
    }

    func channelActive(context: ChannelHandlerContext) {
        connection = box.connected(context.channel)
        perform(script.moves(Visit(connection: connection, request: 0, text: "")), context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        while let text = nextRequest() {
            request += 1
            let visit = Visit(connection: connection, request: request, text: text)
            box.visited(visit)
            perform(script.moves(visit), context)
        }
    }

    /// Takes one whole request off what was received.
    private func nextRequest() -> String? {
        let view = received.readableBytesView
        var head = 0
        while head + 4 <= view.count {
            if view[view.startIndex + head] == 0x0D, view.dropFirst(head).starts(with: Array("\r\n\r\n".utf8)) { break }
            head += 1
        }
        guard head + 4 <= view.count else { return nil }
        let lines = String(decoding: view.prefix(head), as: UTF8.self).split(separator: "\r\n")
        let line = lines.first { $0.lowercased().hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
        guard view.count >= head + 4 + length else { return nil }
        return received.readString(length: head + 4 + length)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func perform(_ moves: [Move], _ context: ChannelHandlerContext) {
        for move in moves {
            switch move {
            case .send(let text): write(Array(text.utf8), context)
            case .sendBytes(let bytes): write(bytes, context)
            case .drip(let text, let interval): drip(text, interval, context.channel)
            case .close: context.close(promise: nil)
            case .reset:
                let reset = linger(l_onoff: 1, l_linger: 0)
                _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(reset)
                context.close(promise: nil)
            }
        }
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func drip(_ text: String, _ interval: TimeAmount, _ channel: any Channel) {
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: interval) { task in
            guard channel.isActive else { return task.cancel() }
            channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
        }
    }
}
