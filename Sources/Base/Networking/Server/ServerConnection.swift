import Essentials
import HTTPMessages
import NIOCore
import NIOHTTP1

/// One connection: takes its requests one after the other, and writes their answers in the same order.
///
/// It stands at the end of the channel's pipeline, behind the parser. While a handler works on a request it goes on
/// reading, to learn at once when the client leaves; the first byte of a further request makes it stop reading until
/// the answer is out, so that what one client can make the server hold is bounded by one read.
///
/// `@unchecked Sendable`: its fields are read and written on `loop` only, and that loop is the lock. The task of the
/// connection runs there; `ResponseWriter` goes there.
final class ServerConnection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// For the first byte or the last of a head.
        case waiting
        /// A head has come, its body has not.
        case receiving
        /// A handler has the request.
        case answering
        /// The last answer is out, or the connection is given up: what comes is thrown away.
        case closing
        case closed
    }

    enum Answer {
        case notBegun
        case streaming(ResponseFraming, written: Int)
        case complete
    }

    enum Arrival {
        case part(HTTPServerRequestPart)
        case refusal(Refusal)
    }

    let channel: any Channel
    let locals: LoopLocals
    let configuration: HTTPServer.Configuration
    let refusalForm: HTTPServer.RefusalForm
    let roster: ConnectionRoster

    var context: ChannelHandlerContext?
    var phase = Phase.waiting
    var assembler: RequestAssembler
    /// What came while an answer was being made.
    var backlog = CircularBuffer<Arrival>(initialCapacity: 1)
    /// A request that came before anybody asked for it.
    var ready: ReceivedRequest?
    var requestWaiter: UnsafeContinuation<ReceivedRequest?, Never>?
    /// The task that runs the handler, while it runs: to be cancelled when the client leaves.
    var task: UnsafeCurrentTask?

    /// Counts requests: a writer that is used after its request ended must not write into another's answer.
    var turn: UInt64 = 0
    var answer = Answer.notBegun
    var keepsAlive = true
    var isFlushScheduled = false
    var writeWaiters: [UInt64: CheckedContinuation<WriteWait, Never>] = [:]
    var nextWriteWaiter: UInt64 = 0

    /// The client has begun a head (or has connected and owes one).
    var isHeadDue = true
    var isReadWithheld = false
    /// The client sends nothing any more: it has closed, or half closed.
    var isPeerFinished = false
    /// The server stops: this answer is the connection's last.
    var isDraining = false
    /// There may be input that nobody will read, so that closing at once would reset the connection and destroy the
    /// answer on its way.
    var mustLinger = false
    /// This side is closed; what still comes is thrown away.
    var isLingering = false
    /// There are too many connections: this one is told so.
    var isRefused = false
    var bodyStart = NIODeadline.distantPast
    var deadline = NIODeadline.distantFuture
    var timerDeadline = NIODeadline.distantFuture
    var timer: Scheduled<Void>?

    private(set) lazy var peer: String? = channel.remoteAddress.flatMap { address in
        guard let host = address.ipAddress, let port = address.port else { return nil }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    init(
        channel: any Channel, locals: LoopLocals, configuration: HTTPServer.Configuration,
        refusalForm: @escaping HTTPServer.RefusalForm, roster: ConnectionRoster
    ) {
        self.channel = channel
        self.locals = locals
        self.configuration = configuration
        self.refusalForm = refusalForm
        self.roster = roster
        assembler = RequestAssembler(maximumBodyBytes: configuration.maximumBodyBytes)
    }

    var loop: any EventLoop { locals.executor.loop }

    // MARK: What the channel tells

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    /// Also the end of a connection that was accepted just when the listener closed: it never becomes active, so it
    /// never becomes inactive.
    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        closed()
    }

    func channelActive(context: ChannelHandlerContext) {
        setDeadline(in: configuration.headTimeout)
        if isRefused { refuse(Refusal(status: 503, sentence: "The server has too many connections.")) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        arrived(.part(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        armReadDeadline()
    }

    func read(context: ChannelHandlerContext) {
        guard backlog.isEmpty else {
            isReadWithheld = true
            return
        }
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if channel.isWritable { resumeWriters(with: .writable) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { peerFinished() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        closed()
    }

    /// A request that the parser did not understand gets its answer in turn. Anything else is an error of the
    /// socket, after which the channel closes itself.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
        arrived(.refusal(Refusal(of: error)))
    }
}

extension Refusal {
    init(of error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self.init(status: 431, sentence: "The request's head is too long.")
        case .invalidVersion:
            self.init(status: 505, sentence: "This server speaks HTTP/1.0 and HTTP/1.1.")
        default:
            self.init(status: 400, sentence: "The request is not HTTP.")
        }
    }
}
