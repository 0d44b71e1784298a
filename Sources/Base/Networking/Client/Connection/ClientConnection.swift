import HTTPMessages
import NIOCore
import NIOPosix
import NIOTLS

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One connection: sends a request, takes its answer apart, then returns to the pool.
///
/// It reads ahead by `BodyBuffer.highWaterMark` at most, and while idle too: so the end of the connection is noticed
/// when it comes. One timer serves all limits and the idle time; it is moved when it fires, not with each call.
///
/// `@unchecked Sendable`: everything that changes is touched on `loop` only.
final class ClientConnection: ChannelInboundHandler, NIOScheduledCallbackHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What became of a request.
    enum Outcome: Sendable {
        case head(HTTPResponseHead, contentLength: Int?, time: Duration)
        /// The connection was gone before anything was sent: take another one.
        case stale
        case failed(TransportError)
    }

    typealias Continuation = UnsafeContinuation<Outcome, Never>

    enum Phase {
        case connecting
        case idle
        case waitingForHead
        case body
        /// The rest of an answer that nobody reads, at most this many bytes.
        case draining(left: Int)
        case closed
    }

    let origin: Origin
    let slot: Int
    let loopIndex: Int
    let loop: any EventLoop
    let settings: ConnectionSettings
    let owner: ConnectionPools

    var phase = Phase.connecting
    var context: ChannelHandlerContext?
    var call: ClientCall?
    var timer = ConnectionTimer()
    var channel: (any Channel)?
    private var socket: NIOBSDSocket.Handle?
    var ready: EventLoopPromise<Void>?
    var continuation: Continuation?
    var parser: ResponseParser
    /// Body bytes of this turn of the loop.
    var piece: [UInt8] = []
    private var output = ByteBuffer()
    var isPaused = false
    var isSending = false
    var isReused = false
    var sent = NIODeadline.uptimeNanoseconds(0)
    var lastError: (any Error)?

    init(
        origin: Origin, slot: Int, loopIndex: Int, loop: any EventLoop, owner: ConnectionPools,
        settings: ConnectionSettings
    ) {
        self.origin = origin
        self.slot = slot
        self.loopIndex = loopIndex
        self.loop = loop
        self.owner = owner
        self.settings = settings
        parser = ResponseParser(maximumHeaderBytes: settings.maximumHeaderBytes)
    }

    // MARK: Opening

    /// Becomes the last handler of a channel that is connected; succeeds when TLS, if any, is ready.
    func attach(to channel: any Channel, secure: Bool) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        self.channel = channel
        ready = promise
        do {
            try channel.pipeline.syncOperations.addHandler(self)
        } catch {
            channel.close(promise: nil)
            ready = nil
            promise.fail(error)
            return promise.futureResult
        }
        if secure {
            arm(.now() + settings.connectTimeout)
        } else {
            socket = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
                of: NIOBSDSocket.Handle.self
            ) { $0 }
            becomeReady()
        }
        context?.read()
        return promise.futureResult
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .connecting = phase, case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent { becomeReady() }
        context.fireUserInboundEventTriggered(event)
    }

    private func becomeReady() {
        phase = .idle
        arm(.now() + settings.idleTimeout)
        ready?.succeed()
        ready = nil
    }

    // MARK: Sending

    /// Sends a request and waits for the head of its answer. The caller holds the connection's lease.
    func send(_ request: HTTPRequest, for call: ClientCall, isReused: Bool) async -> Outcome {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                if loop.inEventLoop {
                    start(request, call, isReused, continuation)
                } else {
                    loop.execute { self.start(request, call, isReused, continuation) }
                }
            }
        } onCancel: {
            cancel(call)
        }
    }

    private func start(_ request: HTTPRequest, _ call: ClientCall, _ isReused: Bool, _ continuation: Continuation) {
        guard case .idle = phase, let context, context.channel.isActive, !hasUnaskedInput() else {
            end(abandoned: false)
            let error = TransportError(.closedBeforeAnswer(reused: false), origin: origin)
            return continuation.resume(returning: isReused ? .stale : .failed(error))
        }
        output.clear()
        do {
            try RequestWriter.write(request, to: &output)
        } catch {
            owner.released(self)
            let error = TransportError(.invalidRequest, origin: origin, detail: error.what)
            return continuation.resume(returning: .failed(error))
        }
        self.call = call
        self.continuation = continuation
        self.isReused = isReused
        phase = .waitingForHead
        parser.begin(method: request.method)
        sent = .now()
        arm(min(sent + call.limits.head.timeAmount, call.deadline))
        write(context)
    }

    private func write(_ context: ChannelHandlerContext) {
        let isLarge = output.readableBytes > 64 * 1024
        guard isLarge else { return context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
        isSending = true
        let promise = loop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { _ in self.isSending = false }
        context.writeAndFlush(wrapOutboundOut(output), promise: promise)
        output = ByteBuffer()
    }

    /// Whether an idle connection has something to read: its end, which the loop has not come to yet, or bytes that
    /// answer nothing. Either way it is of no use.
    private func hasUnaskedInput() -> Bool {
        guard let socket else { return false }
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT))
        return count >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
    }

    func onLoop(_ action: @escaping @Sendable () -> Void) {
        if loop.inEventLoop { action() } else { loop.execute(action) }
    }
}

/// Connections are the same only if they are one.
extension ClientConnection: Equatable {
    static func == (left: ClientConnection, right: ClientConnection) -> Bool { left === right }
}
